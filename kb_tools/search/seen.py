"""Where each term was seen, while the documents of an index pass by one after another."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, pairwise

from kb_tools.search import rank
from kb_tools.search.counting import Fields, counted
from kb_tools.search.cutting import WIDE, Region, blobs, starts
from kb_tools.search.entry import encoded


def _lists() -> defaultdict[str, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class Seen:
    """Documents and wordings by term, both in their order.

    How much a term says of a document hangs on the mean length of all, so `_postings` have
    numbers that stand for (document, weight, times in its body), which are the same for most of
    its terms; `_packed` has what comes of each.
    """

    lengths: array[int] = field(default_factory=lambda: array("I"))
    _postings: defaultdict[str, list[int]] = field(default_factory=_lists)
    _units: defaultdict[str, list[int]] = field(default_factory=_lists)
    _weights: array[float] = field(default_factory=lambda: array("d"))
    _times: array[int] = field(default_factory=lambda: array("I"))
    _starts: array[int] = field(default_factory=lambda: array("I", [0]))
    _wordings: int = 0

    def add(self, given: Fields) -> None:
        """Take the next document in."""
        found = counted(given)
        first = len(self._times)
        numbers = range(first, first + max(found.body.values(), default=0) + 1)
        self._weights.extend(0.0 for _ in numbers)
        self._times.extend(range(len(numbers)))
        _append(self._postings, found.body, map([*numbers].__getitem__, found.body.values()))
        strong = range(numbers.stop, numbers.stop + len(found.strong))
        self._weights.extend(weight for weight, _ in found.strong.values())
        self._times.extend(times for _, times in found.strong.values())
        _append(self._postings, found.strong, strong)
        self._starts.append(strong.stop)
        self.lengths.append(found.length)
        for number, wording in enumerate(found.wordings, self._wordings):
            for term in wording:
                self._units[term].append(number)
        self._wordings += len(found.wordings)

    def regions(self) -> dict[str, Region]:
        """Return what an index has for each term, when all documents have passed."""
        names = sorted(self._postings)
        postings = [self._postings[name] for name in names]
        units = [self._units.get(name, ()) for name in names]
        entries = array("I", map(self._packed().__getitem__, chain.from_iterable(postings)))
        return {
            **blobs("term", map(encoded, names)),
            "posting_start": starts(map(len, postings)),
            **_split(entries, len(self.lengths)),
            "unit_start": starts(map(len, units)),
            "unit": array("I", chain.from_iterable(units)),
        }

    def _packed(self) -> list[int]:
        """Return `document << 8 | impact` for each number in `_postings`."""
        mean = rank.mean_length(self.lengths)
        found: list[int] = []
        for document, (start, end) in enumerate(pairwise(self._starts)):
            norm = rank.length_norm(self.lengths[document], mean)
            found += (
                document << 8 | rank.impact(weight + times / norm)
                for weight, times in zip(
                    self._weights[start:end], self._times[start:end], strict=True
                )
            )
        return found


def _append(
    lists: defaultdict[str, list[int]], terms: Iterable[str], numbers: Iterable[int]
) -> None:
    """Append to the list of each term its number; without a step of Python for each."""
    deque(map(list.append, map(lists.__getitem__, terms), numbers), maxlen=0)


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
