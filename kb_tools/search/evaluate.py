"""How good the suggestions are, measured on questions whose answers are known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb_tools.corpus import Progress
from kb_tools.search import measures
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Findings, Wish, find
from kb_tools.search.index import Index
from kb_tools.search.labelled import Labelled, Query
from kb_tools.search.question import Question
from kb_tools.search.suggest import suggest

if TYPE_CHECKING:
    from kb_tools.search.semantic import Semantic

Clock = Callable[[], float]
"""Seconds from any start; only differences count."""
Asking = Callable[[str], Question]
"""What makes a question of a ticket's text: the same that `kb suggest` does."""
Ranking = Callable[[Query], Sequence[str]]
"""What ranks articles, by id, for a query in any other way than `kb suggest`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question; `names` are the ids of `found.hits`."""

    query: Query
    names: tuple[str, ...]
    seconds: float
    found: Findings

    @property
    def fits(self) -> float:
        """The probability that any article fits."""
        return self.found.fits


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one labelled set; `auc` and `f1` are of "no article fits"."""

    name: str
    queries: int
    articles: int
    hit1: float
    hit3: float
    hit5: float
    mrr10: float
    ndcg10: float
    auc: float | None
    f1: float | None
    p50_ms: float
    p95_ms: float
    index_seconds: float
    index_bytes: int

    def as_data(self) -> dict[str, object]:
        """Return the figures under the names by which programs know them."""
        values = dataclasses.asdict(self)
        values = {_NAMES.get(name, name): value for name, value in values.items()}
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in values.items()
        }


_NAMES = {
    "hit1": "hit@1",
    "hit3": "hit@3",
    "hit5": "hit@5",
    "mrr10": "mrr@10",
    "ndcg10": "ndcg@10",
}


def evaluate(
    labelled: Labelled,
    ask: Asking,
    clock: Clock,
    wish: Wish,
    meaning: Callable[[Index], Semantic | None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> tuple[Report, list[Outcome]]:
    """Return the figures of a labelled set, and what came of each question.

    `meaning` makes an optional model ready for the index; `progress` is called with how many
    questions are asked.
    """
    start = clock()
    data = build(labelled.documents)
    seconds = clock() - start
    index = Index(data)
    outcomes: list[Outcome] = []
    for one in run(index, labelled.queries, ask, clock, wish, meaning(index)):
        outcomes.append(one)
        progress(len(outcomes), len(labelled.queries))
    report = _report(labelled, outcomes, [1000 * one.seconds for one in outcomes], seconds)
    none = [not one.query.answers for one in outcomes]
    return dataclasses.replace(
        report,
        index_bytes=len(data),
        auc=measures.auc([-one.fits for one in outcomes], none),
        f1=measures.f1([one.fits < wish.threshold for one in outcomes], none),
    ), outcomes


def run(
    index: Index,
    queries: Sequence[Query],
    ask: Asking,
    clock: Clock,
    wish: Wish,
    semantic: Semantic | None = None,
) -> Iterator[Outcome]:
    """Yield what comes of each question."""
    for query in queries:
        start = clock()
        suggest(index, ask(query.text), wish, semantic)
        seconds = clock() - start
        found = find(index, ask(query.text), wish, semantic)
        names = tuple(index.record(hit.document).id for hit in found.hits)
        yield Outcome(query, names, seconds, found)


def evaluate_ranking(
    labelled: Labelled, make: Callable[[Sequence[Document]], Ranking], clock: Clock
) -> Report:
    """Return the figures of another way to rank; `make` is given the articles to rank."""
    start = clock()
    rank = make(labelled.documents)
    seconds = clock() - start
    answers, times = [], []
    for query in labelled.queries:
        start = clock()
        answers.append(_Answer(query, tuple(rank(query))))
        times.append(1000 * (clock() - start))
    return _report(labelled, answers, times, seconds)


class _Answer(NamedTuple):
    query: Query
    names: tuple[str, ...]


def _report(
    labelled: Labelled,
    outcomes: Sequence[Outcome | _Answer],
    times: list[float],
    seconds: float,
) -> Report:
    answered = [(one.names, one.query.answers) for one in outcomes if one.query.answers]

    def mean(measure: Callable[..., float], *depth: int) -> float:
        return measures.mean([measure(ranked, right, *depth) for ranked, right in answered])

    return Report(
        name=labelled.name,
        queries=len(outcomes),
        articles=len(labelled.documents),
        hit1=mean(measures.hit, 1),
        hit3=mean(measures.hit, 3),
        hit5=mean(measures.hit, 5),
        mrr10=mean(measures.reciprocal_rank),
        ndcg10=mean(measures.ndcg),
        auc=None,
        f1=None,
        p50_ms=measures.percentile(times, 0.5),
        p95_ms=measures.percentile(times, 0.95),
        index_seconds=seconds,
        index_bytes=0,
    )
