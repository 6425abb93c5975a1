"""A fit of the scores to a company's own questions, and whether it is better than what it has.

The new fit starts from the shipped one and leaves it only as far as the questions say. Whether it
is better is judged on questions that it has not seen: each is left out of one of FOLDS fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean
from typing import NamedTuple

from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.search.calibrate import fitted
from kb_tools.search.confidence import DEFAULT, Fit, fits, shares
from kb_tools.search.evaluate import Outcome

FEWEST = 50
"""Questions whose answer is found, below which a fit is chance."""
FOLDS = 5
ENOUGH = 0.98
"""Of the error there was, what a better fit leaves at most: less of a gain is chance."""
SHOWN = 3
"""How many of the best hits count: those that people see."""
TENTHS = 10

Shown = tuple[float, bool]
"""The score of a hit, and whether it is right."""


class Refit(NamedTuple):
    """A fit to labelled questions, and what it does on those that were left out of it.

    `error` is the mean squared difference of a score from 1 (right) or 0 (wrong), `off` is how far
    scores are from the share that is right, both with the fit that was there and with the new one.
    """

    fit: Fit
    questions: int
    error: tuple[float, float]
    off: tuple[float, float]

    @property
    def better(self) -> bool:
        """Tell whether scores of questions that it has not seen come nearer to the truth.

        Both figures have to say so: a fit that separates right from wrong a little better and
        promises more than it keeps is none.
        """
        return self.error[1] < ENOUGH * self.error[0] and self.off[1] <= self.off[0]


def refit(sets: Sequence[Sequence[Outcome]], current: Fit, shipped: Fit = DEFAULT) -> Refit:
    """Return a fit to the outcomes of labelled sets, beside the current one.

    Raises KbError where too few of the questions have an answer that is found.
    """
    answered = sum(any(_right(one)) for outcomes in sets for one in outcomes)
    if answered < FEWEST:
        raise KbError(_TOO_FEW.format(n=answered, least=FEWEST))
    before = [pair for outcomes in sets for one in outcomes for pair in _shown(one, current)]
    after = list(_left_out(sets, shipped))
    return Refit(
        fitted(sets, list(shipped.weights), towards=shipped),
        sum(map(len, sets)),
        (_error(before), _error(after)),
        (_off(before), _off(after)),
    )


_TOO_FEW = Text(
    "too few questions to fit the scores to: for {n} of them a labelled answer was found; "
    "{least} are needed, some hundreds are better: label more tickets, or keep the fit that is "
    "shipped",
    "问题太少，无法校准分数：只有 {n} 个问题能找到所标注的答案，至少要 {least} 个，最好有几百个；"
    "请多标注一些工单，或者沿用自带的校准",
)


def _left_out(sets: Sequence[Sequence[Outcome]], shipped: Fit) -> Iterator[Shown]:
    """Yield what is shown of each question by a fit that it took no part in."""
    names = list(shipped.weights)
    for fold in range(FOLDS):
        kept = [[o for n, o in enumerate(outcomes) if n % FOLDS != fold] for outcomes in sets]
        fit = fitted(kept, names, towards=shipped)
        for outcomes in sets:
            for one in outcomes[fold::FOLDS]:
                yield from _shown(one, fit)


def _shown(one: Outcome, fit: Fit) -> Iterator[Shown]:
    """Yield the score of each of the best hits, and whether it is right."""
    hits = one.found.hits
    sure = fits(hits, one.found.weighed, one.found.read, fit)
    scored = zip(shares(hits, fit), _right(one), strict=True)
    yield from ((sure * share, good) for share, good in [*scored][:SHOWN])


def _right(one: Outcome) -> list[bool]:
    return [name in one.query.answers for name in one.names]


def _error(shown: Sequence[Shown]) -> float:
    return mean((score - good) ** 2 for score, good in shown)


def _off(shown: Sequence[Shown]) -> float:
    """Return how far, in the mean, scores are from the share of them that is right, by tenths."""
    tenths = [[pair for pair in shown if int(TENTHS * pair[0]) == n] for n in range(TENTHS + 1)]
    apart = (abs(sum(score - good for score, good in pairs)) for pairs in tenths)
    return sum(apart) / len(shown)
