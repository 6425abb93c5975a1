"""Rendered Markdown, kept between builds: an unchanged article is not rendered again.

The key of an article is all that its HTML depends on: its text, its path, which files there
are (links lead to them), and how Markdown is rendered. Extensions other than ours could read
anything, so a site that uses one is always rendered again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import logging
import re
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb_tools.files import cache_folder
from kb_tools.markdown import EXTENSIONS
from kb_tools.markdown.parser import Parser

FORMAT = "2"
"""Changes when what is kept changes."""

_OURS = frozenset(EXTENSIONS) | frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes md_in_html meta"
    " nl2br sane_lists smarty tables toc wikilinks".split()
)
_LIBRARIES = ("markdown", "material", "pymdownx")
"""What comes from these depends on the text and its options alone, but for what reads files."""
_READING = frozenset(("pymdownx.b64", "pymdownx.pathconverter", "pymdownx.snippets"))
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_LOT = 200
"""Values that are written at once: one by one takes long, all together are large."""


class RenderCache:
    """Values by key in one file; one that cannot be used is as good as empty."""

    def __init__(self, file: Path) -> None:
        self._used: set[str] = set()
        self._made: dict[str, bytes] = {}
        with contextlib.suppress(sqlite3.Error, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(file, timeout=1)
            self._database.execute("CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, value)")
            return
        self._database = sqlite3.connect(":memory:")

    def get(self, key: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what was kept under `key`, or None."""
        self._used.add(key)
        with contextlib.suppress(sqlite3.Error, zlib.error, ValueError):
            row = self._database.execute("SELECT value FROM pages WHERE key = ?", (key,)).fetchone()
            return unpacked(row[0]) if row else None
        return None

    def has(self, key: str) -> bool:
        """Tell whether something is kept under `key`."""
        with contextlib.suppress(sqlite3.Error):
            found = self._database.execute("SELECT 1 FROM pages WHERE key = ?", (key,))
            return found.fetchone() is not None
        return False

    def put(self, key: str, value: bytes) -> None:
        """Keep a packed value under `key`; all are written once `close` is called."""
        self._used.add(key)
        self._made[key] = value
        if len(self._made) == _LOT:
            self._write()

    def close(self) -> None:
        """Write what was made, and drop what this build had no use for."""
        self._write()
        with contextlib.suppress(sqlite3.Error), self._database:
            old = {key for (key,) in self._database.execute("SELECT key FROM pages")}
            gone = [(key,) for key in old - self._used]
            self._database.executemany("DELETE FROM pages WHERE key = ?", gone)
        self._database.close()

    def _write(self) -> None:
        rows = [*self._made.items()]
        self._made.clear()
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", rows)


def place(root: Path, audience: str) -> Path:
    """Return where the pages of a knowledge base are kept: in the user's cache folder."""
    return cache_folder(root) / f"pages.{audience}"


def setting(config: Any, paths: Iterable[str]) -> str | None:  # noqa: ANN401 - MkDocs' own
    """Return what all keys of a build share; None where rendering depends on more than we know."""
    options = config["mdx_configs"] or {}
    if not all(map(_is_known, config["markdown_extensions"])) or not all(
        map(_told, _ends(options))
    ):
        return None
    libraries = ("Markdown", "mkdocs-material", "pymdown-extensions", "Pygments")
    parts = [
        FORMAT,
        *map(importlib.metadata.version, libraries),
        type(config).__module__,
        _ADDRESS.sub("", repr((config["markdown_extensions"], config["mdx_configs"]))),
        str(config["use_directory_urls"]),
        repr(config["validation"]),
        *sorted(paths),
    ]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _is_known(extension: object) -> bool:
    if not isinstance(extension, str) or extension in _READING:
        return False
    return extension in _OURS or extension.startswith(("markdown.extensions.", "pymdownx."))


def _ends(options: Any) -> Iterator[object]:  # noqa: ANN401 - as YAML gives it
    """Yield the values at the ends of nested options."""
    if isinstance(options, Mapping | list | tuple):
        for inside in options.values() if isinstance(options, Mapping) else options:
            yield from _ends(inside)
    else:
        yield options


def _told(value: object) -> bool:
    """Tell whether a value's `repr` says all that it does: someone's own function may change."""
    inner = getattr(value, "func", value)  # as functools.partial keeps it
    if value is None or isinstance(value, str | int | float):
        return True
    return str(getattr(inner, "__module__", "")).partition(".")[0] in _LIBRARIES


def packed(value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return a JSON value as it is kept."""
    return zlib.compress(json.dumps(value).encode(), 1)


def unpacked(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Return what `packed` packed; raises zlib.error or ValueError for what it did not."""
    return json.loads(zlib.decompress(data))


def key(page: Any, shared: str) -> str:  # noqa: ANN401 - MkDocs' own
    """Return the name of all that a page's HTML depends on; `shared` is the build's `setting`."""
    text = f"{shared}\0{page.file.src_uri}\0{page.markdown}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def render(page: Any, config: Any, files: Any, parser: Parser) -> bytes:  # noqa: ANN401 - MkDocs' own
    """Render a page as its own `render` does, and return what can be kept; b"" for nothing."""
    module = type(page).__module__
    with _warnings(module) as warnings, parser.lent(sys.modules[module]):
        type(page).render(page, config, files)
    return b"" if warnings else packed(_value(page))  # a warning must come again


def _value(page: Any) -> dict[str, Any]:  # noqa: ANN401 - MkDocs' own
    links = page.links_to_anchors or {}
    return {
        "content": page.content,
        "toc": [_entry(item) for item in page.toc],
        "title": page._title_from_render,
        "anchors": [*filter(None, page.present_anchor_ids)],
        "links": {file.src_uri: anchors for file, anchors in links.items()},
    }


def _entry(item: Any) -> dict[str, Any]:  # noqa: ANN401 - MkDocs' own
    children = [_entry(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


def restore(page: Any, value: dict[str, Any], files: Any) -> None:  # noqa: ANN401 - MkDocs' own
    """Make a page what it was once rendered to."""
    from mkdocs.structure.toc import get_toc

    page.content = value["content"]
    page.toc = get_toc(value["toc"])
    page._title_from_render = value["title"]
    page.present_anchor_ids = set(value["anchors"])
    found = ((files.get_file_from_path(path), links) for path, links in value["links"].items())
    page.links_to_anchors = {file: links for file, links in found if file is not None}


@contextlib.contextmanager
def _warnings(logger: str) -> Iterator[list[logging.LogRecord]]:
    """Collect the warnings that a logger gives meanwhile."""
    seen: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = seen.append  # type: ignore[method-assign, assignment]
    logging.getLogger(logger).addHandler(handler)
    try:
        yield seen
    finally:
        logging.getLogger(logger).removeHandler(handler)
