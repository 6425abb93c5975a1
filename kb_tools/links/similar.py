"""How alike texts in one language are: which articles belong beside which.

Terms are words, and pairs of Chinese characters, of the folded text. The score of a text and
an article is

    cosine of the two, each term weighing (1 + ln times) * ln(1 + articles / articles with it)
    + MENTION * share of the article's title, by weight, that the text has
    + MENTIONED * share of the text's title that the article has

so that an article whose subject is named in passing counts besides one about the same things.
Articles share thousands of common words; only those that share the rarer ones are compared in
full, which loses nothing measurable (`make bench`).

All that is known is in `tables` that can be kept on the disk; an edit (`following`) reads only
what it touches.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kb_tools.links.champions import Champions, columns
from kb_tools.links.document import Document
from kb_tools.links.table import Table
from kb_tools.links.tables import NO_ROW, Row, Tables
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
        self, documents: Mapping[str, Document] | None = None, tables: Tables | None = None
    ) -> None:
        self.whole = tables is None
        """Whether everything was weighed from scratch, so that nothing known before is valid."""
        if tables is None:
            self.begin(documents or {})
        else:
            self._arrange(tables)

    def begin(self, documents: Mapping[str, Document]) -> None:
        """Weigh everything from scratch."""
        self.whole = True
        keys = [*documents]
        frequency = Counter(term for one in documents.values() for term in one.counts)
        rarity = Rarities(len(keys), frequency.__getitem__)
        vectors = [weighed(document, rarity, len(keys)) for document in documents.values()]
        tables = Tables(
            keys,
            {key: number for number, key in enumerate(keys)},
            Table(dict(enumerate(documents.values()))),
            Table(dict(enumerate(vectors))),
            bodies=columns((n, vector.weights) for n, vector in enumerate(vectors)),
            titles=columns((n, vector.title) for n, vector in enumerate(vectors)),
        )
        self._arrange(tables)

    def _arrange(self, tables: Tables) -> None:
        self.tables = tables
        self.bodies = Champions(tables.keys, tables.bodies)
        self.titles = Champions(tables.keys, tables.titles)
        self.names = Names(self.titles)
        self.rarity = Rarities(len(tables.numbers), lambda term: len(self.bodies.having(term)))
        self._cosines: dict[tuple[int, int], float] = {}

    def like(self, key: str, also: Iterable[str] = ()) -> dict[str, float]:
        """Return the scores of the articles most like an article, and of those in `also`."""
        tables, number = self.tables, self.tables.numbers[key]
        row = tables.rows.get(number)
        if row is None:
            row = self._row(tables.vectors[number], number)
            self.lay(number, row)
        scores = {tables.keys[n]: score for n, score in row.scores.items()}
        for other in also:
            if other not in scores:
                scores[other] = self.score(number, tables.numbers[other])
        return scores

    def rank(self, document: Document, top: int, without: str = "") -> list[tuple[str, float]]:
        """Return the articles most like any text, best first; `without` leaves one out."""
        tables = self.tables
        vector = weighed(document, self.rarity, len(tables.numbers))
        row = self._row(vector, tables.numbers.get(without), of_base=False)
        scores = sorted((-score, tables.keys[n]) for n, score in row.scores.items())
        return [(key, -score) for score, key in scores[:top]]

    def _row(self, text: Vector, left_out: int | None, *, of_base: bool = True) -> Row:
        """Return the articles worth comparing in full, and their scores."""
        terms = heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__)
        sums = self._sums(text, terms)
        sums.pop(-1 if left_out is None else left_out, None)
        best, floor = self.best(sums, -math.inf)
        near, vectors = best[:COMPARED], self.tables.vectors
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
        keys, most = self.tables.keys, COMPARED + SPARE
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
        text, there = self.tables.vectors[number], self.tables.vectors[other]
        known = self._cosines
        found = known.pop((other, number), None)  # each pair is asked for from both sides
        if found is None:
            found = known[number, other] = cosine(text, there)
        return found + named(text, there)

    def lay(self, number: int, row: Row | None) -> None:
        """Lay a row down, or none, in the place of the one that was there; note who is in it."""
        tables = self.tables
        before = tables.rows.get(number) or NO_ROW
        now = row or NO_ROW
        _enter(tables.finders, number, frozenset(before.scores), frozenset(now.scores))
        _enter(tables.seekers, number, frozenset(before.terms), frozenset(now.terms))
        tables.rows.put(number, row)

    def forget_pairs(self) -> None:
        """Forget what two articles were found to have in common."""
        self._cosines.clear()


def _enter(table: Table[K, set[int]], number: int, before: frozenset[K], now: frozenset[K]) -> None:
    for key in before - now:
        found = table[key]
        found.discard(number)
        table.put(key, found or None)
    for key in now - before:
        found = table.get(key) or set()
        found.add(number)
        table.put(key, found)
