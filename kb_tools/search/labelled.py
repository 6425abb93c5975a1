"""Labelled questions: a folder of articles, questions, and which article answers which.

- `articles.jsonl`: {"id", "title", "body", "lang"}, and "asked_as" (a list) where there is one;
  the body is Markdown or plain text. A titled body of nothing but short lines is a list of
  customers' wordings, and is taken as `asked_as`.
- `queries.jsonl`: {"id", "text", "lang"}
- `qrels.jsonl`: {"query", "article"}; a query that is not in it has no fitting article.
"""

from __future__ import annotations

import json
import random
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kb_tools.errors import ReadError
from kb_tools.language import Text, normal
from kb_tools.search.document import Document, Part, leads_elsewhere

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


def read(folder: Path) -> Labelled:
    """Read a labelled folder; ReadError names the file and line that is not as it should be."""
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "qrels.jsonl", "query", "article"):
        answers[row["query"]].add(row["article"])
    queries = [
        Query(row["id"], row["text"], _lang(row), frozenset(answers[row["id"]]))
        for row in _rows(folder / "queries.jsonl", "id", "text")
    ]
    documents = map(_document, _rows(folder / "articles.jsonl", "id", "title"))
    return Labelled(folder.resolve().name, tuple(documents), tuple(queries))


def _lang(row: Mapping[str, Any]) -> str:
    return normal(row["lang"]) if row.get("lang") else ""


def _rows(file: Path, *keys: str) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(Text("cannot be read", "无法读取"), str(file)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, keys, str(file), number)


def _row(line: str, keys: tuple[str, ...], file: str, number: int) -> dict[str, Any]:
    try:
        value: object = json.loads(line)
    except ValueError as error:
        message = Text("not JSON: {e}", "不是 JSON：{e}").format(e=error)
        raise ReadError(message, file, number) from error
    row = value if isinstance(value, dict) else {}
    for key in keys:
        if not isinstance(row.get(key), str):
            message = Text("needs the string '{key}'", "缺少字符串“{key}”").format(key=key)
            raise ReadError(message, file, number)
    return row


def _document(row: Mapping[str, Any]) -> Document:
    body = str(row.get("body", ""))
    listed = _wordings(row["title"], body)
    return Document(
        id=row["id"],
        path=row["id"],
        lang=_lang(row),
        title=row["title"],
        url=row["id"],
        wordings=tuple(row.get("asked_as", ())) or listed,
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
