"""Lists of related articles against plain TF-IDF cosine, on the links_* sets in KB_DATA.

A query is an article's text without its links, gold are the articles that its authors linked
to; the figure is how often one of them is among the first five. The baseline is the textbook
one, over the same terms: (times) * (ln((1 + n) / (1 + df)) + 1), cosine, every article compared.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kb_tools.links.document import Document, document
from kb_tools.links.similar import Similarity

Rank = Callable[[Document, str], list[str]]
DEPTH = 5


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of one file of a labelled set."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def tfidf(documents: Mapping[str, Document]) -> Rank:
    """Return the baseline over the same terms."""
    frequency = Counter(term for one in documents.values() for term in one.counts)
    total = len(documents)

    def vector(one: Document) -> dict[str, float]:
        weights = {
            term: times * (math.log((1 + total) / (1 + frequency[term])) + 1)
            for term, times in one.counts.items()
            if term in frequency
        }
        length = math.sqrt(math.fsum(weight**2 for weight in weights.values())) or 1
        return {term: weight / length for term, weight in weights.items()}

    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, one in documents.items():
        for term, weight in vector(one).items():
            postings[term].append((key, weight))

    def rank(query: Document, own: str) -> list[str]:
        scores: Counter[str] = Counter()
        for term, weight in vector(query).items():
            for key, other in postings[term]:
                scores[key] += weight * other
        del scores[own]
        return [key for key, _ in scores.most_common(DEPTH)]

    return rank


def ours(documents: Mapping[str, Document]) -> Rank:
    """Return the ranking that the lists of related articles are made by."""
    known = Similarity(documents)
    return lambda query, own: [key for key, _ in known.rank(query, DEPTH, without=own)]


def hits(folder: Path, make: Callable[[Mapping[str, Document]], Rank]) -> float:
    """Return the share of queries with a right article among the first five."""
    gold: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "qrels.jsonl"):
        gold[row["query"]].add(row["article"])
    articles = rows(folder, "articles.jsonl")
    rank = make({row["id"]: document(row["title"], row["body"], row["lang"]) for row in articles})
    queries = rows(folder, "queries.jsonl")
    found = 0
    for query in queries:
        title, _, body = query["text"].partition("\n")
        found += not gold[query["id"]].isdisjoint(
            rank(document(title, body, query["lang"]), query["id"])
        )
    return found / len(queries)


def main() -> None:
    """Print a line a set."""
    print(f"{'any-hit@5':<28}{'TF-IDF':>8}{'ours':>8}{'seconds':>9}")
    for folder in sorted((Path(os.environ["KB_DATA"]) / "labelled").glob("links_*")):
        baseline = hits(folder, tfidf)
        start = time.process_time()
        result = hits(folder, ours)
        seconds = time.process_time() - start
        print(f"{folder.name:<28}{baseline:>8.3f}{result:>8.3f}{seconds:>9.2f}", flush=True)


if __name__ == "__main__":
    main()
