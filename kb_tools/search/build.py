"""Documents into the bytes of an index.

Terms are counted once per document; all that ranking needs later is worked out here, so that
a query only adds up bytes. See `rank` for what the numbers mean, `splice` for the index of
articles of which a few have changed.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, count, pairwise
from typing import Any, TypeAlias

from kb_tools.garbage import uncollected
from kb_tools.search import layout, rank
from kb_tools.search.counting import Counted, counted
from kb_tools.search.cutting import sizes, starts
from kb_tools.search.document import Document
from kb_tools.search.entry import WEIGHTS, Entry, encoded, kept, made
from kb_tools.search.index import NO_SOURCE, Index, Source

_NONE = array("I")

Region: TypeAlias = "array[Any] | bytes"

WIDE = 1 << 16
"""From this many documents on, their numbers need four bytes."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """`Counted` with terms by number, small enough to keep for every document."""

    body: array[int]
    counts: Sequence[int]
    length: int
    strong: Mapping[int, tuple[float, int]]
    wordings: Sequence[array[int]]


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
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        rows = [(entry, _numbered(found, numbers)) for entry, found in documents]
        names = sorted(numbers)
        provisional = [numbers[name] for name in names]
        found = [one for _, one in rows]
        postings = _postings(found, len(names))
        units = _units(found)
        terms = {
            **_blobs("term", map(encoded, names)),
            **_split_lists("posting", [postings[n] for n in provisional], len(rows)),
            **_lists("unit", [units.get(n, _NONE) for n in provisional]),
        }
        lengths = array("I", (one.length for one in found))
        entries = [entry for entry, _ in rows]
        facets = sorted({entry.facet for entry in entries})
        return pack({**terms, **_regions(entries, lengths, facets)}, facets, source)


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


def _numbered(found: Counted, numbers: defaultdict[str, int]) -> _Numbered:
    number = numbers.__getitem__
    return _Numbered(
        array("I", map(number, found.body)),
        list(found.body.values()),
        found.length,
        {number(term): weighed for term, weighed in found.strong.items()},
        [array("I", map(number, wording)) for wording in found.wordings],
    )


def _postings(counted: Sequence[_Numbered], size: int) -> list[array[int]]:
    """Return, for each term, `document << 8 | impact` of every document that has it."""
    mean = rank.mean_length(one.length for one in counted)
    postings = [array("I") for _ in range(size)]
    for number, one in enumerate(counted):
        norm = rank.length_norm(one.length, mean)
        entry = [
            number << 8 | rank.impact(tf / norm) for tf in range(max(one.counts, default=0) + 1)
        ]
        lists = map(postings.__getitem__, one.body)
        deque(map(array.append, lists, map(entry.__getitem__, one.counts)), maxlen=0)
        for term, (weight, times) in one.strong.items():
            postings[term].append(number << 8 | rank.impact(weight + times / norm))
    return postings


def _units(counted: Sequence[_Numbered]) -> Mapping[int, array[int]]:
    """Return, for each term in one, the wordings that have it; wordings are numbered in order."""
    units: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for number, wording in enumerate(chain.from_iterable(one.wordings for one in counted)):
        for term in wording:
            units[term].append(number)
    return units


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


def _lists(name: str, values: Sequence[array[int]]) -> dict[str, Region]:
    return {f"{name}_start": starts(map(len, values)), name: array("I", b"".join(values))}


def _split_lists(name: str, values: Sequence[array[int]], documents: int) -> dict[str, Region]:
    """Like `_lists`, the low byte of each entry, an impact, apart from the rest, a document."""
    entries = array("I", b"".join(values))
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
    return {
        f"{name}_start": starts(map(len, values)),
        f"{name}_document": numbers,
        f"{name}_impact": raw[::4],
    }
