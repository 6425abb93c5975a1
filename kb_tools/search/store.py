"""The index on the disk: one file, made again when the articles changed.

It is kept in `.kb/` below the root, or in the user's cache folder when the root cannot be
written to, or nowhere when that cannot be either. Several processes may use and make it at
once: it is replaced in one step, checked when it is opened, and never mended in place. After an
edit the new one is made of the old one (`splice`) and of the articles that changed (`inventory`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb_tools.config import Config
from kb_tools.files import cache_folder, write
from kb_tools.search.index import NO_SOURCE, Index, Source, opened
from kb_tools.search.watch import options, signature

if TYPE_CHECKING:
    from kb_tools.corpus import KnowledgeBase, Progress
    from kb_tools.corpus.listing import Listing

__all__ = ["build_from", "open_index", "places", "signature"]

FOLDER = ".kb"
NAME = "index"


def open_index(config: Config, progress: Progress | None = None) -> Index:
    """Return the index of the articles as they are now; built only if they changed.

    Raises ReadError when there is no docs folder.
    """
    wanted = signature(config)
    known = [index for place in places(config.root) if (index := opened(place)) is not None]
    for index in known:
        if index.signature == wanted:
            return index
    data = _made(config, known, wanted, progress)
    for place in places(config.root):
        if _saved(place, data):
            break
    return Index(data)


def _made(
    config: Config, known: Sequence[Index], signature: str, progress: Progress | None
) -> bytes:
    """Return the bytes of an index, made of an older one if only articles changed since."""
    from kb_tools.corpus.listing import Listing

    listing, given = Listing.of(config), options(config)
    for index in known:
        if index.options == given:
            return _renewed(index, listing, signature)
    return _new(listing, Source(signature, given), progress)


def _renewed(index: Index, listing: Listing, signature: str) -> bytes:
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.search import inventory
    from kb_tools.search.document import documents
    from kb_tools.search.splice import updated

    found = inventory.changed(listing, inventory.unpacked(index.files))
    texts = {path: text for path, text in found.texts.items() if text is not None}
    kb = KnowledgeBase.part(listing, texts, found.layout)
    changes = {**dict.fromkeys(found.texts), **{one.path: one for one in documents(kb)}}
    return updated(index, changes, Source(signature, index.options, inventory.packed(found.now)))


def _new(listing: Listing, source: Source, progress: Progress | None) -> bytes:
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.search import inventory

    stamped = inventory.stamps(listing)
    read, counted = _halves(progress) if progress is not None else (None, None)
    kb = KnowledgeBase.load(listing.config, read)
    files = inventory.packed(inventory.taken(kb, stamped))
    return build_from(kb, source._replace(files=files), counted)


def _halves(progress: Progress) -> tuple[Progress, Progress]:
    """Return how to report reading and counting: to each article the one is half of it."""
    return (
        lambda number, total: progress(number // 2, total),
        lambda number, total: progress((total + number) // 2, total),
    )


def build_from(
    kb: KnowledgeBase, source: Source = NO_SOURCE, progress: Progress | None = None
) -> bytes:
    """Return the bytes of a knowledge base's index."""
    from kb_tools.search.build import build
    from kb_tools.search.document import documents

    return build(documents(kb), source, progress)


def places(root: Path) -> Iterator[Path]:
    """Yield where the index may be kept, the best place first."""
    yield root / FOLDER / NAME
    yield cache_folder(root) / NAME


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
