"""Taking the edits of articles into what is known of how alike they are.

Since weights are rounded (`weighing`), an edit leaves nearly all of them as they are, and all
articles are found for which anything changes: the scores afterwards are those that the same
articles would have if they were seen for the first time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from kb_tools.links import similar, weighing
from kb_tools.links.document import Document
from kb_tools.links.similar import Similarity
from kb_tools.links.tables import Row
from kb_tools.links.weighing import NOTHING, Vector, differing, rounded, weighed

RESTART = 4
"""If every fourth article or more has other weights, all are weighed again."""
_SLACK = 1e-9
"""Sums of the same numbers differ by less, in whatever order they are added."""

Delta = tuple[int, str, float | None]
"""An article, a term, and what it weighs there now; None where it is gone."""
Pair = tuple[int, int]
"""An article, and another that it may find otherwise now."""


class Change(NamedTuple):
    """What an update made different: whose neighbours, and whose own weights."""

    rows: set[str]
    weights: set[str]


def update(alike: Similarity, changed: Mapping[str, Document | None]) -> Change:
    """Take in other texts of articles, new articles, and with None that one has gone."""
    alike.forget_pairs()
    known = {key: _text(alike, key) for key in changed}
    changed = {key: new for key, new in changed.items() if known[key] != new}
    if not changed:
        return Change(set(), set())
    before = len(alike.tables.numbers)
    total = before + sum((n is not None) - (known[k] is not None) for k, n in changed.items())
    if total < weighing.MANY or rounded(total) != rounded(before):
        return _restarted(alike, changed)
    moves = _moves(alike, ((known[key], new) for key, new in changed.items()))
    touched = {number for term in moves for number in alike.bodies.having(term)}
    if (len(touched) + len(changed)) * RESTART >= max(total, 1):
        return _restarted(alike, changed)
    for term, count in moves.items():
        alike.rarity.learn(term, count)
    touched |= {_numbered(alike, key, new) for key, new in changed.items()}
    return _reweighed(alike, sorted(touched))


def _text(alike: Similarity, key: str) -> Document | None:
    number = alike.tables.numbers.get(key)
    return None if number is None else alike.tables.texts[number]


def _restarted(alike: Similarity, changed: Mapping[str, Document | None]) -> Change:
    tables = alike.tables
    known = {key: tables.texts[number] for key, number in tables.numbers.items()}
    now = {key: new for key, new in {**known, **changed}.items() if new is not None}
    alike.begin(now)
    every = {*known, *now}
    return Change(every, every)


def _moves(
    alike: Similarity, edits: Iterable[tuple[Document | None, Document | None]]
) -> dict[str, int]:
    """Return in how many articles terms are now that come to weigh otherwise everywhere."""
    more: Counter[str] = Counter()
    for old, new in edits:
        more.subtract(() if old is None else old.counts.keys())
        more.update(() if new is None else new.counts.keys())
    counts = {term: len(alike.bodies.having(term)) for term, times in more.items() if times}
    return {
        term: count + more[term]
        for term, count in counts.items()
        if rounded(count) != rounded(count + more[term])
    }


def _numbered(alike: Similarity, key: str, new: Document | None) -> int:
    """Return the number of an article whose text is another now."""
    tables = alike.tables
    number = tables.numbers.get(key)
    if number is None:
        number = len(tables.keys)
        tables.keys.append(key)
        tables.numbers[key] = number
        tables.vectors.put(number, NOTHING)
        tables.rows.put(number, None)
        tables.finders.put(number, None)
    if new is None:
        del tables.numbers[key]
    tables.texts.put(number, new)
    return number


def _reweighed(alike: Similarity, touched: Collection[int]) -> Change:
    tables = alike.tables
    old = {number: tables.vectors[number] for number in touched}
    new = {number: _now(alike, number) for number in touched}
    bodies = [(n, *one) for n in touched for one in differing(old[n].weights, new[n].weights)]
    titles = [(n, *one) for n in touched for one in differing(old[n].title, new[n].title)]
    for number, vector in new.items():
        tables.vectors.put(number, vector)
    suspects = {*_moved_bodies(alike, bodies), *_moved_titles(alike, titles)}
    weighed_anew = {number for number, *_ in (*bodies, *titles)} | {*touched}
    lost = {*_corrected(alike, (pair for pair in suspects if pair[0] not in weighed_anew))}
    for number in weighed_anew:
        if tables.rows.get(number) is not None:
            alike.lay(number, None)
    found = {*_scored_again(alike, weighed_anew)}
    keys = tables.keys
    weights = {keys[number] for number in weighed_anew}
    return Change({keys[number] for number in lost | found} | weights, weights)


def _now(alike: Similarity, number: int) -> Vector:
    text = alike.tables.texts.get(number)
    return NOTHING if text is None else weighed(text, alike.rarity, len(alike.tables.numbers))


def _scored_again(alike: Similarity, weighed_anew: Iterable[int]) -> Iterator[int]:
    """Mend the rows in which only the scores of some articles are others; yield whose they are."""
    tables = alike.tables
    for other in weighed_anew:
        for number in tables.finders.get(other) or ():
            row = tables.rows[number]
            row.scores[other] = alike.score(number, other)
            tables.rows.put(number, row)
            yield number


def _moved_bodies(alike: Similarity, deltas: Iterable[Delta]) -> Iterator[Pair]:
    """Take over weights; yield who may find whom otherwise now."""
    by_term: dict[str, list[tuple[int, float | None]]] = defaultdict(list)
    for number, term, weight in deltas:
        by_term[term].append((number, weight))
    for term, changes in by_term.items():
        before = {number for number, _ in alike.bodies.of(term)}
        for number, weight in changes:
            alike.bodies.replace(number, term, weight)
        now = {number for number, _ in alike.bodies.of(term)}
        others = {number for number, _ in changes} | (before ^ now)
        seekers = alike.tables.seekers.get(term) or ()
        yield from ((seeker, other) for seeker in seekers for other in others)


def _moved_titles(alike: Similarity, deltas: Iterable[Delta]) -> Iterator[Pair]:
    """Take over shares of titles; yield who may find whom otherwise now."""
    for number, term, share in deltas:
        names = {*alike.titles.having(term), number}
        alike.titles.replace(number, term, share)
        alike.names.pop(term, None)
        # Where a word comes to be in too many titles, or no longer is, all of them count.
        most = similar.NAMES
        others = names if len(names) in (most - 1, most, most + 1) else {number}
        yield from ((a, other) for a in alike.bodies.having(term) for other in others)


def _corrected(alike: Similarity, suspects: Iterable[Pair]) -> Iterator[int]:
    """Correct the rows of articles that may find others now; yield those that do."""
    rows = alike.tables.rows
    for number, sums in _brought(alike, suspects).items():
        row = rows[number]
        near, floor = alike.best(sums, row.floor)
        if not _certain(near, sums, floor):
            alike.lay(number, None)
            yield number
            continue
        known = row.scores
        scores = {
            other: known[other] if other in known else alike.score(number, other)
            for other in near[: similar.COMPARED]
        }
        alike.lay(number, Row(scores, {n: sums[n] for n in near}, row.terms, floor))
        if scores.keys() != known.keys():
            yield number


def _certain(best: list[int], sums: Mapping[int, float], floor: float) -> bool:
    """Tell whether it is certain who is compared: the next one brings less, not just as much."""
    most = similar.COMPARED
    last = sums[best[most - 1]] if len(best) >= most else -math.inf
    behind = sums[best[most]] if len(best) > most else floor
    return behind == -math.inf or last - behind > 2 * _SLACK


def _brought(alike: Similarity, suspects: Iterable[Pair]) -> dict[int, dict[int, float]]:
    """Return the sums of the articles that are compared otherwise now, as they are now."""
    changed: dict[int, dict[int, float]] = {}
    by_other: dict[int, set[int]] = defaultdict(set)
    for number, other in suspects:
        by_other[other].add(number)
    for other, numbers in by_other.items():
        naming = [*_naming(alike, other)]
        for number in numbers - {other}:
            row = alike.tables.rows.get(number)
            if row is None:
                continue
            now = sum(share for share, having in naming if number in having)
            now += _put_forward(alike, row, other)
            if now > max(row.floor, 0):
                changed.setdefault(number, {**row.sums})[other] = now
            elif other in row.sums:
                del changed.setdefault(number, {**row.sums})[other]
    return changed


def _naming(alike: Similarity, other: int) -> Iterator[tuple[float, frozenset[int]]]:
    """Yield what each word of an article's title adds to the sum, and in which articles it is."""
    for term in alike.tables.vectors[other].title:
        for share in (share for number, share in alike.names[term] if number == other):
            yield share, frozenset(alike.bodies.having(term))


def _put_forward(alike: Similarity, row: Row, other: int) -> float:
    """Return what the terms of a row add to the sum of an article."""
    there, bodies = alike.tables.vectors[other].weights, alike.bodies
    common = (term for term in row.terms if term in there and bodies.puts_forward(term, other))
    return sum(row.terms[term] * there[term] for term in common)
