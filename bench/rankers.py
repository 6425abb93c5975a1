"""Other ways to find the article that answers a question: the columns beside our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from kb_tools.search.build import build
from kb_tools.search.index import Index
from kb_tools.search.labelled import Labelled
from kb_tools.search.models import Model
from kb_tools.search.passages import beginning, encodable
from kb_tools.search.semantic import semantic
from kb_tools.search.terms import codes, fold, grams, ideographs, words
from kb_tools.tickets.asking import asking

STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then"
    " there these they this to was will with i my me you your".split()
)
Ask = Callable[[str], list[str]]
"""What returns the ids of the best articles for a question, at most ten."""
Column = Callable[[Labelled], Ask]


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


def best(scores: Sequence[float], labelled: Labelled) -> list[str]:
    order = sorted(range(len(scores)), key=lambda n: -scores[n])[:10]
    return [labelled.documents[n].id for n in order if scores[n] > 0]


def by_meaning(model: Model) -> Column:
    """Nearness in meaning alone, of as much of an article as the model reads beside the words."""

    def column(labelled: Labelled) -> Ask:
        index = Index(build(labelled.documents))
        numbers = range(index.documents)
        documents = model.articles([beginning(index, number) for number in numbers])
        ids = [index.record(number).id for number in numbers]

        def ask(text: str) -> list[str]:
            scores = (documents @ model.questions([encodable(text)])[0]).tolist()
            return [ids[n] for n in sorted(numbers, key=lambda n: -scores[n])[:10]]

        return ask

    return column


def by_passages(model: Model) -> Column:
    """Nearness in meaning alone, as it takes part beside the words."""

    def column(labelled: Labelled) -> Ask:
        index = Index(build(labelled.documents))
        ready = semantic(index, model)

        def ask(text: str) -> list[str]:
            scores = ready.nearness(asking(text).text)
            order = sorted(range(len(scores)), key=lambda n: -scores[n])[:10]
            return [index.record(number).id for number in order]

        return ask

    return column


COLUMNS: dict[str, Column] = {
    "rapidfuzz titles": token_set,
    "BM25 words": bm25(stems),
    "BM25 4-grams": bm25(pieces),
    "BM25 words + 4-grams": bm25(mixed),
    "TF-IDF chars": tfidf,
    "SQLite FTS5": fts5,
}
