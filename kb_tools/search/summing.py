"""What ranking needs to know of all articles at once, by numpy where a process has it at hand.

With and without it each number is the same to the last bit: the same products are added in the
same order. numpy is never imported here: a command that answers once would be slower for it, a
server imports it when it starts.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Sequence
from typing import Any

Postings = Iterable[tuple[float, Sequence[int], Sequence[int]]]
"""For each term its share, the documents that have it (each once), and its impact on each."""


def sums(postings: Postings, documents: int) -> list[float]:
    """Return for each document the sum of share x impact over its terms, in their order.

    >>> sums([(0.5, [0, 2], [10, 20]), (2.0, [2], [1])], 3)
    [5.0, 0.0, 12.0]
    """
    if (numpy := sys.modules.get("numpy")) is not None:
        return _by_numpy(numpy, postings, documents)
    return _plainly(postings, documents)


def _plainly(postings: Postings, documents: int) -> list[float]:
    found = [0.0] * documents
    for share, numbers, impacts in postings:
        for number, impact in zip(numbers, impacts, strict=True):
            found[number] += share * impact
    return found


def _by_numpy(numpy: Any, postings: Postings, documents: int) -> list[float]:  # noqa: ANN401
    found = numpy.zeros(documents)
    for share, numbers, impacts in postings:
        found[numpy.asarray(numbers)] += numpy.multiply(impacts, share, dtype=float)
    total: list[float] = found.tolist()
    return total


def unmarked(numbers: Sequence[int], marks: Sequence[bool]) -> Sequence[int]:
    """Return the places of the numbers whose mark is False.

    >>> list(unmarked([0, 1, 1, 0], [True, False]))
    [1, 2]
    """
    if (numpy := sys.modules.get("numpy")) is not None:
        places: list[int] = numpy.flatnonzero(~numpy.array(marks)[numpy.asarray(numbers)]).tolist()
        return places
    return [place for place, number in enumerate(numbers) if not marks[number]]


def highest(scores: Sequence[float], count: int) -> list[int]:
    """Return the places of the highest scores above 0, at most `count`: those above the last one
    first, then as many equal to it as there is room for.

    >>> highest([0.5, 0.0, 0.9, 0.5, 0.5], 2), highest([0.0, 0.1], 5)
    ([2, 0], [1])
    """
    if not scores:
        return []
    if (numpy := sys.modules.get("numpy")) is not None:
        array = numpy.asarray(scores)
        rank = max(len(scores) - count, 0)
        least = float(numpy.partition(array, rank)[rank])
        above: list[int] = numpy.flatnonzero(array > least).tolist()
        equal: list[int] = numpy.flatnonzero(array == least).tolist() if least > 0 else []
    else:
        least = heapq.nlargest(count, scores)[-1]
        above = [place for place, score in enumerate(scores) if score > least]
        equal = [place for place, score in enumerate(scores) if score == least and score > 0]
    return above + equal[: count - len(above)]
