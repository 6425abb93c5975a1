"""How likely an answer is right, from what its best hits are made of.

Two steps, each fitted on labelled questions of many knowledge bases (`calibrate`):

1. the probability that any article fits, from the best hit's figures, by logistic regression;
   A question that is nothing but an error message has weights of its own: what its articles have
   word for word says nearly all, and words that it shares with a title next to nothing, for the
   messages of all programs are made of the same words;
2. its share among the hits, by a softmax of their scores beside the best one's: a long e-mail's
   are all low, and as far apart as a short question's only in proportion.

A suggestion's score is the product: of those shown with .8, about 80% are right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb_tools.search import rank
from kb_tools.search.headings import heading_gain
from kb_tools.search.reading import Read, Reading
from kb_tools.search.retrieve import Hit, Weighed


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted numbers: weights of the features by name, `bias` among them, and the softmax's.

    `messages` are the weights for a question that is nothing but an error message. `reads` says
    whether the articles' texts are read for them.
    """

    weights: Mapping[str, float]
    sharpness: float
    messages: Mapping[str, float] = field(default_factory=dict)
    reads: bool = True


DEFAULT = Fit(
    {"bias": -2.39, "words": 2.83, "echo": 2.91, "verbatim": 0.80},
    8.0,
    {"bias": -2.62, "words": 0.98, "verbatim": 6.86},
)
"""Made by `python -m bench.fit`: of ten labelled sets (tickets, questions to a shop and a bank,
texts of links, in English and Chinese), each question also with its answer withheld, with questions
of other sets besides: those are what a knowledge base must refuse most often. On sets that were
left out of the fit, a question without an article scores below one that has it in 82% of pairs,
one whose answer was withheld in 79%, one of another knowledge base in 97%. More cannot be had of
the hits: a fit to each of three sets with such questions alone, of fifty figures, reaches 82% too,
and multilingual-e5-small by itself 79%.

The weights for error messages are of those sets, each with messages of other products, and of the
messages that three documentations quote, with one number, path or name changed. Of messages alone,
one of another product scores below one that is quoted in 96% of pairs on sets left out."""

UNREAD = Fit({"bias": -2.53, "words": 3.63, "echo": 2.28}, 8.0, reads=False)
"""The same for a caller without the texts: a browser, which asks it only whether to look for
articles in another script."""


def fit_of(values: Mapping[str, float], default: Fit = DEFAULT) -> Fit:
    """Return the fit that a configuration holds, the default for what it does not say.

    One that was made with a model says nothing of words alone, nor the other way round.
    """
    if values.keys() & default.weights and ("meaning" in values) != ("meaning" in default.weights):
        return default
    weights = {name: values.get(name, weight) for name, weight in default.weights.items()}
    return replace(default, weights=weights, sharpness=values.get("sharpness", default.sharpness))


def features(hits: Sequence[Hit], weighed: Weighed, reading: Reading) -> dict[str, float]:
    """Return what the first step looks at.

    - words: the best hit's score by `rank`, without a model, its coverage being that of the whole
      question, with the words that no article knows
    - echo: the greatest share of one of the first three hits' wordings that the question has, as
      far as it can be trusted; what else a ticket says does not count here
    - verbatim: the share of the question that the best hit's text has word for word
    - meaning: what an optional model adds to the best hit's score
    """
    best = hits[0]
    known = best.coverage * (1 - weighed.missing)
    return {
        "bias": 1.0,
        "words": known
        + rank.LIKENESS * best.likeness
        + rank.CLOSENESS * best.closeness
        + heading_gain(best.heading),
        "echo": reading.trust * reading.echo,
        "verbatim": reading.verbatim,
        "meaning": rank.SEMANTIC * best.meaning,
    }


def fits(hits: Sequence[Hit], weighed: Weighed, read: Read, fit: Fit = DEFAULT) -> float:
    """Return the probability that any article fits."""
    if not hits:
        return 0.0
    reading = read(hits)
    return chance(features(hits, weighed, reading), reading.message, fit)


def chance(found: Mapping[str, float], message: float, fit: Fit) -> float:
    """Return the probability that any article fits; `message` says how surely it is asked by one.

    Between the two fits it is between what they say.
    """
    said = _sum(fit.weights, found)
    if message and fit.messages:
        said += message * (_sum(fit.messages, found) - said)
    return logistic(said)


def _sum(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    return sum(weight * found[name] for name, weight in weights.items())


def shares(hits: Sequence[Hit], fit: Fit = DEFAULT) -> list[float]:
    """Return each hit's share of the probability that any fits."""
    if not hits:
        return []
    best = hits[0].score
    if best <= 0:
        return [1 / len(hits)] * len(hits)
    powers = [math.exp(fit.sharpness * (hit.score / best - 1)) for hit in hits]
    total = sum(powers)
    return [power / total for power in powers]


def logistic(value: float) -> float:
    """Return 1 / (1 + e^-value), without overflow."""
    if value < 0:
        return math.exp(value) / (1 + math.exp(value))
    return 1 / (1 + math.exp(-value))
