"""The articles that answer a question best, as `rank` defines it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from kb_tools.search import rank
from kb_tools.search.index import Facet, Index
from kb_tools.search.question import TERM_LIMIT, Question
from kb_tools.search.summing import (
    Numbers,
    added,
    greatest,
    highest,
    sums,
    together,
    unmarked,
)

CLOSE_LIMIT = 400
"""How many characters of a question are compared with wordings letter by letter."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's terms that are in the index, by number: weights and how rare they are.

    `total` is the sum of the weights of what was said itself, `norm` the length of the whole
    question as a vector, `missing` the share of its weight that no article knows.
    """

    weights: dict[int, float]
    idfs: dict[int, float]
    total: float
    norm: float
    missing: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A document's place in the answer, and what it is made of; `wording` is the likest one.

    `heading` says how like a question the heading of its `part` is (`headings`), `verbatim` is the
    share of an error message that its text has word for word (`messages`), `meaning` what an
    optional model says (`semantic`): each is 0 where there is no such thing.
    """

    document: int
    score: float
    coverage: float
    likeness: float
    closeness: float
    wording: int
    heading: float = 0.0
    part: int = -1
    verbatim: float = 0.0
    meaning: float = 0.0


def weigh(index: Index, question: Question) -> Weighed:
    """Return the weight of each of the question's terms in this index."""
    numbers = {term: index.number(term) for term in question.weights}
    idfs = {term: index.idf(number) for term, number in numbers.items()}
    weights = {term: weight * idfs[term] for term, weight in question.weights.items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    known = {n: weights[term] for term, n in numbers.items() if n is not None}
    if len(known) > TERM_LIMIT:
        known = dict(heapq.nlargest(TERM_LIMIT, known.items(), key=lambda item: (item[1], item[0])))
    total = sum(known.values())
    whole = sum(weights.values())
    known = _telling(known)
    for term, factor in question.also.items():
        if (n := index.number(term)) is not None:
            known[n] = factor * index.idf(n)
    missing = 1 - total / whole if whole else 1.0
    rarity = {n: index.idf(n) for n in known}
    return Weighed(known, rarity, total or 1.0, norm or 1.0, missing)


def _telling(weights: dict[int, float]) -> dict[int, float]:
    """Leave out what weighs next to nothing in a long question, but is in most articles."""
    if len(weights) <= rank.MANY:
        return weights
    least = rank.FAINT * max(weights.values())
    return {number: weight for number, weight in weights.items() if weight >= least}


class Wordings(NamedTuple):
    """Of each document the greatest likeness and its wording; of each wording what was met.

    What was met is the sum of idf^2 over its terms in the question, as far as these count.
    """

    likeness: Numbers
    likest: Sequence[int]
    met: Numbers


class Measured(NamedTuple):
    """What a question has in common with every article: how much of it, and its wordings."""

    coverage: Numbers
    wordings: Wordings


def measure(index: Index, weighed: Weighed) -> Measured:
    """Return what a question has in common with every article, no matter who may see it."""
    return Measured(_coverage(index, weighed), _wordings(index, weighed))


def retrieve(
    index: Index,
    question: Question,
    weighed: Weighed,
    wanted: Callable[[Facet], bool] | None,
    measured: Measured | None = None,
) -> list[Hit]:
    """Return the best documents for a question, best first, at most rank.CANDIDATES.

    `wanted` says of a facet whether its documents take part; `measured` is what `measure` said,
    where it was asked before.
    """
    if not weighed.weights:
        return []
    coverage, wordings = measured or measure(index, weighed)
    left_out = _left_out(index, wanted) if wanted is not None else ()
    scores = together(coverage, wordings.likeness, rank.LIKENESS, left_out)
    hits = [
        _hit(index, question, document, float(coverage[document]), wordings)
        for document in highest(scores, rank.CANDIDATES)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.document))


def _coverage(index: Index, weighed: Weighed) -> Numbers:
    postings = (
        (weight / (255 * weighed.total), *index.postings(number))
        for number, weight in weighed.weights.items()
    )
    return sums(postings, index.documents)


def _wordings(index: Index, weighed: Weighed) -> Wordings:
    owners = index.wording_documents
    idfs, norm = weighed.idfs, weighed.norm
    alike, met = added(
        (
            (weight * idfs[number] / norm, idfs[number] * min(idfs[number], weight), units)
            for number, weight in weighed.weights.items()
            if len(units := index.units(number))
        ),
        len(owners),
    )
    best, likest = greatest(alike, index.wording_scales, owners, index.documents)
    return Wordings(best, likest, met)


def echo(index: Index, document: int, met: Numbers) -> float:
    """Return the greatest share of one of a document's wordings that the question has.

    `met` is what a question met of each wording.
    """
    scales, kinds = index.wording_scales, index.wording_kinds
    return max(
        float(met[place]) * (scales[place] / rank.KINDS[kinds[place]]) ** 2
        for place in index.wordings(document)
    )


def _left_out(index: Index, wanted: Callable[[Facet], bool]) -> Sequence[int]:
    """Return the documents that do not take part."""
    allowed = [wanted(facet) for facet in index.facets]
    return () if all(allowed) else unmarked(index.facet_numbers, allowed)


def _hit(index: Index, question: Question, document: int, coverage: float, found: Wordings) -> Hit:
    asked = question.folded[:CLOSE_LIMIT]
    texts: Sequence[str] = index.folded(document)
    closeness = max((fuzz.ratio(asked, text) / 100 for text in texts), default=0.0)
    likeness = float(found.likeness[document])
    score = coverage + rank.LIKENESS * likeness + rank.CLOSENESS * closeness
    wording = int(found.likest[document])
    return Hit(document, score, coverage, likeness, closeness, wording)
