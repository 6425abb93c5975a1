"""How alike texts in one language are: which articles belong beside which.

Terms are words, and pairs of Chinese characters, of the folded text. The score of a text and
an article is

    cosine of the two, each term weighing (1 + ln times) * ln(1 + articles / articles with it)
    + MENTION * share of the article's title, by weight, that the text has
    + MENTIONED * share of the text's title that the article has

so that an article whose subject is named in passing counts besides one about the same things.
Articles share thousands of common words; only those that share the rarer ones are compared in
full, which loses nothing measurable (`make bench`).

All that is known lies on shelves, so that it can be kept on the disk, and an edit (`following`)
reads only what it touches.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from kb_tools.links.champions import Champions, Columns, columns
from kb_tools.links.document import Document
from kb_tools.links.shelf import Shelf
from kb_tools.links.weighing import (
    MENTION,
    Rarities,
    Vector,
    cosine,
    named,
    weighed,
)

RARE_TERMS = 16
"""How many of a text's weightiest terms choose the articles to compare it with."""
NAMES = 20
"""A word in so many titles or more does not tell which article a text names."""
COMPARED = 20
"""How many articles are compared in full."""
SPARE = 10
"""How many more are noted, of which one comes in where another goes."""

K = TypeVar("K", int, str)


class Row(NamedTuple):
    """The articles that a text was compared with, by number, and how it found them."""

    scores: dict[int, float]
    sums: dict[int, float]
    """What each of them brought with it to be compared at all, and each of those in reserve."""
    terms: dict[str, float]
    """The terms that put them forward, and what they weigh in the text."""
    floor: float
    """Nobody who is not among the sums brought more."""


_NO_ROW = Row({}, {}, {}, 0.0)


@dataclass(slots=True)
class Shelves:
    """What is known of articles, by number or by term; `keys` has each article at its number."""

    keys: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """The articles that are there."""
    texts: Shelf[int, Document] = field(default_factory=Shelf)
    vectors: Shelf[int, Vector] = field(default_factory=Shelf)
    rows: Shelf[int, Row] = field(default_factory=Shelf)
    finders: Shelf[int, set[int]] = field(default_factory=Shelf)
    """Whose rows an article is in."""
    seekers: Shelf[str, set[int]] = field(default_factory=Shelf)
    """Whose rows were found by a term."""
    bodies: Columns = field(default_factory=Shelf)
    titles: Columns = field(default_factory=Shelf)


class Names(dict[str, list[tuple[int, float]]]):
    """Whom a word in a text names, and what that adds to the sum."""

    def __init__(self, titles: Champions) -> None:
        super().__init__()
        self._titles = titles

    def __missing__(self, term: str) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        if 0 < len(self._titles.having(term)) < NAMES:
            found = [(number, MENTION * share) for number, share in self._titles.of(term)]
        self[term] = found
        return found


class Similarity:
    """Articles by key, ready to be compared with each other and with other texts."""

    def __init__(
        self, documents: Mapping[str, Document] | None = None, shelves: Shelves | None = None
    ) -> None:
        self.anew = shelves is None
        """Whether everything was weighed anew, so that nothing holds that was known before."""
        if shelves is None:
            self.begin(documents or {})
        else:
            self._arrange(shelves)

    def begin(self, documents: Mapping[str, Document]) -> None:
        """Weigh everything anew."""
        self.anew = True
        keys = [*documents]
        frequency = Counter(term for one in documents.values() for term in one.counts)
        rarity = Rarities(len(keys), frequency.__getitem__)
        vectors = [weighed(document, rarity, len(keys)) for document in documents.values()]
        shelves = Shelves(
            keys,
            {key: number for number, key in enumerate(keys)},
            Shelf(dict(enumerate(documents.values()))),
            Shelf(dict(enumerate(vectors))),
            bodies=columns((n, vector.weights) for n, vector in enumerate(vectors)),
            titles=columns((n, vector.title) for n, vector in enumerate(vectors)),
        )
        self._arrange(shelves)

    def _arrange(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self.bodies = Champions(shelves.keys, shelves.bodies)
        self.titles = Champions(shelves.keys, shelves.titles)
        self.names = Names(self.titles)
        self.rarity = Rarities(len(shelves.numbers), lambda term: len(self.bodies.having(term)))
        self._cosines: dict[tuple[int, int], float] = {}

    def like(self, key: str, also: Iterable[str] = ()) -> dict[str, float]:
        """Return the scores of the articles most like an article, and of those in `also`."""
        shelves, number = self.shelves, self.shelves.numbers[key]
        row = shelves.rows.get(number)
        if row is None:
            row = self._row(shelves.vectors[number], number)
            self.lay(number, row)
        scores = {shelves.keys[n]: score for n, score in row.scores.items()}
        for other in also:
            if other not in scores:
                scores[other] = self.score(number, shelves.numbers[other])
        return scores

    def rank(self, document: Document, top: int, without: str = "") -> list[tuple[str, float]]:
        """Return the articles most like any text, best first; `without` leaves one out."""
        shelves = self.shelves
        vector = weighed(document, self.rarity, len(shelves.numbers))
        row = self._row(vector, shelves.numbers.get(without), of_base=False)
        scores = sorted((-score, shelves.keys[n]) for n, score in row.scores.items())
        return [(key, -score) for score, key in scores[:top]]

    def _row(self, text: Vector, left_out: int | None, *, of_base: bool = True) -> Row:
        """Return the articles worth comparing in full, and their scores."""
        terms = heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__)
        sums = self._sums(text, terms)
        sums.pop(-1 if left_out is None else left_out, None)
        best, floor = self.best(sums, -math.inf)
        near, vectors = best[:COMPARED], self.shelves.vectors
        if of_base and left_out is not None:
            scores = {n: self.score(left_out, n) for n in near}
        else:
            scores = {n: cosine(text, vectors[n]) + named(text, vectors[n]) for n in near}
        found_by = {term: text.weights[term] for term in terms}
        return Row(scores, {n: sums[n] for n in best}, found_by, floor)

    def best(self, sums: Mapping[int, float], floor: float) -> tuple[list[int], float]:
        """Return the articles to compare, then those in reserve, and what nobody else exceeds.

        Nobody who is not among the sums exceeds `floor`.
        """
        keys, most = self.shelves.keys, COMPARED + SPARE
        if len(sums) >= most:
            floor = heapq.nlargest(most, sums.values())[-1]
        best = sorted((-total, keys[n], n) for n, total in sums.items() if total >= floor)
        return [number for _, _, number in best[:most]], floor

    def _sums(self, text: Vector, terms: Iterable[str]) -> dict[int, float]:
        sums: dict[int, float] = defaultdict(float)
        for term in terms:
            weight = text.weights[term]
            for number, other in self.bodies.of(term):
                sums[number] += weight * other
        names = self.names
        for term in text.weights:
            for number, share in names[term]:
                sums[number] += share
        return sums

    def score(self, number: int, other: int) -> float:
        """Return the score that one article gives another."""
        text, there = self.shelves.vectors[number], self.shelves.vectors[other]
        known = self._cosines
        found = known.pop((other, number), None)  # each pair is asked for from both sides
        if found is None:
            found = known[number, other] = cosine(text, there)
        return found + named(text, there)

    def lay(self, number: int, row: Row | None) -> None:
        """Lay a row down, or none, in the place of the one that was there; note who is in it."""
        shelves = self.shelves
        before = shelves.rows.get(number) or _NO_ROW
        now = row or _NO_ROW
        _enter(shelves.finders, number, frozenset(before.scores), frozenset(now.scores))
        _enter(shelves.seekers, number, frozenset(before.terms), frozenset(now.terms))
        shelves.rows.put(number, row)

    def forget_pairs(self) -> None:
        """Forget what two articles were found to have in common."""
        self._cosines.clear()


def _enter(shelf: Shelf[K, set[int]], number: int, before: frozenset[K], now: frozenset[K]) -> None:
    for key in before - now:
        found = shelf[key]
        found.discard(number)
        shelf.put(key, found or None)
    for key in now - before:
        found = shelf.get(key) or set()
        found.add(number)
        shelf.put(key, found)
