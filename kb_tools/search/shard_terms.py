"""A term's postings as the browser reads them, and which terms are too common to be read always.

A term is packed as up to three fields with a space between: the articles whose body alone has
it, with how often; those where it counts more, with its impact; the wordings that have it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kb_tools.search import packing, rank
from kb_tools.search.index import Index

MANY = 2000
"""Articles from which on very common terms are treated as such."""
COMMON = 0.08
"""Share of the articles that have a very common term; each row says its weight in the article,
so that long lists of postings need not be read for the little that they tell."""
MOST = 200
"""Counts above this are told by their impact."""
SCALE_STEPS = 64
"""Steps in which postings say a wording's scale; each is a factor of 2^(1/8)."""
_BYTE = 8
"""Bits of a count or an impact."""

Postings = list[tuple[int, int]]
"""Where something stands, with how often or how much it counts there."""


def packed(index: Index, order: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield each term with its postings: by count, by impact, in wordings.

    `order` are the index's numbers of the articles in the browser's order.
    """
    places = dict(zip(order, range(len(order)), strict=True))
    counts = _counts(index)
    units = _Units(index, places)
    for term in range(index.terms):
        plain: Postings = []
        strong: Postings = []
        # A place is never there twice, so that nothing but places is compared.
        for place, document, impact in sorted(
            [(places[one], one, impact) for one, impact in zip(*index.postings(term), strict=True)]
        ):
            if count := counts[document][impact]:
                plain.append((place, count))
            else:
                strong.append((place, impact))
        yield index.term(term), f"{fields(plain, strong)} {units.packed(term)}".rstrip()


@dataclass(frozen=True, slots=True)
class Row:
    """Which terms an article has, by count and by impact: eight bytes each, there are millions."""

    plain: array[int] = field(default_factory=partial(array, "Q"))
    strong: array[int] = field(default_factory=partial(array, "Q"))

    def packed(self) -> str:
        """Return the text of the row."""
        return fields(_pairs(self.plain), _pairs(self.strong))


def by_article(index: Index, terms: Iterable[int]) -> list[Row]:
    """Return of each article which `terms` it has, by their places."""
    counts = _counts(index)
    found = [Row() for _ in range(index.documents)]
    for place, term in enumerate(terms):
        for document, impact in zip(*index.postings(term), strict=True):
            row = found[document]
            if count := counts[document][impact]:
                row.plain.append(place << _BYTE | count)
            else:
                row.strong.append(place << _BYTE | impact)
    return found


def _pairs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    return ((one >> _BYTE, one & 0xFF) for one in row)


def fields(plain: Iterable[tuple[int, int]], strong: Iterable[tuple[int, int]]) -> str:
    """Return the text of postings by count, then by impact."""
    return f"{packing.postings(plain)} {packing.postings(strong)}"


def _counts(index: Index) -> list[bytes]:
    """Return of each article how often a term stands in its body, by the impact of that alone.

    It is 0 for an impact that no count has.
    """
    mean = rank.mean_length(index.lengths)
    known = {length: _impacts(rank.length_norm(length, mean)) for length in {*index.lengths}}
    return [known[length] for length in index.lengths]


def _impacts(norm: float) -> bytes:
    found = bytearray(256)
    for count in range(MOST, 0, -1):
        found[rank.impact(count / norm)] = count
    return bytes(found)


class _Units:
    """Packs the wordings that have a term, each with a rough scale."""

    def __init__(self, index: Index, places: Mapping[int, int]) -> None:
        self._index, self._places = index, places
        self._firsts = [index.first_wording(number) for number in range(index.documents)]
        self._steps = [_step(scale) for scale in index.wording_scales]

    def packed(self, term: int) -> str:
        """Return (distance to the next article, unit and scale) for each wording in turn."""
        wordings = self._index.units(term)
        if not wordings:
            return ""
        values: list[int] = []
        before = 0
        for place, unit in sorted(map(self._placed, wordings)):
            values += (place - before, unit)
            before = place
        return packing.numbers(values)

    def _placed(self, wording: int) -> tuple[int, int]:
        document = self._index.wording_documents[wording]
        unit = wording - self._firsts[document]
        return self._places[document], SCALE_STEPS * unit + self._steps[wording]


def _step(scale: float) -> int:
    """Return a scale as a step of 2^(1/8), from 2^-6 on; 0 is a scale of nothing."""
    return min(SCALE_STEPS - 1, max(1, round(8 * math.log2(scale) + 48))) if scale else 0


def common(index: Index) -> list[int]:
    """Return the terms of so many articles that their postings are read only if they must.

    Those of alphabets come first, and of each sort those of fewer articles.
    """
    if index.documents < MANY:
        return []
    least = index.documents * COMMON
    found = [number for number in range(index.terms) if index.frequency(number) > least]
    frequency = index.frequency
    return sorted(found, key=lambda n: (not index.term(n).isascii(), frequency(n), n))


def commonness(index: Index, common: Sequence[int]) -> dict[str, object]:
    """Return the files that say which terms are very common, and how common.

    A question in one script needs only one of both. The frequencies of its terms never fall.
    """
    latin = [number for number in common if index.term(number).isascii()]
    scripts = {"latin": latin, "other": common[len(latin) :]}
    return {
        f"common/{script}": ["!".join(map(index.term, found)), _frequencies(index, found)]
        for script, found in scripts.items()
    }


def _frequencies(index: Index, terms: Iterable[int]) -> str:
    return packing.runs(map(index.frequency, terms))
