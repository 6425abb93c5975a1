"""Figures about ranked answers: the rank of the right article, and whether none was right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def hit(ranked: Sequence[str], right: AbstractSet[str], depth: int) -> float:
    """Return 1 if a right article is among the first `depth`, else 0."""
    return float(any(one in right for one in ranked[:depth]))


def reciprocal_rank(ranked: Sequence[str], right: AbstractSet[str], depth: int = 10) -> float:
    """Return 1 / the place of the first right article, 0 if it is not within `depth`."""
    places = (place for place, one in enumerate(ranked[:depth], 1) if one in right)
    return 1 / next(places, math.inf)


def ndcg(ranked: Sequence[str], right: AbstractSet[str], depth: int = 10) -> float:
    """Return the discounted gain of the right articles over that of the best order."""
    gain = sum(1 / math.log2(n + 1) for n, one in enumerate(ranked[:depth], 1) if one in right)
    best = sum(1 / math.log2(n + 1) for n in range(1, min(len(right), depth) + 1))
    return gain / best if best else 0.0


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Return how likely a positive scores above a negative; None without one of either."""
    positives, negatives = sum(labels), len(labels) - sum(labels)
    if not positives or not negatives:
        return None
    ranks = _ranks(scores)
    above = sum(rank for rank, label in zip(ranks, labels, strict=True) if label)
    return (above - positives * (positives + 1) / 2) / (positives * negatives)


def _ranks(scores: Sequence[float]) -> list[float]:
    """Return the rank of each score, 1 for the least; equal ones share their mean rank."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, start = [0.0] * len(scores), 0
    for end in range(1, len(order) + 1):
        if end == len(order) or scores[order[end]] != scores[order[start]]:
            for place in order[start:end]:
                ranks[place] = (start + 1 + end) / 2
            start = end
    return ranks


def f1(said: Sequence[bool], true: Sequence[bool]) -> float | None:
    """Return F1 of what was said to be so; None if it is never so."""
    if not any(true):
        return None
    both = sum(s and t for s, t in zip(said, true, strict=True))
    return 2 * both / (sum(said) + sum(true))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
