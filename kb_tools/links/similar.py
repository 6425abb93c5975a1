"""How alike texts in one language are: which articles belong beside which.

Terms are words, and pairs of Chinese characters, of the folded text. The score of a text and
an article is

    cosine of the two, each term weighing (1 + ln times) * ln(1 + articles / articles with it)
    + MENTION * share of the article's title, by weight, that the text has
    + MENTIONED * share of the text's title that the article has

so that an article whose subject is named in passing counts besides one about the same things.
Articles share thousands of common words; only those that share the rarer ones are compared in
full, which loses nothing measurable (`make bench`).

Where there are MANY articles, their number and how many have a term are rounded down to powers of
four, and a vector's length to one of STEPS between two powers of two. So an edit leaves nearly all
weights as they are, to the last bit, and `update` finds all articles for which anything changes:
the scores afterwards are those that the same articles would have if they were seen for the first
time.
"""

from __future__ import annotations

import heapq
import math
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb_tools.links.champions import Champions
from kb_tools.search.terms import fold, scripts

MENTION = 0.2
MENTIONED = 0.1
STEPS = 16
MANY = 1024
"""Fewer articles are weighed anew after every edit, with numbers as they are."""
RARE_TERMS = 16
"""How many of a text's weightiest terms choose the articles to compare it with."""
NAMES = 40
"""A word in so many titles or more does not tell which article a text names."""
COMPARED = 20
"""How many articles are compared in full."""
ANEW = 4
"""If every fourth article or more has other weights, all are weighed anew."""
_SLACK = 1e-9
"""Sums of the same numbers differ by less, in whatever order they are added."""

_WORD = re.compile(r"\w+")


class Document(NamedTuple):
    """A text to compare: its title, and the title with all the rest."""

    title: tuple[str, ...]
    counts: Mapping[str, int]


class _Vector(NamedTuple):
    weights: dict[str, float]
    title: dict[str, float]


class _Row(NamedTuple):
    """The articles that a text was compared with, by number, and how it found them."""

    scores: Mapping[int, float]
    terms: tuple[str, ...]
    floor: float
    """What the candidate that came in last brought with it; others need as much."""


class Change(NamedTuple):
    """What an update made different: whose neighbours, and whose own weights."""

    rows: set[str]
    weights: set[str]


@lru_cache(maxsize=1 << 15)
def document(title: str, body: str) -> Document:
    """Return a title and a body as terms."""
    return Document(tuple(dict.fromkeys(_terms(title))), Counter(_terms(f"{title}\n{body}")))


def _terms(text: str) -> list[str]:
    rest, runs = scripts(fold(text))
    found = _WORD.findall(rest)
    for run in runs.split("\n"):
        found += map(str.__add__, run, run[1:]) if len(run) > 1 else run
    return found


class Similarity:
    """Articles by key, ready to be compared with each other and with other texts."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._begin(documents)

    def _begin(self, documents: Mapping[str, Document]) -> None:
        self._documents = dict(documents)
        self._keys = [*documents]
        self._number = {key: number for number, key in enumerate(self._keys)}
        self._frequency: Counter[str] = Counter()
        for one in documents.values():
            self._frequency.update(one.counts.keys())
        self._rarity = _rarities(len(documents), self._frequency)
        self._vectors = [self._vector(document) for document in documents.values()]
        self._bodies, self._titles = Champions(self._keys), Champions(self._keys)
        for number, vector in enumerate(self._vectors):
            self._bodies.add(number, vector.weights)
            self._titles.add(number, vector.title)
        self._rows: dict[int, _Row] = {}
        self._seekers: dict[str, set[int]] = defaultdict(set)

    def like(self, key: str, also: Iterable[str] = ()) -> dict[str, float]:
        """Return the scores of the articles most like an article, and of those in `also`."""
        number = self._number[key]
        if number not in self._rows:
            self._rows[number] = row = self._row(self._vectors[number], number)
            for term in row.terms:
                self._seekers[term].add(number)
        scores = {self._keys[n]: score for n, score in self._rows[number].scores.items()}
        for other in also:
            there = self._vectors[self._number[other]]
            scores.setdefault(other, _score(self._vectors[number], there))
        return scores

    def rank(self, document: Document, top: int, without: str = "") -> list[tuple[str, float]]:
        """Return the articles most like any text, best first; `without` leaves one out."""
        row = self._row(self._vector(document), self._number.get(without))
        scores = sorted((-score, self._keys[n]) for n, score in row.scores.items())
        return [(key, -score) for score, key in scores[:top]]

    def _vector(self, document: Document) -> _Vector:
        rarity = self._rarity
        weights = {
            term: (1 + math.log(count)) * rarity[term]
            for term, count in document.counts.items()
            if term in rarity
        }
        title = {term: rarity[term] for term in document.title if term in rarity}
        length = math.sqrt(sum([w * w for w in weights.values()]))
        if len(self._documents) >= MANY and length:
            length = 2.0 ** (round(STEPS * math.log2(length)) / STEPS)
        return _Vector(_scaled(weights, length), _scaled(title, sum(title.values())))

    def _row(self, text: _Vector, left_out: int | None) -> _Row:
        """Return the articles worth comparing in full, and their scores."""
        terms = heapq.nlargest(RARE_TERMS, text.weights, key=text.weights.__getitem__)
        sums = self._sums(text, terms)
        sums.pop(-1 if left_out is None else left_out, None)
        floor = -math.inf
        if len(sums) >= COMPARED:
            floor = sorted(sums.values(), reverse=True)[COMPARED - 1]
        best = [(-total, self._keys[n], n) for n, total in sums.items() if total >= floor]
        near = [number for _, _, number in sorted(best)[:COMPARED]]
        return _Row({n: _score(text, self._vectors[n]) for n in near}, tuple(terms), floor)

    def _sums(self, text: _Vector, terms: Iterable[str]) -> dict[int, float]:
        sums: dict[int, float] = defaultdict(float)
        for term in terms:
            weight = text.weights[term]
            weights, numbers = self._bodies.of(term)
            for other, number in zip(weights, numbers, strict=True):
                sums[number] += weight * other
        for term in self._titles.among(text.weights, NAMES):
            shares, numbers = self._titles.of(term)
            for share, number in zip(shares, numbers, strict=True):
                sums[number] += MENTION * share
        return sums

    def update(self, changed: Mapping[str, Document | None]) -> Change:
        """Take in other texts of articles, new articles, and with None that one has gone."""
        known = self._documents
        changed = {key: new for key, new in changed.items() if known.get(key) != new}
        documents = {k: new for k, new in {**known, **changed}.items() if new is not None}
        frequency = self._frequency.copy()
        for key, new in changed.items():
            frequency.subtract(known[key].counts.keys() if key in known else ())
            frequency.update(new.counts.keys() if new is not None else ())
        moved = {t for key in changed for one in (known.get(key), changed[key]) for t in _of(one)}
        moved = {t for t in moved if _rounded(frequency[t]) != _rounded(self._frequency[t])}
        touched = {self._keys[n] for term in moved for n in self._bodies.having(term)}
        touched |= changed.keys()
        few = len(documents) >= MANY and len(touched) * ANEW < len(documents)
        if not few or _rounded(len(documents)) != _rounded(len(known)):
            self._begin(documents)
            return Change({*known, *documents}, {*known, *documents})
        self._documents, self._frequency = documents, frequency
        self._rarity |= _rarities(len(documents), {t: frequency[t] for t in moved if frequency[t]})
        for term in moved:
            if not frequency[term]:
                del self._rarity[term], frequency[term]
        return self._reweighed(sorted(touched))

    def _reweighed(self, touched: Iterable[str]) -> Change:
        numbers = [self._numbered(key) for key in touched]
        new = {n: self._now(n) for n in numbers}
        bodies = [
            (n, *one) for n in numbers for one in _other(self._vectors[n].weights, new[n].weights)
        ]
        titles = [
            (n, *one) for n in numbers for one in _other(self._vectors[n].title, new[n].title)
        ]
        for number in numbers:
            self._vectors[number] = new[number]
        suspects = {*self._moved_bodies(bodies), *self._moved_titles(titles)}
        weighed = {n for n, *_ in (*bodies, *titles)} | {*numbers}
        stale = {n for n, row in self._rows.items() if not weighed.isdisjoint(row.scores)}
        others = self._rows.keys() - weighed
        stale |= {a for a, b in suspects if a in others and self._may_enter(b, a)}
        for number in (stale | weighed) & self._rows.keys():
            for term in self._rows.pop(number).terms:
                self._seekers[term].discard(number)
        names = {self._keys[n] for n in weighed}
        return Change({self._keys[n] for n in stale} | names, names)

    def _numbered(self, key: str) -> int:
        if key not in self._number:
            self._number[key] = len(self._keys)
            self._keys.append(key)
            self._vectors.append(_Vector({}, {}))
        return self._number[key]

    def _now(self, number: int) -> _Vector:
        found = self._documents.get(self._keys[number])
        return _Vector({}, {}) if found is None else self._vector(found)

    def _moved_bodies(
        self, deltas: Iterable[tuple[int, str, float | None]]
    ) -> Iterator[tuple[int, int]]:
        """Take over weights; yield who may find whom otherwise now."""
        by_term: dict[str, list[tuple[int, float | None]]] = defaultdict(list)
        for number, term, weight in deltas:
            by_term[term].append((number, weight))
        for term, changes in by_term.items():
            before = {*self._bodies.of(term)[1]}
            for number, weight in changes:
                self._bodies.replace(number, term, weight)
            others = {number for number, _ in changes} | (before ^ {*self._bodies.of(term)[1]})
            yield from ((seeker, other) for seeker in self._seekers[term] for other in others)

    def _moved_titles(
        self, deltas: Iterable[tuple[int, str, float | None]]
    ) -> Iterator[tuple[int, int]]:
        """Take over shares of titles; yield who may find whom otherwise now."""
        for number, term, share in deltas:
            named = {*self._titles.having(term), number}
            self._titles.replace(number, term, share)
            # Where a word comes to be in too many titles, or no longer is, all of them count.
            others = named if len(named) in (NAMES - 1, NAMES, NAMES + 1) else {number}
            yield from ((a, other) for a in self._bodies.having(term) for other in others)

    def _may_enter(self, other: int, number: int) -> bool:
        """Tell whether an article brings enough to be compared with another, at most."""
        row, text, there = self._rows[number], self._vectors[number], self._vectors[other]
        total = sum(text.weights[t] * there.weights[t] for t in row.terms if t in there.weights)
        total += MENTION * sum(share for t, share in there.title.items() if t in text.weights)
        return other != number and total >= row.floor - _SLACK


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


def _of(document: Document | None) -> Iterable[str]:
    return () if document is None else document.counts.keys()


def _other(
    before: Mapping[str, float], after: Mapping[str, float]
) -> Iterator[tuple[str, float | None]]:
    """Yield the terms that weigh otherwise than before, and what they weigh."""
    for term in dict.fromkeys((*before, *after)):
        if before.get(term) != after.get(term):
            yield term, after.get(term)


def _rarities(total: int, frequency: Mapping[str, int]) -> dict[str, float]:
    known = {count: _rarity(total, count) for count in {*frequency.values()}}
    return {term: known[count] for term, count in frequency.items()}


def _rarity(total: int, count: int) -> float:
    if total >= MANY:
        total, count = _rounded(total), _rounded(count)
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _rounded(count: int) -> int:
    """Return the greatest power of four that is not above a count."""
    return 1 << (count.bit_length() - 1) // 2 * 2 if count else 0


def _scaled(weights: dict[str, float], by: float) -> dict[str, float]:
    return {term: weight / by for term, weight in weights.items()} if by else weights
