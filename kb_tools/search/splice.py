"""An index of which a few documents changed, without counting the others again.

The regions of the old index are copied but for the places where a changed document's terms
stand. The result is byte by byte what `build` makes of all documents. Where that would differ
everywhere, because the mean length has moved on, all are counted again, from the texts that the
index holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb_tools.search import rank
from kb_tools.search.build import pack, rebuild
from kb_tools.search.counting import Counted, Fields, counted
from kb_tools.search.cutting import WIDE, Cut, Region, flat, ragged
from kb_tools.search.document import Document
from kb_tools.search.entry import Entry, kept, made
from kb_tools.search.index import Index, Source
from kb_tools.search.splice_terms import Share, terms

FEW = 0.1
"""Share of the documents up to which this is faster than to count all again."""

Changes = Mapping[str, Document | None]
"""Documents that changed or are new, by path; None for one that is gone."""


def updated(index: Index, changes: Changes, source: Source) -> bytes:
    """Return the index of the documents as they are after `changes`."""
    if len(changes) <= FEW * index.documents:
        edits = list(_edits(index, changes))
        lengths = _column(index, "length", edits, lambda side: side.counted.length)
        after = array("I", lengths)
        same_width = (index.documents < WIDE) == (len(after) < WIDE)
        if same_width and rank.mean_length(after) == rank.mean_length(index.lengths):
            return _spliced(index, edits, after, source)
    return rebuild(index, changes, source)


class _Side(NamedTuple):
    """A document as it was, or as it is now."""

    entry: Entry
    counted: Counted


class _Edit(NamedTuple):
    """What happens at one place of the old documents: one goes out, one comes in, or both."""

    place: int
    old: _Side | None
    new: _Side | None


def _edits(index: Index, changes: Changes) -> Iterator[_Edit]:
    for path, document in sorted(changes.items()):
        place = index.place(path)
        there = place < index.documents and index.record(place).path == path
        old = _side(*kept(index, place)) if there else None
        new = _side(*made(document)) if document else None
        if old or new:
            yield _Edit(place, old, new)


def _side(entry: Entry, texts: Fields) -> _Side:
    return _Side(entry, counted(texts))


def _cuts(edits: Sequence[_Edit], value: Callable[[_Side], Any]) -> list[Cut]:
    """Return where a list with an item for each document is cut, and what comes in."""
    return [
        Cut(place, old is not None, [] if new is None else [value(new)])
        for place, old, new in edits
    ]


def _column(
    index: Index, name: str, edits: Sequence[_Edit], value: Callable[[_Side], Any]
) -> bytes:
    return flat(index.region(name), _cuts(edits, value))


def _blobs(
    index: Index, name: str, edits: Sequence[_Edit], value: Callable[[_Side], bytes]
) -> dict[str, Region]:
    places, items = ragged(index.region(f"{name}_start"), index.region(name), _cuts(edits, value))
    return {f"{name}_start": places, name: items}


def _spliced(index: Index, edits: Sequence[_Edit], lengths: array[int], source: Source) -> bytes:
    facets, of = _facets(index, edits)
    regions = {
        **terms(index, *_shares(index, edits), lengths),
        **_blobs(index, "wording_kind", edits, lambda side: side.entry.kinds),
        "length": lengths,
        "facet": of,
        **_blobs(index, "parts", edits, lambda side: side.entry.parts),
        **_blobs(index, "summary", edits, lambda side: side.entry.summary),
        **_blobs(index, "record", edits, lambda side: side.entry.record),
    }
    return pack(regions, facets, source)


def _facets(index: Index, edits: Sequence[_Edit]) -> tuple[list[str], array[int]]:
    """Return the facets that are in use, and each document's number of one."""
    known = dict.fromkeys((*index.facet_names, *(e.new.entry.facet for e in edits if e.new)))
    numbers = {facet: number for number, facet in enumerate(known)}
    column = array("H", _column(index, "facet", edits, lambda side: numbers[side.entry.facet]))
    used = frozenset(column)
    kept = sorted(facet for facet, number in numbers.items() if number in used)
    after = {numbers[facet]: number for number, facet in enumerate(kept)}
    return kept, array("H", map(after.__getitem__, column))


def _shares(index: Index, edits: Sequence[_Edit]) -> tuple[list[Share], list[Share]]:
    """Return what goes out, numbered as it was, and what comes in, numbered as it will be."""
    out: list[Share] = []
    into: list[Share] = []
    shift = wordings = 0
    for place, old, new in edits:
        first = index.region("wording_kind_start")[place]
        if new:
            into.append(Share(place, place + shift, first, first + wordings, new.counted))
            shift, wordings = shift + 1, wordings + len(new.entry.kinds)
        if old:
            out.append(Share(place, place, first, first, old.counted))
            shift, wordings = shift - 1, wordings - len(old.entry.kinds)
    return out, into
