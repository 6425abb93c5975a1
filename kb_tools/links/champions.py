"""Which articles each term puts forward, as candidates to be compared with a text that has it."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kb_tools.links.table import Table

CHAMPIONS = 100
"""How many articles a term may put forward: those in which it weighs most."""

Column = tuple["array[float]", "array[int]"]
"""Weights of a term, and the numbers of the articles that it has them in."""
Columns = Table[str, Column]
Best = Sequence[tuple[int, float]]


def columns(vectors: Iterable[tuple[int, Mapping[str, float]]]) -> Columns:
    """Return the weights in numbered articles by term."""
    lists: dict[str, Column] = defaultdict(_empty)
    for number, vector in vectors:
        for term, weight in vector.items():
            weights, numbers = lists[term]
            weights.append(weight)
            numbers.append(number)
    return Table(lists)


def _empty() -> Column:
    return array("d"), array("I")


class Champions:
    """The articles that each term puts forward, and how much it weighs in each.

    Articles have numbers, which may come in any order; `keys` identify them for good.
    """

    def __init__(self, keys: Sequence[str], lists: Columns) -> None:
        self._keys = keys
        self.lists = lists
        self._best: dict[str, Best] = {}
        self._chosen: dict[str, frozenset[int]] = {}

    def replace(self, number: int, term: str, weight: float | None) -> None:
        """Take in another weight of a term in an article; None where it has the term no more."""
        weights, numbers = self.lists.get(term) or _empty()
        self._best.pop(term, None)
        self._chosen.pop(term, None)
        if number in numbers:
            at = numbers.index(number)
            del weights[at], numbers[at]
        if weight is not None:
            weights.append(weight)
            numbers.append(number)
        self.lists.put(term, (weights, numbers) if numbers else None)

    def having(self, term: str) -> Sequence[int]:
        """Return the numbers of all articles that have a term."""
        found = self.lists.get(term)
        return found[1] if found is not None else ()

    def of(self, term: str) -> Best:
        """Return the articles in which a term weighs most, and how much."""
        found = self._best.get(term)
        if found is None:
            column = self.lists.get(term)
            found = self._best[term] = self._heaviest(*column) if column is not None else ()
        return found

    def puts_forward(self, term: str, number: int) -> bool:
        """Tell whether an article is one of those in which a term weighs most."""
        found = self._chosen.get(term)
        if found is None:
            found = self._chosen[term] = frozenset(one for one, _ in self.of(term))
        return number in found

    def _heaviest(self, weights: array[float], numbers: array[int]) -> Best:
        pairs = [*zip(numbers, weights, strict=True)]
        if len(pairs) <= CHAMPIONS:
            return pairs
        keys = self._keys
        return heapq.nsmallest(CHAMPIONS, pairs, key=lambda pair: (-pair[1], keys[pair[0]]))
