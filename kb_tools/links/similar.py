"""How alike texts in one language are: which articles belong beside which.

Terms are words, and pairs of Chinese characters, of the folded text. The score of a text and
an article is

    cosine of the two, each term weighing (1 + ln times) * ln(1 + articles / articles with it)
    + MENTION * share of the article's title, by weight, that the text has
    + MENTIONED * share of the text's title that the article has

so that an article whose subject is named in passing counts besides one about the same things.
Articles share thousands of common words; only those that share the rarer ones are compared in
full, which loses nothing measurable (`make bench`).
"""

from __future__ import annotations

import heapq
import math
import operator
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb_tools.search.terms import fold

MENTION = 0.2
MENTIONED = 0.1
RARE_TERMS = 16
"""How many of a text's weightiest terms choose the articles to compare it with."""
CHAMPIONS = 100
"""How many articles a term may put forward: those in which it weighs most."""
NAMES = 40
"""A word in so many titles or more does not tell which article a text names."""
COMPARED = 20
"""How many articles are compared in full."""

_CJK = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+)")
_WORD = re.compile(r"\w+")


class Document(NamedTuple):
    """A text to compare: its title, and the title with all the rest."""

    title: tuple[str, ...]
    counts: Mapping[str, int]


class _Vector(NamedTuple):
    weights: dict[str, float]
    title: dict[str, float]


@lru_cache(maxsize=1 << 15)
def document(title: str, body: str) -> Document:
    """Return a title and a body as terms."""
    return Document(tuple(dict.fromkeys(_terms(title))), Counter(_terms(f"{title}\n{body}")))


def _terms(text: str) -> list[str]:
    cut = _CJK.split(fold(text))
    found = _WORD.findall(" ".join(cut[::2]))
    for run in cut[1::2]:
        found += map(str.__add__, run, run[1:]) if len(run) > 1 else run
    return found


class Similarity:
    """Articles by key, ready to be compared with each other and with other texts."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._keys = tuple(documents)
        self._rarity = _rarity(documents.values())
        self._vectors = [self._vector(document) for document in documents.values()]
        self._number = {key: number for number, key in enumerate(self._keys)}
        self._bodies = _Champions(vector.weights for vector in self._vectors)
        self._titles = _Champions(vector.title for vector in self._vectors)

    def like(self, key: str, top: int, also: Iterable[str] = ()) -> dict[str, float]:
        """Return the scores of the articles most like an article, and of those in `also`."""
        number = self._number[key]
        text = self._vectors[number]
        scores = dict(self._ranked(text, number, top))
        for other in also:
            scores[other] = self._score(text, self._vectors[self._number[other]])
        return scores

    def rank(self, document: Document, top: int, without: str = "") -> list[tuple[str, float]]:
        """Return the articles most like any text, best first; `without` leaves one out."""
        return self._ranked(self._vector(document), self._number.get(without), top)

    def _vector(self, document: Document) -> _Vector:
        weights = {
            term: (1 + math.log(count)) * self._rarity[term]
            for term, count in document.counts.items()
            if term in self._rarity
        }
        title = {term: self._rarity[term] for term in document.title if term in self._rarity}
        return _Vector(
            _scaled(weights, math.sqrt(sum(w * w for w in weights.values()))),
            _scaled(title, sum(title.values())),
        )

    def _ranked(self, text: _Vector, left_out: int | None, top: int) -> list[tuple[str, float]]:
        near = self._near(text, left_out)
        scores = sorted((-self._score(text, self._vectors[n]), self._keys[n]) for n in near)
        return [(key, -score) for score, key in scores[:top]]

    def _near(self, text: _Vector, left_out: int | None) -> list[int]:
        """Return the articles worth comparing in full."""
        sums = [0.0] * len(self._vectors)
        seen: set[int] = set()
        for term in heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__):
            weight = text.weights[term]
            weights, numbers = self._bodies.of(term)
            seen.update(numbers)
            for other, number in zip(weights, numbers, strict=True):
                sums[number] += weight * other
        for term in self._titles.among(text.weights):
            shares, numbers = self._titles.of(term)
            seen.update(numbers)
            for share, number in zip(shares, numbers, strict=True):
                sums[number] += MENTION * share
        seen.discard(-1 if left_out is None else left_out)
        return heapq.nsmallest(COMPARED, seen, key=lambda number: (-sums[number], number))

    @staticmethod
    def _score(text: _Vector, other: _Vector) -> float:
        one, two = text.weights, other.weights
        common = one.keys() & two.keys()
        # An exact sum: that of a set's members would depend on their order.
        cosine = math.fsum(map(operator.mul, _all(one, common), _all(two, common)))
        mention = sum([share for term, share in other.title.items() if term in one])
        mentioned = sum([share for term, share in text.title.items() if term in two])
        return cosine + MENTION * mention + MENTIONED * mentioned


def _all(weights: dict[str, float], terms: Iterable[str]) -> Iterable[float]:
    return map(weights.__getitem__, terms)


def _rarity(documents: Iterable[Document]) -> dict[str, float]:
    frequency: Counter[str] = Counter()
    total = 0
    for document in documents:
        frequency.update(document.counts.keys())
        total += 1
    return {
        term: math.log(1 + (total - count + 0.5) / (count + 0.5))
        for term, count in frequency.items()
    }


def _scaled(weights: dict[str, float], by: float) -> dict[str, float]:
    return {term: weight / by for term, weight in weights.items()} if by else weights


Column = tuple[Sequence[float], Sequence[int]]


class _Champions:
    """The articles that each term puts forward, and how much it weighs in each."""

    def __init__(self, vectors: Iterable[dict[str, float]]) -> None:
        self._lists: dict[str, tuple[array[float], array[int]]] = defaultdict(
            lambda: (array("d"), array("I"))
        )
        for number, vector in enumerate(vectors):
            for term, weight in vector.items():
                weights, numbers = self._lists[term]
                weights.append(weight)
                numbers.append(number)
        self._best: dict[str, Column] = {}

    def among(self, terms: Iterable[str]) -> list[str]:
        """Return those of the terms that put forward fewer articles than a term may."""
        lists = self._lists
        return [term for term in terms if term in lists and len(lists[term][0]) < NAMES]

    def of(self, term: str) -> Column:
        """Return the weights and numbers of the articles in which a term weighs most."""
        if term not in self._best:
            self._best[term] = _heaviest(*self._lists[term]) if term in self._lists else ((), ())
        return self._best[term]


def _heaviest(weights: Sequence[float], numbers: Sequence[int]) -> Column:
    if len(weights) <= CHAMPIONS:
        return weights, numbers
    order = heapq.nsmallest(CHAMPIONS, range(len(weights)), key=lambda n: (-weights[n], n))
    return [weights[n] for n in order], [numbers[n] for n in order]
