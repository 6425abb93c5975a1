"""Which articles each term puts forward, as candidates to be compared with a text that has it."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

CHAMPIONS = 100
"""How many articles a term may put forward: those in which it weighs most."""

Column = tuple[Sequence[float], Sequence[int]]
"""Weights of a term, and the numbers of the articles that it has them in."""
_NONE: Column = ((), ())


class Champions:
    """The articles that each term puts forward, and how much it weighs in each.

    Articles have numbers, which may come in any order; `keys` tells them apart for good.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._lists: dict[str, tuple[array[float], array[int]]] = defaultdict(
            lambda: (array("d"), array("I"))
        )
        self._best: dict[str, Column] = {}

    def add(self, number: int, vector: Mapping[str, float]) -> None:
        """Take in the terms of an article that has none yet."""
        for term, weight in vector.items():
            weights, numbers = self._lists[term]
            weights.append(weight)
            numbers.append(number)

    def replace(self, number: int, term: str, weight: float | None) -> None:
        """Take in another weight of a term in an article; None where it has the term no more."""
        weights, numbers = self._lists[term]
        self._best.pop(term, None)
        if number in numbers:
            at = numbers.index(number)
            del weights[at], numbers[at]
        if weight is not None:
            weights.append(weight)
            numbers.append(number)
        elif not numbers:
            del self._lists[term]

    def among(self, terms: Sequence[str] | Mapping[str, float], most: int) -> list[str]:
        """Return those of the terms that put forward fewer articles than `most`."""
        lists = self._lists
        return [term for term in terms if term in lists and len(lists[term][0]) < most]

    def having(self, term: str) -> Sequence[int]:
        """Return the numbers of all articles that have a term."""
        return self._lists[term][1] if term in self._lists else ()

    def of(self, term: str) -> Column:
        """Return the weights and numbers of the articles in which a term weighs most."""
        if term not in self._best:
            self._best[term] = self._heaviest(*self._lists.get(term, _NONE))
        return self._best[term]

    def _heaviest(self, weights: Sequence[float], numbers: Sequence[int]) -> Column:
        if len(weights) <= CHAMPIONS:
            return weights, numbers
        keys = self._keys
        order = heapq.nsmallest(
            CHAMPIONS, range(len(weights)), key=lambda at: (-weights[at], keys[numbers[at]])
        )
        return [weights[at] for at in order], [numbers[at] for at in order]
