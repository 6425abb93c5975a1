"""What ranking needs to know of all articles at once, by numpy where a process has it loaded.

With and without it each number is the same to the last bit: the same products are added in the
same order. numpy is never imported here: a command that answers once would be slower for it, a
server and the workers of a batch import it when they start.
"""

from __future__ import annotations

import heapq
import math
import sys
from collections.abc import Iterable, Sequence
from typing import Any

Postings = Iterable[tuple[float, Sequence[int], Sequence[int]]]
"""For each term its share, the documents that have it (each once), and its impact on each."""


Additions = Iterable[tuple[float, float, Sequence[int]]]
"""For each term what it adds to one sum and to another, and the places where (each once)."""

Numbers = Sequence[float]
"""A list, or an array of numpy: by place, one for each article or wording."""


_FEW = 64
"""Of how many scores one, the highest, is looked at first."""
_LEAST = math.ulp(0.0)
"""The least score that counts."""


def _numpy() -> Any:  # noqa: ANN401 - a module that may not be there
    return sys.modules.get("numpy")


def sums(postings: Postings, documents: int) -> Numbers:
    """Return for each document the sum of share x impact over its terms, in their order.

    >>> list(map(float, sums([(0.5, [0, 2], [10, 20]), (2.0, [2], [1])], 3)))
    [5.0, 0.0, 12.0]
    """
    if (numpy := _numpy()) is not None:
        return _summed_at_once(numpy, list(postings), documents)
    found = [0.0] * documents
    for share, numbers, impacts in postings:
        for number, impact in zip(numbers, impacts, strict=True):
            found[number] += share * impact
    return found


def _summed_at_once(
    numpy: Any,  # noqa: ANN401 - a module that may not be there
    postings: Sequence[tuple[float, Sequence[int], Sequence[int]]],
    documents: int,
) -> Numbers:
    if not postings:
        empty: Numbers = numpy.zeros(documents)
        return empty
    shares, numbers, impacts = zip(*postings, strict=True)
    each = numpy.repeat(shares, [len(one) for one in numbers])
    summed: Numbers = numpy.bincount(
        numpy.concatenate(numbers), each * numpy.concatenate(impacts), documents
    )
    return summed


def added(additions: Additions, size: int) -> tuple[Numbers, Numbers]:
    """Return for each place both sums of what is added there, in order.

    >>> one, other = added([(0.5, 1.0, [0, 2]), (2.0, 3.0, [2])], 3)
    >>> list(map(float, one)), list(map(float, other))
    ([0.5, 0.0, 2.5], [1.0, 0.0, 4.0])
    """
    if (numpy := _numpy()) is not None:
        return _added_at_once(numpy, list(additions), size)
    first, second = [0.0] * size, [0.0] * size
    for amount, another, places in additions:
        for place in places:
            first[place] += amount
            second[place] += another
    return first, second


def _added_at_once(
    numpy: Any,  # noqa: ANN401 - a module that may not be there
    additions: Sequence[tuple[float, float, Sequence[int]]],
    size: int,
) -> tuple[Numbers, Numbers]:
    if not additions:
        return numpy.zeros(size), numpy.zeros(size)
    amounts, others, lists = zip(*additions, strict=True)
    places, sizes = numpy.concatenate(lists), [len(one) for one in lists]
    first, second = (
        numpy.bincount(places, numpy.repeat(each, sizes), size) for each in (amounts, others)
    )
    return first, second


def greatest(
    values: Numbers, scales: Numbers, owners: Sequence[int], size: int
) -> tuple[Numbers, Sequence[int]]:
    """Return of each owner its greatest value x scale (0 at least), and the first place of it (-1).

    Owners are in order.

    >>> best, places = greatest([1.0, 3.0, 3.0], [2.0, 1.0, 1.0], [0, 2, 2], 3)
    >>> list(map(float, best)), list(map(int, places))
    ([2.0, 0.0, 3.0], [0, -1, 1])
    """
    if (numpy := _numpy()) is not None:
        best, places = numpy.zeros(size), numpy.full(size, -1)
        there = numpy.flatnonzero(values)
        if len(there):
            of = numpy.asarray(owners)[there]
            products = numpy.asarray(values)[there] * numpy.asarray(scales)[there]
            first = numpy.flatnonzero(numpy.concatenate(([True], of[1:] != of[:-1])))
            best[of[first]] = numpy.maximum(0.0, numpy.maximum.reduceat(products, first))
            likest = numpy.flatnonzero((products > 0) & (products == best[of]))[::-1]
            places[of[likest]] = there[likest]  # the first one is written last
        return best, places
    most, firsts = [0.0] * size, [-1] * size
    for place, value in enumerate(values):
        if value and (product := value * scales[place]) > most[owners[place]]:
            most[owners[place]], firsts[owners[place]] = product, place
    return most, firsts


def together(one: Numbers, other: Numbers, factor: float, left_out: Sequence[int]) -> Numbers:
    """Return one + factor x other by place, and 0 at those that are left out.

    >>> list(map(float, together([1.0, 2.0], [0.5, 0.5], 2.0, [0])))
    [0.0, 3.0]
    """
    if (numpy := _numpy()) is not None:
        array: Any = numpy.asarray(one) + factor * numpy.asarray(other)
        array[numpy.asarray(left_out, dtype=int)] = 0.0
        total: Numbers = array
        return total
    found = [a + factor * b for a, b in zip(one, other, strict=True)]
    for place in left_out:
        found[place] = 0.0
    return found


def unmarked(numbers: Sequence[int], marks: Sequence[bool]) -> Sequence[int]:
    """Return the places of the numbers whose mark is False.

    >>> list(map(int, unmarked([0, 1, 1, 0], [True, False])))
    [1, 2]
    """
    if (numpy := _numpy()) is not None:
        places: Sequence[int] = numpy.flatnonzero(~numpy.array(marks)[numpy.asarray(numbers)])
        return places
    return [place for place, number in enumerate(numbers) if not marks[number]]


def highest(scores: Numbers, count: int) -> list[int]:
    """Return the places of the highest scores above 0, at most `count`: those above the last one
    first, then as many equal to it as there is room for.

    >>> highest([0.5, 0.0, 0.9, 0.5, 0.5], 2), highest([0.0, 0.1], 5)
    ([2, 0], [1])
    """
    if not len(scores):  # an array has no truth of its own
        return []
    if (numpy := _numpy()) is not None:
        array = numpy.asarray(scores)
        likely = numpy.flatnonzero(array >= (_bound(numpy, array, count) or _LEAST))
        found = array[likely]
        least = float(numpy.partition(found, -count)[-count]) if len(found) >= count else 0.0
        above: list[int] = likely[found > least].tolist()
        equal: list[int] = likely[found == least].tolist() if least > 0 else []
    else:
        least = heapq.nlargest(count, scores)[-1] if len(scores) >= count else 0.0
        above = [place for place, score in enumerate(scores) if score > least]
        equal = [place for place, score in enumerate(scores) if score == least and score > 0]
    return above + equal[: count - len(above)]


def _bound(numpy: Any, array: Any, count: int) -> float:  # noqa: ANN401 - may not be there
    """Return a score that at least `count` others reach, 0 where there are too few to tell.

    To look for it among the highest of every few scores takes a tenth of the time.
    """
    few = len(array) // _FEW
    if few < count:
        return 0.0
    tops = array[: few * _FEW].reshape(_FEW, few).max(axis=0)
    return float(numpy.partition(tops, -count)[-count])
