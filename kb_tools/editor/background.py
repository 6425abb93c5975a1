"""Long work beside the conversation: in a thread, and with its progress shown."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from threading import Thread
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from kb_tools.editor.view import Editor
from kb_tools.language import Text

T = TypeVar("T")

READING = Text("Reading {name}", "正在读取 {name}")
EVERY = 50
"""Articles between two reports of progress."""


async def aside(work: Callable[[], T]) -> T:
    """Do something in a thread that does not keep the server from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            finish = partial(done.set_result, work())
        except Exception as error:
            finish = partial(done.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if done.cancelled() else finish())

    Thread(target=run, daemon=True).start()
    return await done


@contextlib.contextmanager
def progress_of(
    server: LanguageServer, editor: Editor, name: str
) -> Iterator[Callable[[int, int], None]]:
    """Show how far reading a base has come, in editors that have a place for it."""
    window = server.client_capabilities.window
    if not (window and window.work_done_progress):
        yield lambda _number, _total: None
        return
    token, loop, progress = str(uuid.uuid4()), asyncio.get_running_loop(), server.work_done_progress
    progress.create(token)
    title = editor.say(READING.format(name=name))
    progress.begin(token, lsp.WorkDoneProgressBegin(title=title, percentage=0))

    def report(number: int, total: int) -> None:
        if number % EVERY == 0:
            step = lsp.WorkDoneProgressReport(percentage=100 * number // max(total, 1))
            loop.call_soon_threadsafe(progress.report, token, step)

    try:
        yield report
    finally:
        progress.end(token, lsp.WorkDoneProgressEnd())
