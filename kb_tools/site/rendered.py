"""Rendered Markdown, kept between builds: an unchanged article is not rendered again.

The key of an article is all that its HTML depends on: its text, its path, which files there
are (links lead to them), and how Markdown is rendered. Extensions other than ours could read
anything, so a site that uses one is always rendered anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import logging
import os
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kb_tools.markdown import EXTENSIONS

FORMAT = "1"
"""Changes when what is kept changes."""

_KNOWN = frozenset([*EXTENSIONS, "meta", "toc", "tables", "fenced_code"])
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Rendered:
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
            return json.loads(zlib.decompress(row[0])) if row else None
        return None

    def put(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Keep a JSON value under `key` once `close` is called."""
        self._made[key] = zlib.compress(json.dumps(value).encode(), 1)

    def close(self) -> None:
        """Write what was made, and drop what this build had no use for."""
        with contextlib.suppress(sqlite3.Error), self._database:
            old = {key for (key,) in self._database.execute("SELECT key FROM pages")}
            gone = [(key,) for key in old - self._used]
            self._database.executemany("DELETE FROM pages WHERE key = ?", gone)
            self._database.executemany(
                "INSERT OR REPLACE INTO pages VALUES (?, ?)", self._made.items()
            )
        self._database.close()


def place(root: Path, audience: str) -> Path:
    """Return where the pages of a knowledge base are kept: in the user's cache folder."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Path(folder) / "kb_tools" / name / f"pages.{audience}"


def setting(config: Any, paths: Iterable[str]) -> str | None:  # noqa: ANN401 - MkDocs' own
    """Return what all keys of a build share; None where rendering depends on more than we know."""
    if not _KNOWN.issuperset(config["markdown_extensions"]):
        return None
    libraries = ("Markdown", "pymdown-extensions", "Pygments")
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


def render(page: Any, kept: Rendered, shared: str, config: Any, files: Any) -> None:  # noqa: ANN401
    """Render a page as its own `render` does, or take over what that made before."""
    text = f"{shared}\0{page.file.src_uri}\0{page.markdown}"
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if (value := kept.get(key)) is not None:
        _restore(page, value, files)
        return
    with _warnings(type(page).__module__) as warnings:
        type(page).render(page, config, files)
    if not warnings:  # a warning must come again with every build
        kept.put(key, _value(page))


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


def _restore(page: Any, value: dict[str, Any], files: Any) -> None:  # noqa: ANN401 - MkDocs' own
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
