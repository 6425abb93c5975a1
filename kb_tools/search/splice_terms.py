"""The terms of an index of which a few documents changed: their postings and wordings."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb_tools.search import rank
from kb_tools.search.counting import Counted, impacts
from kb_tools.search.cutting import Cut, Region, flat, ragged, sizes, starts
from kb_tools.search.entry import encoded
from kb_tools.search.index import Index


class Share(NamedTuple):
    """What one document has of an index.

    `place` and `first_place` are where it is, or is to be, among the old documents and
    the old wordings; `number` and `first` are its own number and that of its title.
    """

    place: int
    number: int
    first_place: int
    first: int
    counted: Counted


@dataclass(slots=True)
class _Touched:
    """What happens to one term: documents and wordings that go out and come in."""

    out: list[int] = field(default_factory=list)
    into: list[tuple[int, int]] = field(default_factory=list)
    units_out: list[int] = field(default_factory=list)
    units_into: list[tuple[int]] = field(default_factory=list)


def terms(
    index: Index, out: Sequence[Share], into: Sequence[Share], lengths: array[int]
) -> dict[str, Region]:
    """Return the regions that have an item for each term, after documents went out and came in."""
    touched = _touched(out, into, rank.mean_length(lengths))
    documents = _renumbered(
        index.region("posting_document"),
        index.documents,
        [share.place for share in out],
        [share.place for share in into],
    )
    wordings = _renumbered(
        index.region("unit"),
        len(index.wording_scales),
        [share.first_place + n for share in out for n in range(len(share.counted.wordings))],
        [share.first_place for share in into for _ in share.counted.wordings],
    )
    return _Splice(index, documents, wordings).regions(touched)


def _touched(
    out: Iterable[Share], into: Iterable[Share], mean: float
) -> list[tuple[bytes, _Touched]]:
    """Return every term of the documents, in order, with what happens to it."""
    found: defaultdict[str, _Touched] = defaultdict(_Touched)
    for share in out:
        for term in (*share.counted.body, *share.counted.strong):
            found[term].out.append(share.number)
        for wording, given in enumerate(share.counted.wordings, share.first):
            for term in given:
                found[term].units_out.append(wording)
    for share in into:
        for term, impact in impacts(share.counted, mean).items():
            found[term].into.append((share.number, impact))
        for wording, given in enumerate(share.counted.wordings, share.first):
            for term in given:
                found[term].units_into.append((wording,))
    return sorted((encoded(term), what) for term, what in found.items())


def _renumbered(
    region: memoryview, size: int, out: Sequence[int], into: Sequence[int]
) -> memoryview:
    """Return a region of numbers as they are after some went out and others came in.

    What goes out gets the number of what follows it, so that lists stay in order.
    """
    table = [n + bisect_right(into, n) - bisect_left(out, n) for n in range(size)]
    gone = frozenset(out)
    if all(number == n or n in gone for n, number in enumerate(table)):
        return region
    return memoryview(array(region.format, map(table.__getitem__, region)))


class _Term(NamedTuple):
    """One term of the old index, or where a new one is to be, and what happens to it."""

    place: int
    known: bool
    name: bytes
    what: _Touched


@dataclass(frozen=True, slots=True)
class _Splice:
    """The old index; its documents and wordings in postings and units by their new numbers."""

    index: Index
    documents: memoryview
    wordings: memoryview

    def regions(self, touched: Iterable[tuple[bytes, _Touched]]) -> dict[str, Region]:
        """Return the regions of all terms."""
        terms = [_Term(*self.index.seek(name), name, what) for name, what in touched]
        names, items = ragged(
            self.index.region("term_start"), self.index.region("term"), self._names(terms)
        )
        impacts = self.index.region("posting_impact")
        return {
            "term_start": names,
            "term": items,
            **self._lists("posting", terms, lambda what: len(what.into) - len(what.out)),
            "posting_document": self._flat(self.documents, self._postings(terms, 0)),
            "posting_impact": flat(impacts, self._postings(terms, 1)),
            **self._lists("unit", terms, lambda what: len(what.units_into) - len(what.units_out)),
            "unit": self._flat(self.wordings, self._units(terms)),
        }

    @staticmethod
    def _flat(items: memoryview, cuts: Iterable[Cut]) -> array[int]:
        return array(items.format, flat(items, cuts))

    def _postings(self, terms: Iterable[_Term], column: int) -> Iterator[Cut]:
        region = self.index.region
        lists = _Lists(region("posting_start"), region("posting_document"), self.documents)
        for term in terms:
            yield from lists.cuts(term, term.what.out, term.what.into, column)

    def _units(self, terms: Iterable[_Term]) -> Iterator[Cut]:
        lists = _Lists(self.index.region("unit_start"), self.index.region("unit"), self.wordings)
        for term in terms:
            yield from lists.cuts(term, term.what.units_out, term.what.units_into)

    def _frequency(self, term: _Term) -> int:
        before = self.index.frequency(term.place) if term.known else 0
        return before + len(term.what.into) - len(term.what.out)

    def _names(self, terms: Iterable[_Term]) -> list[Cut]:
        """Cut new terms in, and those that no document has any more out."""
        return [
            Cut(term.place, term.known, [term.name] if self._frequency(term) else [])
            for term in terms
        ]

    def _lists(
        self, name: str, terms: Sequence[_Term], grown: Callable[[_Touched], int]
    ) -> dict[str, Region]:
        """Return where each term's list starts after it has grown."""
        lengths = sizes(self.index.region(f"{name}_start"))
        for term in reversed(terms):
            before = lengths[term.place] if term.known else 0
            left = [before + grown(term.what)] if self._frequency(term) else []
            lengths[term.place : term.place + term.known] = left
        return {f"{name}_start": starts(lengths)}


class _Lists(NamedTuple):
    """Every term's list of numbers, ascending: as they were, and as they are to be."""

    starts: memoryview
    old: memoryview
    new: memoryview

    def cuts(
        self, term: _Term, out: Iterable[int], into: Iterable[tuple[int, ...]], column: int = 0
    ) -> list[Cut]:
        """Return the cuts in one term's list; of what comes in, the first gives the place."""
        start, end = self.starts[term.place], self.starts[term.place + term.known]
        gone = (Cut(bisect_left(self.old, n, start, end), 1) for n in out)
        come = (Cut(bisect_left(self.new, n[0], start, end), 0, [n[column]]) for n in into)
        return sorted((*come, *gone), key=_by_place)


def _by_place(cut: Cut) -> tuple[int, int]:
    return cut.place, cut.gone
