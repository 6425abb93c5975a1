"""A fit to a company's own questions: told of with what it is worth, and never a worse one."""

from __future__ import annotations

import dataclasses
import random
from functools import cache
from pathlib import Path

import pytest

from kb_tools.errors import KbError
from kb_tools.search.calibrate import Case, _regression, fitted, toml
from kb_tools.search.confidence import DEFAULT, Fit
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.labelled import read
from kb_tools.search.refit import FEWEST, Refit, refit
from kb_tools.tickets.asking import asking

SETS = Path(__file__).parents[1] / "data" / "eval"
WRONG = Fit({"bias": -9.0, "words": 0.1, "echo": 0.1, "verbatim": 0.1}, 8.0)
"""Scores far below the share that is right."""


@cache
def outcomes() -> tuple[tuple[Outcome, ...], ...]:
    sets = (read(SETS / name) for name in ("saas_en", "shop_zh"))
    return tuple(tuple(evaluate(one, asking, lambda: 0.0, Wish())[1]) for one in sets)


def test_scores_that_are_far_off_are_mended_and_good_ones_left_alone() -> None:
    mended, left = refit(outcomes(), WRONG), refit(outcomes(), refit(outcomes(), WRONG).fit)

    assert mended.better
    assert mended.error[1] < mended.error[0] / 2
    assert mended.off[1] < mended.off[0]
    assert not left.better


def test_a_fit_that_promises_more_than_it_keeps_is_not_better() -> None:
    told_apart = Refit(DEFAULT, 100, error=(0.10, 0.09), off=(0.03, 0.05))

    assert not told_apart.better
    assert told_apart._replace(off=(0.05, 0.03)).better
    assert not told_apart._replace(error=(0.10, 0.0995), off=(0.05, 0.03)).better


def test_too_few_answers_that_are_found_are_refused_with_what_it_takes() -> None:
    few = [one[:10] for one in outcomes()]
    unanswered = [
        dataclasses.replace(one, query=dataclasses.replace(one.query, answers=frozenset()))
        for one in outcomes()[0]
    ]

    with pytest.raises(KbError, match=f"{FEWEST} are needed"):
        refit(few, DEFAULT)
    with pytest.raises(KbError, match="for 0 of them a labelled answer was found"):
        refit([unanswered * 3], DEFAULT)


def test_few_questions_hardly_move_a_fit_that_is_held() -> None:
    few = [one[:4] for one in outcomes()]
    free, held = fitted(few), fitted(few, towards=DEFAULT)

    def far(fit: Fit) -> float:
        return sum(abs(fit.weights[name] - DEFAULT.weights[name]) for name in DEFAULT.weights)

    assert far(held) < far(free) / 2


def test_the_regression_does_not_swing_ever_wider_from_afar() -> None:
    chance = random.Random(1)
    values = [chance.random() for _ in range(60)]
    cases = [Case((1.0, value), value > 0.02, False, 1.0) for value in values]

    weights = _regression(cases, (40.0, -40.0), 0.01)
    assert max(map(abs, weights)) < 100


def test_the_lines_are_those_of_the_file_they_go_into() -> None:
    assert next(toml(DEFAULT)) == "[tool.kb.suggest.confidence]"
    assert next(toml(DEFAULT, "suggest")) == "[suggest.confidence]"
