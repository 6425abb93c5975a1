"""Suggestions on labelled questions of our own keep their quality; figures mean what they say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kb_tools.config.schema import SuggestConfig
from kb_tools.search import measures
from kb_tools.search.calibrate import fitted
from kb_tools.search.confidence import DEFAULT, fit_of, shares
from kb_tools.search.evaluate import Outcome, Report, evaluate, evaluate_ranking
from kb_tools.search.find import Wish
from kb_tools.search.labelled import read, with_typos
from kb_tools.search.retrieve import Hit
from kb_tools.search.semantic import FIT
from kb_tools.tickets.asking import asking

SETS = Path(__file__).parents[1] / "data" / "eval"
FLOORS = {"saas_en": (0.91, 0.82, 0.90), "shop_zh": (0.97, 0.92, 0.85)}
"""hit@3, MRR@10 and AUC below which a change has made suggestions worse."""


def measured(name: str, *, typos: bool = False) -> tuple[Report, list[Outcome]]:
    labelled = read(SETS / name)
    ticks = iter(range(10**6))
    return evaluate(
        with_typos(labelled, 1) if typos else labelled, asking, lambda: next(ticks) / 1000, Wish()
    )


@pytest.mark.parametrize("name", FLOORS)
def test_suggestions_are_as_good_as_they_were(name: str) -> None:
    report, _ = measured(name)

    assert report.auc is not None
    assert (report.hit3, report.mrr10, report.auc) >= FLOORS[name]
    for value, floor in zip((report.hit3, report.mrr10, report.auc), FLOORS[name], strict=True):
        assert value >= floor


def test_slips_cost_little() -> None:
    clean, _ = measured("saas_en")
    spoilt, _ = measured("saas_en", typos=True)

    assert spoilt.mrr10 >= clean.mrr10 - 0.1


def test_the_names_of_the_figures_are_those_that_programs_know() -> None:
    report, _ = measured("saas_en")

    assert set(report.as_data()) == {
        "name", "queries", "articles", "hit@1", "hit@3", "hit@5", "mrr@10", "ndcg@10", "auc", "f1",
        "p50_ms", "p95_ms", "index_seconds", "index_bytes",
    }  # fmt: skip


def test_another_way_to_rank_is_measured_with_the_same_figures() -> None:
    labelled = read(SETS / "saas_en")
    right = {query.id: sorted(query.answers) for query in labelled.queries}

    best = evaluate_ranking(labelled, lambda _: lambda query: right[query.id], lambda: 0.0)
    worst = evaluate_ranking(labelled, lambda _: lambda _: [], lambda: 0.0)

    assert (best.hit1, best.ndcg10, best.queries) == (1.0, 1.0, len(labelled.queries))
    assert (worst.hit5, worst.auc) == (0.0, None)


def test_a_fit_to_labelled_questions_says_yes_where_an_article_fits() -> None:
    _, outcomes = measured("shop_zh")
    fit = fitted([outcomes])

    assert fit.weights["words"] > 0
    configured = fit_of({**fit.weights, "sharpness": fit.sharpness})
    assert (fit.weights, fit.sharpness) == (configured.weights, configured.sharpness)


def test_every_number_of_a_fit_may_stand_in_the_configuration() -> None:
    written = next(f for f in dataclasses.fields(SuggestConfig) if f.name == "confidence")

    assert {*written.metadata["keys"]} == {*DEFAULT.weights, *FIT.weights, "sharpness"}


def test_hits_that_are_as_far_apart_in_proportion_share_alike_however_low_they_are() -> None:
    high, low = ([Hit(0, 1.0 * x, 0, 0, 0, 0), Hit(1, 0.5 * x, 0, 0, 0, 0)] for x in (1.0, 0.2))

    assert shares(high) == pytest.approx(shares(low))
    assert sum(shares(low)) == pytest.approx(1.0)
    assert shares([Hit(0, 0.0, 0, 0, 0, 0)] * 2) == [0.5, 0.5]


def test_figures_of_small_rankings_are_those_one_works_out_by_hand() -> None:
    ranked, right = ["a", "b", "c"], {"b"}

    assert measures.hit(ranked, right, 1) == 0
    assert measures.hit(ranked, right, 3) == 1
    assert measures.reciprocal_rank(ranked, right) == 0.5
    assert measures.reciprocal_rank(["x"] * 10 + ["b"], right) == 0
    assert measures.ndcg(ranked, right) == pytest.approx(0.63093, abs=1e-5)
    assert measures.auc([3, 1, 2], [True, False, False]) == 1
    assert measures.auc([1, 1], [True, False]) == 0.5
    assert measures.auc([1, 2], [True, True]) is None
    assert measures.f1([True, False], [True, True]) == pytest.approx(2 / 3)


def test_noise_is_the_same_every_time_and_leaves_short_words_and_chinese_alone() -> None:
    labelled = read(SETS / "saas_en")
    chinese = read(SETS / "shop_zh")

    assert with_typos(labelled, 1) == with_typos(labelled, 1) != with_typos(labelled, 2)
    assert with_typos(chinese, 1).queries[0] == chinese.queries[0]


def test_a_fit_made_with_a_model_says_nothing_of_words_alone() -> None:
    with_model = {**FIT.weights, "bias": -9.0}
    by_words = {**DEFAULT.weights, "bias": -9.0}

    assert fit_of(with_model) == DEFAULT
    assert fit_of(by_words, FIT) == FIT
    assert fit_of(with_model, FIT).weights["bias"] == fit_of(by_words).weights["bias"] == -9.0
    assert fit_of({"sharpness": 4.0}, FIT).sharpness == 4.0
