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
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb_tools.search.terms import fold

MENTION = 0.2
MENTIONED = 0.1
RARE_TERMS = 30
"""How many of a text's weightiest terms choose the articles to compare it with."""
CHAMPIONS = 100
"""How many articles a term may put forward: those in which it weighs most."""
COMPARED = 40
"""How many articles are compared in full."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_RUN = re.compile(rf"([{_CJK}]+)|((?:(?![{_CJK}])\w)+)")


class Document(NamedTuple):
    """A text to compare: its title, and the title with all the rest."""

    title: frozenset[str]
    counts: Mapping[str, int]


class _Vector(NamedTuple):
    weights: dict[str, float]
    title: dict[str, float]


@lru_cache(maxsize=1 << 15)
def document(title: str, body: str) -> Document:
    """Return a title and a body as terms."""
    return Document(frozenset(_terms(title)), Counter(_terms(f"{title}\n{body}")))


def _terms(text: str) -> list[str]:
    found: list[str] = []
    for chinese, word in _RUN.findall(fold(text)):
        if word:
            found.append(word)
        elif len(chinese) == 1:
            found.append(chinese)
        else:
            found += map(str.__add__, chinese, chinese[1:])
    return found


class Similarity:
    """Articles by key, ready to be compared with each other and with other texts."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._keys = tuple(documents)
        self._rarity = _rarity(documents.values())
        self._vectors = [self._vector(document) for document in documents.values()]
        self._number = {key: number for number, key in enumerate(self._keys)}
        self._bodies = _champions(vector.weights for vector in self._vectors)
        self._titles = _champions(vector.title for vector in self._vectors)

    def like(self, key: str, top: int) -> list[tuple[str, float]]:
        """Return the articles most like an article, best first, with their scores."""
        number = self._number[key]
        return self._ranked(self._vectors[number], {number}, top)

    def rank(self, document: Document, top: int, without: str = "") -> list[tuple[str, float]]:
        """Return the articles most like any text, best first; `without` leaves one out."""
        left_out = {self._number[without]} if without in self._number else set()
        return self._ranked(self._vector(document), left_out, top)

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

    def _ranked(self, text: _Vector, left_out: set[int], top: int) -> list[tuple[str, float]]:
        near = self._near(text, left_out)
        scores = sorted((-self._score(text, self._vectors[n]), self._keys[n]) for n in near)
        return [(key, -score) for score, key in scores[:top]]

    def _near(self, text: _Vector, left_out: set[int]) -> list[int]:
        """Return the articles worth comparing in full."""
        sums: dict[int, float] = defaultdict(float)
        for term in heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__):
            weight = text.weights[term]
            for other, number in self._bodies[term]:
                sums[number] += weight * other
        for term in text.weights.keys() & self._titles.keys():
            for share, number in self._titles[term]:
                sums[number] += MENTION * share
        for number in left_out:
            sums.pop(number, None)
        return heapq.nlargest(COMPARED, sums, key=lambda number: (sums[number], -number))

    @staticmethod
    def _score(text: _Vector, other: _Vector) -> float:
        one, two = text.weights, other.weights
        cosine = sum([one[term] * two[term] for term in one.keys() & two.keys()])
        mention = sum([other.title[term] for term in other.title.keys() & one.keys()])
        mentioned = sum([text.title[term] for term in text.title.keys() & two.keys()])
        return cosine + MENTION * mention + MENTIONED * mentioned


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


def _champions(vectors: Iterable[dict[str, float]]) -> dict[str, list[tuple[float, int]]]:
    lists: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            lists[term].append((weight, -number))
    return defaultdict(
        list,
        {
            term: [(weight, -number) for weight, number in heapq.nlargest(CHAMPIONS, found)]
            for term, found in lists.items()
        },
    )
