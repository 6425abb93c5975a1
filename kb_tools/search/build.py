"""Documents into the bytes of an index.

Terms are counted once per document; all that ranking needs later is worked out here, so that
a query only adds up bytes. See `rank` for what the numbers mean, `splice` for the index of
articles of which a few have changed.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, pairwise
from typing import Any, TypeAlias

from kb_tools.garbage import uncollected
from kb_tools.search import layout, rank
from kb_tools.search.counting import Counted, counted
from kb_tools.search.cutting import sizes, starts
from kb_tools.search.document import Document
from kb_tools.search.entry import WEIGHTS, Entry, encoded, kept, made
from kb_tools.search.index import NO_SOURCE, Index, Source
from kb_tools.search.seen import Seen

Region: TypeAlias = "array[Any] | bytes"

WIDE = 1 << 16
"""From this many documents on, their numbers need four bytes."""


def build(documents: Iterable[Document], source: Source = NO_SOURCE) -> bytes:
    """Return the index of `documents`; their order does not matter."""
    ordered = sorted(documents, key=lambda document: document.path)
    return _built(((entry, counted(texts)) for entry, texts in map(made, ordered)), source)


def rebuild(index: Index, changes: Mapping[str, Document | None], source: Source) -> bytes:
    """Return what `build` returns, without the articles themselves: the index has their texts.

    `changes` are the documents that changed, by path; None for one that is gone.
    """
    paths = {index.record(number).path: number for number in range(index.documents)}
    gone = changes.keys()
    present = {path for path in gone if changes[path] is not None}

    def entries() -> Iterator[tuple[Entry, Counted]]:
        for path in sorted((paths.keys() - gone) | present):
            document = changes.get(path)
            entry, texts = made(document) if document else kept(index, paths[path])
            yield entry, counted(texts)

    return _built(entries(), source)


def _built(documents: Iterable[tuple[Entry, Counted]], source: Source) -> bytes:
    with uncollected():
        entries: list[Entry] = []
        seen = Seen()
        for entry, found in documents:
            entries.append(entry)
            seen.add(found)
        names = sorted(seen.postings)
        terms = {
            **_blobs("term", map(encoded, names)),
            **_postings(seen, names),
            **_units(seen, names),
        }
        facets = sorted({entry.facet for entry in entries})
        return pack({**terms, **_regions(entries, seen.lengths, facets)}, facets, source)


def _regions(
    entries: Sequence[Entry], lengths: array[int], facets: Sequence[str]
) -> dict[str, Region]:
    """Return the regions that have an item for each document."""
    number = {facet: n for n, facet in enumerate(facets)}
    return {
        **_blobs("wording_kind", [entry.kinds for entry in entries]),
        "length": lengths,
        "facet": array("H", (number[entry.facet] for entry in entries)),
        **_blobs("parts", [entry.parts for entry in entries]),
        **_blobs("summary", [entry.summary for entry in entries]),
        **_blobs("record", [entry.record for entry in entries]),
    }


def pack(regions: Mapping[str, Region], facets: Sequence[str], source: Source) -> bytes:
    """Return the bytes of an index of these regions; `facets` are numbered by `facet`."""
    facts = {
        "signature": source.signature,
        "options": source.options,
        "documents": len(regions["length"]),
        "facets": [*facets],
    }
    owners = (n for n, own in enumerate(sizes(regions["wording_kind_start"])) for _ in range(own))
    wordings: dict[str, Region] = {
        "wording_document": array("I", owners),
        "wording_scale": _scales(regions),
    }
    return layout.pack(facts, {**regions, **wordings, "files": source.files})


def _postings(seen: Seen, names: Sequence[str]) -> dict[str, Region]:
    """Return the documents that have each term, and its impact on each."""
    lists = [seen.postings[name] for name in names]
    packed = seen.packed()
    entries = array("I", map(packed.__getitem__, chain.from_iterable(lists)))
    return {"posting_start": starts(map(len, lists)), **_split(entries, len(seen.lengths))}


def _units(seen: Seen, names: Sequence[str]) -> dict[str, Region]:
    """Return the wordings that have each term."""
    lists = [seen.units.get(name, ()) for name in names]
    return {"unit_start": starts(map(len, lists)), "unit": array("I", chain.from_iterable(lists))}


def _scales(regions: Mapping[str, Region]) -> array[float]:
    kinds = regions["wording_kind"]
    rarities = _rarities(len(kinds), regions, len(regions["length"]))
    return array("d", map(rank.scale, map(WEIGHTS.__getitem__, kinds), rarities))


def _rarities(wordings: int, terms: Mapping[str, Region], documents: int) -> list[list[float]]:
    """Return the idf of each wording's terms, in the order of the terms: sums depend on it."""
    found: list[list[float]] = [[] for _ in range(wordings)]
    idf = cache(partial(rank.idf, documents))
    places = zip(pairwise(terms["unit_start"]), pairwise(terms["posting_start"]), strict=True)
    for (start, end), (first, last) in places:
        if start < end:
            rarity = idf(last - first)
            for wording in terms["unit"][start:end]:
                found[wording].append(rarity)
    return found


def _blobs(name: str, values: Iterable[bytes]) -> dict[str, Region]:
    kept = list(values)
    return {f"{name}_start": starts(map(len, kept)), name: b"".join(kept)}


def _split(entries: array[int], documents: int) -> dict[str, Region]:
    """Return the low byte of each entry, an impact, apart from the rest, a document."""
    if sys.byteorder == "big":
        entries.byteswap()
    raw = entries.tobytes()
    size = 4 if documents >= WIDE else 2
    filled = bytearray(size * len(entries))
    for place in range(min(size, 3)):
        filled[place::size] = raw[place + 1 :: 4]
    numbers = array("I" if size == 4 else "H", bytes(filled))
    if sys.byteorder == "big":
        numbers.byteswap()
    return {"posting_document": numbers, "posting_impact": raw[::4]}
