"""Which files an index was made of, and which of them changed since.

A file whose size and time are as they were is not read; one that was only touched is read, and
found to be the same by its checksum.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kb_tools.corpus import KnowledgeBase, reading
from kb_tools.corpus.layout import Layout, detect
from kb_tools.corpus.listing import Listing
from kb_tools.files import written
from kb_tools.pattern import matches

Stamp = tuple[int, int]
"""Time and size of a file; (0, -1) where there is none."""


class File(NamedTuple):
    """A file as it was read: `digest` of its text ("" if it had none), language and key by path."""

    time: int
    size: int
    digest: str
    lang: str
    key: str

    @property
    def stamp(self) -> Stamp:
        """What shows without reading whether it changed."""
        return self.time, self.size


def packed(inventory: Mapping[str, File]) -> bytes:
    """Return an inventory as bytes."""
    rows = [[path, *file] for path, file in sorted(inventory.items())]
    return json.dumps(rows, separators=(",", ":")).encode()


def unpacked(data: bytes) -> dict[str, File]:
    """Return an inventory that `packed` made."""
    return {path: File(*row) for path, *row in json.loads(data)}


def stamps(listing: Listing) -> dict[str, Stamp]:
    """Return the stamp of every file that may be an article; before they are read."""
    return {path: written(f"{listing.root}/{path}") or (0, -1) for path in listing.wanted}


def taken(kb: KnowledgeBase, stamped: Mapping[str, Stamp]) -> dict[str, File]:
    """Return the inventory of a whole base, whose files had these stamps before it was read."""
    articles = {**kb.articles, **kb.contents}
    digests = {path: digest(article.source) for path, article in articles.items()}
    return _files(stamped, digests, kb.layout)


def digest(text: str) -> str:
    """Return a checksum of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _files(
    stamped: Mapping[str, Stamp], digests: Mapping[str, str], layout: Layout
) -> dict[str, File]:
    return {
        path: File(*stamp, digests.get(path, ""), *layout.place(path))
        for path, stamp in stamped.items()
    }


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since an inventory was taken: texts by path, None for what is no more."""

    texts: Mapping[str, str | None]
    layout: Layout
    now: Mapping[str, File]


def changed(listing: Listing, before: Mapping[str, File]) -> Changed:
    """Return what changed, reading only the files that may have."""
    now = stamps(listing)
    texts = dict(_read(listing, (p for p in now if p not in before or before[p].stamp != now[p])))
    digests = {path: file.digest for path, file in before.items() if path in now}
    digests |= {path: "" if text is None else digest(text) for path, text in texts.items()}
    layout = detect(_articles(listing, digests), listing.config)
    after = _files(now, digests, layout)
    # Another layout gives an article another language though its file is the same.
    other = [p for p, file in after.items() if p not in before or file[2:] != before[p][2:]]
    texts |= _read(listing, (path for path in other if path not in texts))
    gone = dict.fromkeys(before.keys() - now.keys())
    return Changed({**gone, **{path: texts[path] for path in other}}, layout, after)


def _articles(listing: Listing, digests: Mapping[str, str]) -> Iterator[str]:
    """Yield the paths from which a layout is detected, as for a base that is read as a whole."""
    contents = listing.config.contents
    return (path for path in listing.wanted if digests[path] and not matches(path, contents))


def _read(listing: Listing, paths: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for path in paths:
        text = reading.text(listing.root, path)
        yield path, text if isinstance(text, str) else None
