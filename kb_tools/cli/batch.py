"""`kb suggest --batch`: answers for a whole file of tickets, on all cores, resumed where cut off.

One line of JSON a ticket, in the order of the file. Workers share the index through the
operating system's page cache; only a few chunks of tickets are in memory at a time.
"""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.errors import ReadError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.index import Index
    from kb_tools.search.semantic import Semantic
    from kb_tools.search.suggest import Wish

CHUNK = 64
"""Tickets that a worker answers at a time."""
AHEAD = 4
"""Chunks per worker that are read ahead."""

Asked = tuple[str, str]
"""A ticket's id and text."""


def run(source: Path, out: Path | None, config: Config, wish: Wish) -> None:
    """Answer the tickets in `source`; lines go to `out`, whose tickets are not answered again."""
    from kb_tools.search.store import open_index

    open_index(config)
    with _writer(out) as (file, done):
        wanted = (asked for asked in _tickets(source) if asked[0] not in done)
        count = len(done)
        for lines in _answers(_chunks(wanted), config.root, wish):
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            count += len(lines)
            _progress(count)


def _tickets(source: Path) -> Iterator[Asked]:
    from kb_tools.tickets.read import Fault, read

    try:
        with source.open("rb") as stream:
            for ticket in read(stream, str(source)):
                if isinstance(ticket, Fault):
                    where = f"{source}:{ticket.number}: "
                    click.echo(where + ticket.message.to(reader_lang()), err=True)
                else:
                    yield ticket.id, ticket.text
    except OSError as error:
        why = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        raise ReadError(why, str(source)) from error


def _chunks(tickets: Iterator[Asked]) -> Iterator[list[Asked]]:
    while chunk := list(islice(tickets, CHUNK)):
        yield chunk


def _answers(chunks: Iterator[list[Asked]], root: Path, wish: Wish) -> Iterator[list[str]]:
    """Yield the answers of each chunk, in order."""
    workers = os.cpu_count() or 1
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (root, wish, reader_lang()))
    waiting: deque[Future[list[str]]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(answered, chunk))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


class _Worker:
    """What a worker process keeps between chunks."""

    index: Index
    model: Semantic | None
    wish: Wish
    own: tuple[str, ...]
    lang: str


def _start(root: Path, wish: Wish, lang: str) -> None:
    from kb_tools.cli.meaning import meaning
    from kb_tools.config import load
    from kb_tools.search.store import open_index
    from kb_tools.tickets.asking import own_synonyms

    config = load(root)
    _Worker.index = open_index(config)
    _Worker.model, _Worker.wish = meaning(config, _Worker.index, wish)
    _Worker.own, _Worker.lang = own_synonyms(config), lang


def answered(chunk: Iterable[Asked]) -> list[str]:
    """Return a line of JSON for each ticket: its id, and the answer without its text."""
    from kb_tools.search.formats import as_data
    from kb_tools.search.suggest import suggest
    from kb_tools.tickets.asking import asking

    lines = []
    for name, text in chunk:
        answer = suggest(_Worker.index, asking(text, _Worker.own), _Worker.wish, _Worker.model)
        data = as_data(answer, _Worker.lang)
        del data["query"]
        lines.append(json.dumps({"ticket": name, **data}, ensure_ascii=False))
    return lines


@contextmanager
def _writer(out: Path | None) -> Iterator[tuple[TextIO, frozenset[str]]]:
    """Open the output for appending; yield it with the ids of the tickets that are in it."""
    if out is None:
        yield sys.stdout, frozenset()
        return
    done = frozenset(_done(out)) if out.exists() else frozenset()
    with out.open("a", encoding="utf-8", newline="\n") as file:
        yield file, done


def _done(out: Path) -> Iterator[str]:
    """Yield the tickets answered already; a last line that was cut off is taken away."""
    whole = 0
    with out.open("rb") as file:
        for line in file:
            try:
                name = str(json.loads(line)["ticket"]) if line.endswith(b"\n") else ""
            except (ValueError, TypeError, KeyError) as error:
                what = Text("not made by kb suggest --batch", "不是 kb suggest --batch 的输出")
                raise ReadError(what, str(out)) from error
            if not name:
                break
            whole += len(line)
            yield name
    os.truncate(out, whole)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{say('answered', '已完成')} {count:,}", nl=False, err=True)
