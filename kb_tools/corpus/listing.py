"""Which files a docs folder has, and which of them are articles: all without reading one."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.corpus import reading
from kb_tools.corpus.layout import is_markdown
from kb_tools.corpus.stamps import stamps
from kb_tools.pattern import matches
from kb_tools.site_facts import SiteFacts


class Walk(NamedTuple):
    """The files that were found on a walk, and the stamps of the folders that were walked.

    As long as these are the same, so are the files. `way` says from where it went, and what it
    left out.
    """

    way: str
    files: tuple[str, ...]
    folders: Mapping[str, str]

    def holds(self, way: str, root: Path) -> bool:
        """Tell whether the same way would find the same files again."""
        known = self.folders
        return way == self.way and all(known.values()) and stamps(root, known) == known


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below `root`, by path; `wanted` are articles and tables of contents."""

    config: Config
    facts: SiteFacts
    root: Path
    files: tuple[str, ...]
    wanted: tuple[str, ...]
    walk: Walk

    @classmethod
    def of(cls, config: Config, before: Walk | None = None) -> Listing:
        """List the docs folder; ReadError when there is none, or mkdocs.yml cannot be read.

        A walk of `before` is not made again where it would find the same.
        """
        facts = configuration.site_facts(config)
        root = configuration.docs_root(config)
        skip = config.root / facts.site_dir
        way = f"{root}\n{config.root}\n{skip}"
        walk = before if before is not None and before.holds(way, root) else None
        walk = walk or _walked(way, root, config.root, skip)
        return cls(config, facts, root, walk.files, _articles(walk, config), walk)

    def earlier(self, walk: Walk) -> Listing:
        """Return the listing of the files that another walk found, before this one."""
        if walk is self.walk:
            return self
        wanted = _articles(walk, self.config)
        return dataclasses.replace(self, files=walk.files, wanted=wanted, walk=walk)


def _articles(walk: Walk, config: Config) -> tuple[str, ...]:
    return tuple(path for path in walk.files if is_article(path, config))


def _walked(way: str, root: Path, limit: Path, skip: Path) -> Walk:
    """Walk through a folder; where symbolic links lead, nothing can be relied on."""
    since = time.time_ns()
    found = [*reading.walk(root, limit, frozenset((skip,)))]
    plain = [one.prefix for one in found if isinstance(one, reading.Folder) and not one.linked]
    linked = [one.prefix for one in found if isinstance(one, reading.Folder) and one.linked]
    files = tuple(one for one in found if isinstance(one, str))
    return Walk(way, files, {**stamps(root, plain, since), **dict.fromkeys(linked, "")})


def folders(paths: Iterable[str]) -> frozenset[str]:
    """Return the folders that contain files, with `/`, and those above."""
    return frozenset(path[: end + 1] for path in paths for end, c in enumerate(path) if c == "/")


def is_article(path: str, config: Config) -> bool:
    """Tell whether a file is an article, or a table of contents, by its name."""
    return is_markdown(path) and not matches(path, config.exclude)
