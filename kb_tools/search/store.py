"""The index on the disk: one file, made again when the articles changed.

It stands in `.kb/` below the root, or in the user's cache folder when the root cannot be
written to, or nowhere when that cannot be either. Several processes may use and make it at
once: it is replaced in one step, checked when it is opened, and never mended in place.
"""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kb_tools.config import Config
from kb_tools.files import write
from kb_tools.search.index import Index
from kb_tools.search.layout import LayoutError
from kb_tools.search.watch import signature

if TYPE_CHECKING:
    from kb_tools.corpus import KnowledgeBase, Progress

__all__ = ["build_from", "open_index", "places", "signature"]

FOLDER = ".kb"
NAME = "index"


def open_index(config: Config, progress: Progress | None = None) -> Index:
    """Return the index of the articles as they are now; built only if they changed.

    Raises ReadError when there is no docs folder.
    """
    wanted = signature(config)
    for place in places(config.root):
        if (index := _opened(place)) is not None and index.signature == wanted:
            return index
    from kb_tools.corpus import KnowledgeBase

    data = build_from(KnowledgeBase.load(config, progress), wanted)
    for place in places(config.root):
        if _saved(place, data):
            break
    return Index(data)


def build_from(kb: KnowledgeBase, signature: str = "") -> bytes:
    """Return the bytes of a knowledge base's index."""
    from kb_tools.search.build import build
    from kb_tools.search.document import documents

    return build(documents(kb), signature)


def places(root: Path) -> Iterator[Path]:
    """Yield where the index may stand, the best place first."""
    yield root / FOLDER / NAME
    cache = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    yield Path(cache) / "kb_tools" / name / NAME


def _opened(place: Path) -> Index | None:
    try:
        with place.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Index(memoryview(data))
    except (OSError, ValueError, LayoutError):
        return None


def _saved(place: Path, data: bytes) -> bool:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        ignore = place.parent / ".gitignore"
        if not ignore.exists():
            write(ignore, "*\n")
        write(place, data)
    except OSError:
        return False
    return True
