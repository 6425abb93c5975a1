"""How much terms weigh in texts, and how alike two weighed texts are.

Where there are MANY articles, their number and how many have a term are rounded down to powers of
four, and a vector's length to one of STEPS between two powers of two. So an edit leaves nearly all
weights as they are, to the last bit.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kb_tools.links.document import Document

MENTION = 0.2
MENTIONED = 0.1
STEPS = 16
MANY = 1024
"""Fewer articles are weighed again after every edit, with numbers as they are."""


class Vector(NamedTuple):
    """What the terms of a text weigh: of the whole, and of its title."""

    weights: Mapping[str, float]
    title: Mapping[str, float]


NOTHING = Vector({}, {})


class Rarities(dict[str, float]):
    """How rare terms are among `total` articles; 0 for a term that no article has."""

    def __init__(self, total: int, frequency: Callable[[str], int]) -> None:
        super().__init__()
        self._total = total
        self._frequency = frequency
        self._known: dict[int, float] = {}

    def __missing__(self, term: str) -> float:
        return self.learn(term, self._frequency(term))

    def learn(self, term: str, count: int) -> float:
        """Note how many articles have a term, and return how rare that makes it."""
        if count not in self._known:
            self._known[count] = _rarity(self._total, count) if count else 0.0
        self[term] = found = self._known[count]
        return found


def _rarity(total: int, count: int) -> float:
    if total >= MANY:
        total, count = rounded(total), rounded(count)
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def rounded(count: int) -> int:
    """Return the greatest power of four that is not above a count."""
    return 1 << (count.bit_length() - 1) // 2 * 2 if count else 0


def weighed(text: Document, rarity: Rarities, total: int) -> Vector:
    """Return what the terms of a text weigh, those that no article has left out."""
    weights = {
        term: (1 + math.log(count)) * rare if count > 1 else rare
        for term, count in text.counts.items()
        if (rare := rarity[term])
    }
    title = {term: rare for term in text.title if (rare := rarity[term])}
    length = math.sqrt(sum([w * w for w in weights.values()]))
    if total >= MANY and length:
        length = 2.0 ** (round(STEPS * math.log2(length)) / STEPS)
    return Vector(_scaled(weights, length), _scaled(title, sum(title.values())))


def _scaled(weights: dict[str, float], by: float) -> dict[str, float]:
    return {term: weight / by for term, weight in weights.items()} if by else weights


def cosine(text: Vector, other: Vector) -> float:
    """Return the cosine of two texts, the same whichever comes first."""
    one, two = text.weights, other.weights
    common = one.keys() & two.keys()
    # An exact sum: that of a set's members would depend on their order.
    return math.fsum(map(operator.mul, _all(one, common), _all(two, common)))


def named(text: Vector, other: Vector) -> float:
    """Return what it adds to the score of `other` that one of the two names the other's subject."""
    mention = sum([share for term, share in other.title.items() if term in text.weights])
    mentioned = sum([share for term, share in text.title.items() if term in other.weights])
    return MENTION * mention + MENTIONED * mentioned


def _all(weights: Mapping[str, float], terms: Iterable[str]) -> Iterable[float]:
    return map(weights.__getitem__, terms)


def differing(
    before: Mapping[str, float], after: Mapping[str, float]
) -> Iterator[tuple[str, float | None]]:
    """Yield the terms that weigh otherwise than before, and what they weigh."""
    for term in dict.fromkeys((*before, *after)):
        if before.get(term) != after.get(term):
            yield term, after.get(term)
