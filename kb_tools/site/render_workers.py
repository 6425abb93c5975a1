"""Pages rendered ahead of the generator, by processes of their own, in its order.

The generator renders one page after the other. Once enough of them had to be rendered, copies
of this process (`fork`) render the rest and hand over what `kb_tools.site.render_cache` keeps. What
they hand over is named by its key, which holds all that a page's HTML depends on: a page that
came out otherwise here is rendered here. Where there is no `fork`, only one processor, or another
plugin that has a say in the text, everything is rendered here.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kb_tools.interruption import held_back

ENOUGH = 32
"""Pages rendered here before the processes are worth their start."""
MOST = 8
"""Processes, at most: each takes some memory."""
LOT = 400
"""Pages that a process renders before another takes its place: of all memory that it shares with
this one, what it touches becomes its own."""
TEXT_EVENTS = ("pre_page", "page_read_source", "page_markdown")
"""The generator's events in which a plugin has a say in what is rendered."""

Render = Callable[[Any], bytes]
"""Renders the page of a file and returns what is handed over, b"" for nothing."""


class RenderWorkers:
    """What the processes hand over; it starts them when they are worth it.

    `prepare` does before what each of them would do for itself.
    """

    def __init__(
        self, files: Sequence[Any], render: Render, prepare: Callable[[], object] = object
    ) -> None:
        self._files, self._render, self._prepare = files, render, prepare
        self._missed = 0
        self._places: Mapping[str, int] = {}
        self._workers: list[_Worker] = []

    def value(self, path: str) -> bytes:
        """Return what was handed over for a page that has to be rendered; b"" for nothing."""
        self._missed += 1
        if self._missed == ENOUGH:
            self._start(path)
        place = self._places.get(path)
        if place is None:
            return b""
        turn, number = divmod(place, len(self._workers))
        return self._workers[number].handed(turn)

    def close(self) -> None:
        """End the processes; what they did not hand over is no longer wanted."""
        for worker in self._workers:
            worker.end()
        self._places, self._workers = {}, []

    def _start(self, path: str) -> None:
        paths = [file.src_uri for file in self._files]
        rest = self._files[paths.index(path) + 1 :] if path in paths else []
        count = min(processors(), MOST)
        if count < 2 or len(rest) < ENOUGH:
            return
        self._prepare()
        self._places = {file.src_uri: place for place, file in enumerate(rest)}
        for first in range(count):
            self._workers.append(_Worker(rest[first::count], self._render, self._workers))
            self._workers[-1].start()


class _Worker:
    """Processes, one after the other, that render a share of the pages; `all` have one each."""

    def __init__(self, share: Sequence[Any], render: Render, workers: Sequence[_Worker]) -> None:
        self._share, self._render, self._all = share, render, workers
        self._read = 0
        self._line: Connection | None = None
        self._process: Any = None

    def start(self) -> None:
        """Let a process render the next lot."""
        context = multiprocessing.get_context("fork")
        self._line, end = context.Pipe(duplex=False)
        readers = [worker._line for worker in self._all if worker._line is not None]
        lot = self._share[self._read : self._read + LOT]
        task = (lot, self._render, end, readers)
        self._process = context.Process(target=_work, args=task, daemon=True)
        with held_back():
            self._process.start()
        end.close()

    def handed(self, turn: int) -> bytes:
        """Return what is handed over at a turn; what came before is dropped."""
        found = b""
        while self._read <= turn:
            found = self._next()
            self._read += 1
            if self._read % LOT == 0 and self._read < len(self._share):
                self.end()
                if processors() > 1:
                    self.start()
        return found

    def _next(self) -> bytes:
        with contextlib.suppress(EOFError, OSError):
            return self._line.recv_bytes() if self._line is not None else b""
        return b""

    def end(self) -> None:
        """End a process that runs; what it did not hand over is no longer wanted."""
        if self._line is not None:
            self._line.close()
            self._process.terminate()
            self._process.join()
            self._process.close()
        self._line = self._process = None


def processors() -> int:
    """Return how many processes can work at once; 1 where this one cannot be copied safely."""
    tasks = Path("/proc/self/task")
    if not sys.platform.startswith("linux") or multiprocessing.current_process().daemon:
        return 1
    # A copy has no other thread, but would wait for ever for the locks that these hold.
    threads = len(list(tasks.iterdir())) if tasks.is_dir() else 2
    return len(os.sched_getaffinity(0)) if threads == 1 else 1


def alone(plugins: Any, ours: object) -> bool:  # noqa: ANN401 - MkDocs' own
    """Tell whether no plugin but ours has a say in the text of pages."""
    methods = (method for name in TEXT_EVENTS for method in plugins.events[name])
    return all(getattr(method, "__self__", None) is ours for method in methods)


def _work(
    files: Sequence[Any], render: Render, line: Connection, readers: Sequence[Connection]
) -> None:
    """Render a share of the pages. Ctrl-C is the parent's business, and so are warnings.

    `readers` are the parent's ends: as long as a copy is open here, nobody notices its death.
    """
    for reader in readers:
        reader.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    for logger in (logging.getLogger(), *map(logging.getLogger, ("mkdocs", "properdocs"))):
        logger.handlers.clear()
    logging.lastResort = None
    with contextlib.suppress(OSError):  # nobody wants the rest
        for file in files:
            line.send_bytes(_tried(file, render))


def _tried(file: Any, render: Render) -> bytes:  # noqa: ANN401 - MkDocs' own
    try:
        return render(file)
    except Exception:
        return b""
