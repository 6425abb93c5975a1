"""Whether articles or options changed since an index was made.

Asked at every question, so it reads no article and parses no YAML: it looks at names, sizes
and times of Markdown files, and at the text of mkdocs.yml.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from kb_tools import __version__
from kb_tools.config import Config, docs_root, site_file
from kb_tools.search.layout import VERSION

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_SKIPPED = frozenset(("node_modules", "__pycache__", "site-packages"))
_KEY = r"^{}:[ \t]*['\"]?([^'\"#\n]+?)['\"]?[ \t]*(?:#.*)?$"
_DOCS_DIR = re.compile(_KEY.format("docs_dir"), re.MULTILINE)
_INHERIT = re.compile(_KEY.format("INHERIT"), re.MULTILINE)


def signature(config: Config) -> str:
    """Return what an index depends on, in short: articles by size and time, and options."""
    site = list(_site_files(site_file(config)))
    articles = sorted(_articles(str(_folder(config, site)), frozenset()))
    return _digest([options(config, site), articles])


def options(config: Config, site: list[str] | None = None) -> str:
    """Return what an index depends on besides articles, in short; `site` is mkdocs.yml's text."""
    site = list(_site_files(site_file(config))) if site is None else site
    given = (
        config.docs,
        config.layout,
        config.languages,
        config.exclude,
        config.contents,
        config.audience,
        sorted(config.keys.items()),
    )
    return _digest([VERSION, __version__, repr(given), site])


def _digest(parts: list[object]) -> str:
    text = json.dumps(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _site_files(file: Path, depth: int = 8) -> Iterator[str]:
    """Yield the text of mkdocs.yml, and of the files that it inherits from."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return
    yield text
    if depth and (above := _INHERIT.search(text)):
        yield from _site_files(file.parent / above[1], depth - 1)


def _folder(config: Config, site: list[str]) -> Path:
    """Return the folder of the articles; by the configuration's own way where it is not plain."""
    named = config.docs or next(
        (found[1] for text in site if (found := _DOCS_DIR.search(text))), ""
    )
    folder = config.root / (named or "docs")
    return folder if folder.is_dir() else docs_root(config)


def _articles(folder: str, above: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    real = os.path.realpath(folder)
    if real in above:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.name.lower().endswith(_SUFFIXES):
                if entry.is_file():
                    stat = entry.stat()
                    yield entry.path, stat.st_size, stat.st_mtime_ns
            elif entry.is_dir() and entry.name not in _SKIPPED:
                yield from _articles(entry.path, above | {real})
