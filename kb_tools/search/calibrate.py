"""Fit the scores to labelled questions: what is shown with .8 shall be right in 80% of cases.

Every question that has an answer is looked at twice: as it is, and with its answer withheld,
as a question that no article fits. So the fit needs no questions without an answer, though
real ones take part too. Sets count alike, however large they are.

A question that is nothing but an error message has weights of its own (`to_messages`).

A withheld answer counts less than a question that truly has none: what is left may answer it
too, for the person who labelled the set named one article and did not look for others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb_tools.search.confidence import DEFAULT, Fit, features, logistic, shares
from kb_tools.search.evaluate import Outcome

PRIOR = 0.7
"""Share of tickets that some article fits, taken for granted in the fit."""
WITHHELD = 0.25
"""How much a question counts whose answer was withheld, beside one that has none."""
RIDGE = 0.0005
"""How strongly the fitted weights are held back; against sets of few questions."""
MESSAGE = 0.5
"""How surely a question is nothing but an error message to take part in the fit to these."""
PULL = 1.0
"""The same where there is a fit to start from: as strongly as one question in all of them."""

_NAMES = tuple(DEFAULT.weights)


class Case(NamedTuple):
    """One look at a question: its features, whether an article fits, and how much it counts.

    `withheld` says that its answer was taken away, `message` how surely it is nothing but an error
    message.
    """

    features: Sequence[float]
    fits: bool
    withheld: bool
    weight: float
    message: float = 0.0


def fitted(
    sets: Sequence[Sequence[Outcome]],
    names: Sequence[str] = _NAMES,
    *,
    prior: float = PRIOR,
    withhold: bool = True,
    towards: Fit | None = None,
) -> Fit:
    """Return the fit to the outcomes of several labelled sets, of the features of these names.

    `prior` is the share of questions that some article fits, `withhold` says whether each is also
    looked at without its answer. `towards` is a fit that is left only as far as the questions say.
    """
    looks = ([c for c in cases(o, names) if withhold or not c.withheld] for o in sets)
    found = [case for look in looks for case in _weighted(look, prior)]
    if towards is None:
        weights = _regression(found, [0.0] * len(names), RIDGE)
    else:
        held = PULL / (sum(map(len, sets)) or 1)
        weights = _regression(found, [towards.weights[name] for name in names], held)
    messages = towards.messages if towards else {}
    return Fit(dict(zip(names, weights, strict=True)), _sharpness(sets), messages)


def to_messages(sets: Sequence[Sequence[Outcome]], names: Sequence[str]) -> dict[str, float]:
    """Return the weights for questions that are nothing but an error message.

    All count alike, whichever set they are of: in most sets there are next to none.
    """
    found = [case for o in sets for case in cases(o, names) if case.message > MESSAGE]
    weights = _regression(_weighted(found, PRIOR), [0.0] * len(names), RIDGE)
    return dict(zip(names, weights, strict=True))


def toml(fit: Fit, table: str = "tool.kb.suggest") -> Iterator[str]:
    """Yield the lines that put a fit into the configuration, below a table of it."""
    yield f"[{table}.confidence]"
    for name, weight in fit.weights.items():
        yield f"{name} = {weight:.4f}"
    yield f"sharpness = {fit.sharpness:.2f}"


def cases(outcomes: Sequence[Outcome], names: Sequence[str] = _NAMES) -> Iterator[Case]:
    """Yield each look at a question, with its features of these names."""
    for one in outcomes:
        hits, weighed = one.found.hits, one.found.weighed
        right = _right(one)
        others = [hit for hit, good in zip(hits, right, strict=True) if not good]
        answered = bool(one.query.answers)
        for seen, withheld in ((hits, False), (others if answered else [], True)):
            if seen:
                reading = one.found.read(seen)
                found = features(seen, weighed, reading)
                row = [found[name] for name in names]
                weight = WITHHELD if withheld else 1.0
                yield Case(row, answered and not withheld, withheld, weight, reading.message)


def _right(one: Outcome) -> list[bool]:
    return [name in one.query.answers for name in one.names]


def _weighted(cases: list[Case], prior: float) -> list[Case]:
    """Return the cases with weights that sum up to `prior` for those that fit, to 1 for all."""
    sums = {fits: sum(case.weight for case in cases if case.fits is fits) for fits in (True, False)}
    share = {True: prior / (sums[True] or 1), False: (1 - prior) / (sums[False] or 1)}
    return [case._replace(weight=case.weight * share[case.fits]) for case in cases]


def _regression(
    cases: Sequence[Case], centre: Sequence[float], ridge: float, rounds: int = 30
) -> list[float]:
    """Return the weights of a logistic regression, held to `centre`, by Newton's method.

    A step that leads too far is halved: from afar the method would swing ever wider.
    """
    weights, loss = [*centre], _loss(cases, centre, centre, ridge)
    for _ in range(rounds):
        step = _step(cases, weights, centre, ridge)
        while max(map(abs, step)) >= 1e-6:
            tried = [weight + change for weight, change in zip(weights, step, strict=True)]
            if (found := _loss(cases, tried, centre, ridge)) <= loss:
                weights, loss = tried, found
                break
            step = [change / 2 for change in step]
        else:
            break
    return weights


def _loss(
    cases: Sequence[Case], weights: Sequence[float], centre: Sequence[float], ridge: float
) -> float:
    """Return what the regression makes as small as it can."""
    held = ridge / 2 * sum((w - aim) ** 2 for w, aim in zip(weights, centre, strict=True))
    loss = 0.0
    for found, fits, _, weight, _ in cases:
        value = sum(a * b for a, b in zip(weights, found, strict=True))
        wrong = -value if fits else value
        loss += weight * (max(wrong, 0.0) + math.log1p(math.exp(-abs(wrong))))
    return held + loss / (sum(case.weight for case in cases) or 1.0)


def _step(
    cases: Sequence[Case], weights: Sequence[float], centre: Sequence[float], ridge: float
) -> list[float]:
    """Return Newton's step from some weights."""
    size = len(weights)
    total = sum(case.weight for case in cases) or 1.0
    slope = [ridge * (aim - weight) for aim, weight in zip(centre, weights, strict=True)]
    curve = [[ridge * (i == j) for j in range(size)] for i in range(size)]
    for found, fits, _, weight, _ in cases:
        said = logistic(sum(a * b for a, b in zip(weights, found, strict=True)))
        for i in range(size):
            slope[i] += weight / total * (fits - said) * found[i]
            for j in range(size):
                curve[i][j] += weight / total * said * (1 - said) * found[i] * found[j]
    return _solved(curve, slope)


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return the solution of a small positive definite system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for i, pivot in enumerate(rows):
        for j, row in enumerate(rows):
            if i != j:
                factor = row[i] / pivot[i]
                rows[j] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def _sharpness(sets: Sequence[Sequence[Outcome]]) -> float:
    """Return the softmax's factor under which the right hits are likeliest, of a few."""
    return max(
        (2.0**power / 2 for power in range(2, 16)), key=lambda sharp: _likelihood(sets, sharp)
    )


def _likelihood(sets: Sequence[Sequence[Outcome]], sharpness: float) -> float:
    total = 0.0
    for outcomes in sets:
        found = [
            math.log(
                max(
                    1e-6, sum(share for share, good in zip(parts, _right(one), strict=True) if good)
                )
            )
            for one in outcomes
            if any(_right(one))
            for parts in [shares(one.found.hits, Fit({}, sharpness))]
        ]
        total += sum(found) / max(1, len(found))
    return total
