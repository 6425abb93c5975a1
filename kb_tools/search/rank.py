"""How well an article answers a question: the one definition of the score.

The browser computes the same from the same numbers, so there is nothing here but sums.
Notation: q are the question's terms (`terms.analyse`), d an article, u one *wording* of it:
its title, a customer's wording, an error message.

Made once, when the index is built:

- `tf(t, d)`     = TITLE * (times t is in the title) + ERROR * (in the error messages)
                   + HEADING * (in the headings) + SUMMARY * (in the summary)
                   + (in the body, wordings and headings included)
                     / (1 - B + B * terms in the body / mean of that over all articles),
                     both rounded: the mean to steps of 3 to 6%, so that an edit leaves the rest
                     as it is; the terms to steps of 2%, so that a browser soon has all
- `impact(t, d)` = tf / (tf + K1), as a byte: 1 to 255
- `idf(t)`       = ln(1 + (N - df + 0.5) / (df + 0.5)), df = articles that have t
- `scale(u)`     = weight(u) / sqrt(sum of idf(t)^2 over the different terms of u);
                   weight 1 for the title and errors, WORDING for customers' wordings

For each question:

- `w(t)`          = (1 + ln(times t is in the question)) * idf(t); a term that no article has
                    has df = 0; in a question of more than 20 words, terms of function words
                    alone (`question`) count 20 / words of that; in a ticket, not in a browser,
                    short numbers count more (`tickets.asking`); of more than MANY terms that
                    articles have, those that weigh less than FAINT of the weightiest take no
                    part but in the sum that coverage is divided by
- `coverage(d)`   = sum over q of w(t) * impact(t, d) / 255, divided by the sum of w(t) over
                    those t in q that any article has
- `likeness(d)`   = the greatest, over u in d, of scale(u) * (sum over q in u of w(t) * idf(t))
                    / sqrt(sum of w(t)^2 over all t in q)
- `closeness(d)`  = the greatest, over u in d, of the normalised indel similarity of the folded
                    question and the folded wording: 2 * longest common subsequence
                    / (length + length); only for the CANDIDATES best by the two above
- `score(d)`      = coverage + LIKENESS * likeness + CLOSENESS * closeness

Terms of other ways of saying it (`synonyms`) take part in the sums over q with a fixed factor
for (1 + ln …), but not in what these are divided by.

Where articles' whole texts are available, and where a model is, `score` gets more:
HEADED * heading^3 (`headings`), VERBATIM * verbatim of error `messages`, SEMANTIC * meaning
(`semantic`). A browser has none of them.

Equal scores are ordered by path. The score orders articles; how likely the first one is to be
right is worked out from it in `confidence`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

K1 = 2.0
B = 0.75
TITLE = 3.0
ERROR = 3.0
HEADING = 1.0
SUMMARY = 1.0
WORDING = 0.8
KINDS = (1.0, WORDING)
"""How much a wording counts by its kind: the title and errors, and customers' own."""
LIKENESS = 0.8
CLOSENESS = 0.2
CANDIDATES = 20
HEADED = 0.6
VERBATIM = 0.6
SEMANTIC = 1.8
LENGTH_STEPS = 32
"""Steps of a length, to an octave."""
MANY = 64
FAINT = 0.15


def idf(documents: int, frequency: int) -> float:
    """Return how much a term says that `frequency` of all documents have."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def impact(tf: float) -> int:
    """Return a weighted term frequency as the byte that is stored.

    A half is rounded up, as in a browser: `round` would go to the even neighbour.
    """
    return max(1, math.floor(255 * tf / (tf + K1) + 0.5))


def mean_length(lengths: Iterable[int]) -> float:
    """Return the rounded mean of the lengths above 0."""
    known = [length for length in lengths if length]
    fraction, exponent = math.frexp(sum(known) / len(known) if known else 0.0)
    return math.ldexp(round(fraction * 32), exponent - 5)


def length_norm(length: int, mean: float) -> float:
    """Return what a body's term counts are divided by."""
    return 1 - B + B * told_length(length) / mean if mean else 1.0


def told_length(length: int) -> int:
    """Return the nearest of the lengths that are distinguished."""
    return round(2 ** (round(LENGTH_STEPS * math.log2(length)) / LENGTH_STEPS)) if length else 0


def scale(weight: float, idfs: list[float]) -> float:
    """Return the factor that makes a sum over a wording's terms its likeness."""
    norm = math.sqrt(sum(value * value for value in idfs))
    return weight / norm if norm else 0.0
