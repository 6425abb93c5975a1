"""Labelled questions: a folder of articles, questions, and which article answers which.

- `articles.jsonl`: {"id", "title", "body", "lang"}, and "asked_as" (a list) where there is one;
  the body is Markdown or plain text. A titled body of nothing but short lines is a list of
  customers' wordings, and is taken as `asked_as`.
- `queries.jsonl`: {"id", "text", "lang"}
- `qrels.jsonl`: {"query", "article"}, and "grade" where there is one (0: it does not answer);
  a query that is not in it has no fitting article.

A label that names no article or no question is reported: articles are removed, but the tickets that
they answered stay in the history.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kb_tools.errors import ReadError
from kb_tools.language import Text, normal
from kb_tools.search import labelled_rows
from kb_tools.search.document import Document, Part, leads_elsewhere
from kb_tools.search.labelled_rows import ARTICLE, LABEL, QUESTION, Row

WORDING_LIMIT = 100
"""A body whose median line is longer than this is running text, no list of wordings."""

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_MARKUP = re.compile(r"\s*(#|[-*+]\s|\d+\.\s|!|\||>|`)")
_WORD = re.compile(r"[A-Za-z]{4,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the ids of the articles that answer it (none: nothing fits)."""

    id: str
    text: str
    lang: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Articles and questions whose answers are known."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    faults: tuple[Text, ...] = ()
    """Labels that name what is not there."""


def read(folder: Path) -> Labelled:
    """Read a labelled folder; ReadError names the file and line that is not as it should be."""
    articles = list(labelled_rows.read(folder / "articles.jsonl", ARTICLE))
    asked = list(labelled_rows.read(folder / "queries.jsonl", QUESTION))
    for file, rows in (("articles.jsonl", articles), ("queries.jsonl", asked)):
        if not rows:
            raise ReadError(Text("has no line", "里面什么也没有"), str(folder / file))
    labels = [
        row
        for row in labelled_rows.read(folder / "qrels.jsonl", LABEL)
        if row.get("grade") is None or row["grade"] > 0
    ]
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for row in labels:
        answers[row["query"]].add(row["article"])
    queries = [Query(r["id"], r["text"], _lang(r), frozenset(answers[r["id"]])) for r in asked]
    faults = (*_nameless("query", labels, asked), *_nameless("article", labels, articles))
    documents = tuple(map(_document, articles))
    return Labelled(folder.resolve().name, documents, tuple(queries), faults)


def _nameless(kind: str, labels: Iterable[Row], rows: Iterable[Row]) -> Iterator[Text]:
    """Yield of how many labels the article (or question) is not there."""
    names = {row["id"] for row in rows}
    if lost := [label[kind] for label in labels if label[kind] not in names]:
        yield _NAMELESS[kind].format(n=len(lost), id=lost[0])


_NAMELESS = {
    "article": Text(
        "qrels.jsonl: {n} labels name an article that is not in articles.jsonl, such as '{id}';"
        " it cannot be found for their questions",
        "qrels.jsonl：有 {n} 条标注的文章不在 articles.jsonl 里，例如“{id}”；这些问题找不到它",
    ),
    "query": Text(
        "qrels.jsonl: {n} labels name a question that is not in queries.jsonl, such as '{id}'",
        "qrels.jsonl：有 {n} 条标注的问题不在 queries.jsonl 里，例如“{id}”",
    ),
}


def _lang(row: Row) -> str:
    return normal(row["lang"]) if row.get("lang") else ""


def _document(row: Row) -> Document:
    body = row.get("body") or ""
    listed = _wordings(row["title"], body)
    return Document(
        id=row["id"],
        path=row["id"],
        lang=_lang(row),
        title=row["title"],
        url=row["id"],
        wordings=tuple(row.get("asked_as") or ()) or listed,
        parts=() if listed else tuple(_parts(body)),
    )


def _wordings(title: str, body: str) -> tuple[str, ...]:
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not title.strip() or len(lines) < 2 or any(map(_MARKUP.match, lines)):
        return ()
    return tuple(lines) if statistics.median(map(len, lines)) <= WORDING_LIMIT else ()


def _parts(body: str) -> Iterator[Part]:
    heading, lines = "", list[str]()
    for line in body.split("\n"):
        if found := _HEADING.match(line):
            if (heading or lines) and not leads_elsewhere(heading):
                yield Part("", heading, "\n".join(lines))
            heading, lines = found[1], []
        else:
            lines.append(line)
    if not leads_elsewhere(heading):
        yield Part("", heading, "\n".join(lines))


def with_typos(labelled: Labelled, seed: int) -> Labelled:
    """Return the same questions with one slip in about 45% of the words of 4 letters or more."""
    chance = random.Random(seed)  # noqa: S311 - noise to be repeated, no secret
    queries = tuple(
        replace(query, text=_WORD.sub(lambda word: _slip(word[0], chance), query.text))
        for query in labelled.queries
    )
    return replace(labelled, queries=queries)


def _slip(word: str, chance: random.Random) -> str:
    if chance.random() > 0.45:
        return word
    at, kind = chance.randrange(len(word) - 1), chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(_LETTERS) + word[at + kind - 2 :]
