"""Two peers behind the same Starlette: SQLite FTS5, and tantivy where it is installed.

python -m bench.peers fts5|tantivy ARTICLES.jsonl PORT
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Rows = list[dict[str, Any]]
Find = Callable[[str], Rows]


def articles(file: Path) -> Iterator[tuple[str, str, str]]:
    for line in file.open(encoding="utf-8"):
        row = json.loads(line)
        yield row["id"], row["title"], row["body"]


def words(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\w+", text.lower())))[:64]


def fts5(file: Path) -> Find:
    """Each word of the question may occur; bm25 ranks."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE VIRTUAL TABLE a USING fts5(id UNINDEXED, title, body)")
    database.executemany("INSERT INTO a VALUES (?, ?, ?)", articles(file))
    sql = "SELECT id, title, bm25(a) FROM a WHERE a MATCH ? ORDER BY bm25(a) LIMIT 3"

    def find(text: str) -> Rows:
        query = " OR ".join(f'"{word}"' for word in words(text))
        found = database.execute(sql, (query,)) if query else ()
        return [{"id": id_, "title": title, "score": -score} for id_, title, score in found]

    return find


def tantivy(file: Path) -> Find:
    """The same by tantivy, its own default analyser and ranking."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    for name in ("id", "title", "body"):
        builder.add_text_field(name, stored=name != "body")
    index = engine.Index(builder.build())
    writer = index.writer()
    for id_, title, body in articles(file):
        writer.add_document(engine.Document(id=id_, title=title, body=body))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> Rows:
        query = index.parse_query(" ".join(words(text)), ["title", "body"])
        hits = searcher.search(query, 3).hits
        return [{"score": score, **searcher.doc(place).to_dict()} for score, place in hits]

    return find


def application(find: Find) -> Starlette:
    async def suggest(request: Request) -> JSONResponse:
        data = json.loads(await request.body())
        return JSONResponse({"suggestions": find(data["text"])})

    async def ready(request: Request) -> JSONResponse:  # noqa: ARG001
        return JSONResponse({"status": "ready"})

    return Starlette(
        routes=[Route("/v1/suggest", suggest, methods=["POST"]), Route("/readyz", ready)]
    )


if __name__ == "__main__":
    make = {"fts5": fts5, "tantivy": tantivy}[sys.argv[1]]
    app = application(make(Path(sys.argv[2])))
    uvicorn.run(app, port=int(sys.argv[3]), log_level="warning", access_log=False)
