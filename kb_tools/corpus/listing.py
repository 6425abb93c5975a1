"""Which files a docs folder has, and which of them are articles: all that can be told unread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.corpus import reading
from kb_tools.corpus.layout import is_markdown
from kb_tools.pattern import matches
from kb_tools.site_facts import SiteFacts


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below `root`, by path; `wanted` are articles and tables of contents."""

    config: Config
    facts: SiteFacts
    root: Path
    files: tuple[str, ...]
    wanted: tuple[str, ...]

    @classmethod
    def of(cls, config: Config) -> Listing:
        """List the docs folder; ReadError when there is none, or mkdocs.yml cannot be read."""
        facts = configuration.site_facts(config)
        root = configuration.docs_root(config)
        files = tuple(reading.files(root, config.root, frozenset((config.root / facts.site_dir,))))
        wanted = tuple(path for path in files if is_article(path, config))
        return cls(config, facts, root, files, wanted)


def is_article(path: str, config: Config) -> bool:
    """Tell whether a file is an article, or a table of contents, by its name."""
    return is_markdown(path) and not matches(path, config.exclude)
