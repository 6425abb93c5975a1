"""How likely an answer is right, from what its best hits are made of.

Two steps, each fitted on labelled questions of many knowledge bases (`calibrate`):

1. the probability that any article fits, from the best hit's figures, by logistic regression;
2. its share among the hits, by a softmax of their scores.

A suggestion's score is the product: of those shown with .8, about 80% are right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.search.retrieve import Hit, Weighed


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted numbers: weights of the features by name, `bias` among them, and the softmax's."""

    weights: Mapping[str, float]
    sharpness: float


DEFAULT = Fit({"bias": -2.84, "coverage": 2.84, "likeness": 4.17, "evidence": 0.8}, 8.0)
"""Fitted on ten labelled sets (tickets, questions to a shop and a bank, texts of links, in English
and Chinese), half of the answers withheld, with questions of other sets and subjects besides: those
are what a knowledge base must refuse most often."""


def fit_of(values: Mapping[str, float], default: Fit = DEFAULT) -> Fit:
    """Return the fit that a configuration holds, the default for what it does not say."""
    weights = {name: values.get(name, weight) for name, weight in default.weights.items()}
    return Fit(weights, values.get("sharpness", default.sharpness))


def features(hits: Sequence[Hit], weighed: Weighed) -> dict[str, float]:
    """Return what the first step looks at.

    - coverage: the best hit's, of the whole question, with the words that no article knows
    - likeness: the best hit's
    - meaning: what an optional model says of the best hit
    - evidence: the logarithm of how many rarest terms the best hit's share weighs; long
      questions with one matching word have little coverage, but may have much of this
    """
    best = hits[0]
    return {
        "bias": 1.0,
        "coverage": best.coverage * (1 - weighed.missing),
        "likeness": best.likeness,
        "evidence": math.log1p(best.coverage * weighed.total / weighed.rarest),
        "meaning": best.meaning,
    }


def fits(hits: Sequence[Hit], weighed: Weighed, fit: Fit = DEFAULT) -> float:
    """Return the probability that any article fits."""
    if not hits:
        return 0.0
    found = features(hits, weighed)
    return logistic(sum(weight * found[name] for name, weight in fit.weights.items()))


def shares(hits: Sequence[Hit], fit: Fit = DEFAULT) -> list[float]:
    """Return each hit's share of the probability that any fits."""
    if not hits:
        return []
    powers = [math.exp(fit.sharpness * (hit.score - hits[0].score)) for hit in hits]
    total = sum(powers)
    return [power / total for power in powers]


def logistic(value: float) -> float:
    """Return 1 / (1 + e^-value), without overflow."""
    if value < 0:
        return math.exp(value) / (1 + math.exp(value))
    return 1 / (1 + math.exp(-value))
