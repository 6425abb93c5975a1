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
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb_tools.search.terms import fold

MENTION = 0.2
MENTIONED = 0.1
RARE_TERMS = 25
"""How many of a text's weightiest terms choose the articles to compare it with."""
CHAMPIONS = 100
"""How many articles a term may put forward: those in which it weighs most."""
COMPARED = 30
"""How many articles are compared in full."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_RUN = re.compile(rf"([{_CJK}]+)|((?:(?![{_CJK}])\w)+)")


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
        titles = _champions(vector.title for vector in self._vectors)
        self._titles = {term: found for term, found in titles.items() if len(found) < CHAMPIONS}

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
        sums: dict[int, float] = defaultdict(float)
        for term in heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__):
            weight = text.weights[term]
            for other, number in self._bodies[term]:
                sums[number] += weight * other
        for term in text.weights:
            for share, number in self._titles.get(term, ()):
                sums[number] += MENTION * share
        sums.pop(-1 if left_out is None else left_out, None)
        best = heapq.nlargest(COMPARED, zip(sums.values(), map(operator.neg, sums), strict=True))
        return [-number for _, number in best]

    @staticmethod
    def _score(text: _Vector, other: _Vector) -> float:
        one, two = text.weights, other.weights
        cosine = math.fsum([one[term] * two[term] for term in one.keys() & two.keys()])
        mention = sum([share for term, share in other.title.items() if term in one])
        mentioned = sum([share for term, share in text.title.items() if term in two])
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
    """Return for each term the weights and numbers of the articles in which it weighs most."""
    lists: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            lists[term].append((weight, -number))
    return {term: _best(found) for term, found in lists.items()}


def _best(found: list[tuple[float, int]]) -> list[tuple[float, int]]:
    chosen = heapq.nlargest(CHAMPIONS, found) if len(found) > CHAMPIONS else found
    return [(weight, -number) for weight, number in chosen]
