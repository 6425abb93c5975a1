"""`kb suggest --batch`: answers for a whole file of tickets, on all cores, resumed where cut off.

One line of JSON a ticket, in the order of the file. Workers share the index through the
operating system's page cache; only a few chunks of tickets are in memory at a time.
"""

from __future__ import annotations

import json
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kb_tools.cli.answers import Options, options, writer
from kb_tools.cli.progress import bar, counter
from kb_tools.cli.speech import reader_lang, say
from kb_tools.errors import KbError, ReadError
from kb_tools.interruption import end_with_parent, held_back
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.find import Wish
    from kb_tools.search.index import Index
    from kb_tools.search.semantic import Semantic
    from kb_tools.tickets.read import Fault
    from kb_tools.tickets.ticket import Ticket

CHUNK = 64
"""Tickets that a worker answers at a time."""
AHEAD = 4
"""Chunks per worker that are read ahead."""

Asked = tuple[str, str]
"""A ticket's id and text."""
Chunk = tuple[float, list[Asked]]
"""Tickets, and the share of the file up to them."""

_ENDED = Text(
    "a worker process was killed, perhaps because memory ran out; run the same command again: "
    "with --out it resumes where it stopped",
    "有一个工作进程被外部终止，可能是内存不足；请再运行同一条命令：给出了 --out 就会从中断处继续",
)


class Made(NamedTuple):
    """A line of JSON for each ticket, and why the model took no part in some of them."""

    lines: list[str]
    fault: Text | None


def run(source: Path, out: Path | None, config: Config, wish: Wish) -> None:
    """Answer the tickets in `source`; lines go to `out`, whose tickets are not answered again."""
    from kb_tools.cli.meaning import meaning, warn
    from kb_tools.config import docs_root
    from kb_tools.search.served import require_served
    from kb_tools.search.store import open_index

    with counter(say("Making the index", "正在建立索引")) as count:
        index = open_index(config, count)
    require_served(index, wish, str(docs_root(config)))
    modelled = meaning(config, index, wish)[0] is not None  # reads what it must, and warns once
    with (
        writer(out, options(config, wish, modelled=modelled)) as (file, done),
        bar(say("Answering", "正在回答")) as draw,
    ):
        written, warned = done.total(), False
        with _told_when_stopped(out, lambda: written):
            for share, made in _answers(_chunks(source, done), (config.root, wish, modelled)):
                file.writelines(f"{line}\n" for line in made.lines)
                file.flush()
                written += len(made.lines)
                draw(written, share)
                if made.fault and not warned:
                    warn(made.fault)
                    warned = True


@contextmanager
def _told_when_stopped(out: Path | None, written: Callable[[], int]) -> Iterator[None]:
    """Say after Ctrl-C how much is written, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            text = say(
                "{n} tickets answered in {out}; run the same command again to resume",
                "{out} 里已有 {n} 张工单的答案；再运行同一条命令会接着做",
            )
            click.echo("\n" + text.format(n=f"{written():,}", out=out), err=True)
        raise


def _chunks(source: Path, done: Counter[str]) -> Iterator[Chunk]:
    """Yield the tickets that are not done, each time with the share of the file that is read.

    An id that is in the file twice is answered twice, and so has to be done twice.
    """
    from kb_tools.tickets.read import read

    try:
        with source.open("rb") as stream:
            size = source.stat().st_size or 1
            wanted = _not_done(_asked(read(stream, str(source)), source), done)
            while chunk := list(islice(wanted, CHUNK)):
                yield min(1.0, stream.tell() / size), chunk
    except OSError as error:
        why = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        raise ReadError(why, str(source)) from error


def _not_done(tickets: Iterable[Asked], done: Counter[str]) -> Iterator[Asked]:
    left = done.copy()
    for asked in tickets:
        if left[asked[0]]:
            left[asked[0]] -= 1
        else:
            yield asked


def _asked(tickets: Iterable[Ticket | Fault], source: Path) -> Iterator[Asked]:
    from kb_tools.tickets.read import Fault

    for ticket in tickets:
        if isinstance(ticket, Fault):
            where = f"{source}:{ticket.number}: "
            click.echo(where + ticket.message.to(reader_lang()), err=True)
        else:
            yield ticket.id, ticket.text


def _answers(
    chunks: Iterator[Chunk], given: tuple[Path, Wish, bool]
) -> Iterator[tuple[float, Made]]:
    """Yield the answers of each chunk, in order, with the share of the file it comes from."""
    workers = os.cpu_count() or 1
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (*given, reader_lang()))
    waiting: deque[tuple[float, Future[Made]]] = deque()
    try:
        for share, chunk in chunks:
            with held_back():
                waiting.append((share, pool.submit(answered, chunk)))
            if len(waiting) >= AHEAD * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[float, Future[Made]]]) -> tuple[float, Made]:
    share, future = waiting.popleft()
    try:
        return share, future.result()
    except BrokenProcessPool as error:
        raise KbError(_ENDED) from error


class _Worker:
    """What a worker process keeps between chunks."""

    index: Index
    ready: tuple[Semantic | None, Wish]
    wish: Wish
    own: tuple[str, ...]
    options: Options
    lang: str


def _start(root: Path, wish: Wish, modelled: bool, lang: str) -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    with suppress(ImportError):
        import numpy as np  # noqa: F401 - ranks faster where it is (search.summing)
    from kb_tools.cli.meaning import meaning
    from kb_tools.config import load
    from kb_tools.search.store import open_index
    from kb_tools.tickets.asking import own_synonyms

    config = load(root)
    _Worker.index = open_index(config)
    _Worker.options = options(config, wish, modelled=modelled)
    _Worker.ready, _Worker.wish = (None, wish), wish
    if modelled:
        _Worker.ready = meaning(config, _Worker.index, wish)
    _Worker.own, _Worker.lang = own_synonyms(config), lang


def answered(chunk: Iterable[Asked]) -> Made:
    """Return a line of JSON for each ticket: its id, its options, its answer."""
    from kb_tools.search.formats import as_data
    from kb_tools.search.meant import suggested
    from kb_tools.tickets.asking import asking

    lines: list[str] = []
    faults: list[Text] = []
    for name, text in chunk:
        asked = asking(text, _Worker.own)
        answer = suggested(_Worker.index, asked, _Worker.ready, _Worker.wish, faults.append)
        data = as_data(answer, _Worker.lang)
        del data["query"]
        lines.append(
            json.dumps({"ticket": name, "options": _Worker.options, **data}, ensure_ascii=False)
        )
    return Made(lines, faults[0] if faults else None)
