"""Where each term was seen, while the documents of an index pass by one after another."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from kb_tools.search import rank
from kb_tools.search.counting import Counted


def _lists() -> defaultdict[str, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class Seen:
    """Documents and wordings by term, both in their order.

    How much a term says of a document hangs on the mean length of all, so `postings` have
    numbers that stand for (document, weight, times in its body), which are the same for most of
    its terms; `packed` has what comes of each.
    """

    postings: defaultdict[str, list[int]] = field(default_factory=_lists)
    units: defaultdict[str, list[int]] = field(default_factory=_lists)
    lengths: array[int] = field(default_factory=lambda: array("I"))
    _weights: array[float] = field(default_factory=lambda: array("d"))
    _times: array[int] = field(default_factory=lambda: array("I"))
    _starts: array[int] = field(default_factory=lambda: array("I", [0]))
    _wordings: int = 0

    def add(self, found: Counted) -> None:
        """Take the next document in."""
        first = len(self._times)
        numbers = range(first, first + max(found.body.values(), default=0) + 1)
        self._weights.extend(0.0 for _ in numbers)
        self._times.extend(range(len(numbers)))
        _append(self.postings, found.body, map([*numbers].__getitem__, found.body.values()))
        strong = range(numbers.stop, numbers.stop + len(found.strong))
        self._weights.extend(weight for weight, _ in found.strong.values())
        self._times.extend(times for _, times in found.strong.values())
        _append(self.postings, found.strong, strong)
        self._starts.append(strong.stop)
        self.lengths.append(found.length)
        for number, wording in enumerate(found.wordings, self._wordings):
            for term in wording:
                self.units[term].append(number)
        self._wordings += len(found.wordings)

    def packed(self) -> list[int]:
        """Return `document << 8 | impact` for each number in `postings`."""
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
