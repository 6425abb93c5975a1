"""The index as it is now: changed articles are taken in while requests go on.

A new index is made by a process of its own, so that no request waits for it, and swapped in
with one assignment. Workers share the file through the operating system's page cache.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from dataclasses import dataclass

from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.search.index import Index
from kb_tools.search.semantic import configured
from kb_tools.search.store import open_index, signature
from kb_tools.server.service import Ready

LOG = logging.getLogger("kb_tools.server")
EVERY = 2.0
"""Seconds between two looks at the articles, at least."""
IDLE = 50
"""Seconds without a look for each one that it takes: 2% of a processor is the most it gets."""
LONGEST = 300.0
"""Seconds after which an index that could not be made is tried again, at most."""


@dataclass(slots=True)
class Failing:
    """When an index that could not be made is tried again: ever later, for other articles at once.

    `signature` is what it would have been, `again` the time from which it may be tried.
    """

    signature: str = ""
    pause: float = 0.0
    again: float = 0.0

    def allows(self, signature: str, now: float) -> bool:
        """Tell whether the index may be tried now."""
        return signature != self.signature or now >= self.again

    def note(self, signature: str, now: float) -> None:
        """Take note that it could not be made."""
        longer = min(2 * self.pause, LONGEST) if signature == self.signature else 2 * EVERY
        self.signature, self.pause, self.again = signature, longer, now + longer


@dataclass(slots=True)
class Live:
    """What is in use; `swaps` counts how often the index was replaced since the start."""

    config: Config
    ready: Ready
    swaps: int = 0

    @classmethod
    def start(cls, config: Config) -> Live:
        """Open the index, building it first where the articles changed; words answer at once."""
        return cls(config, Ready(open_index(config)))

    @property
    def index(self) -> Index:
        """The index in use."""
        return self.ready.index

    async def follow(self) -> None:
        """Let the model read, then swap the index whenever the articles changed, until cancelled.

        Articles may come and go while one looks at them, as by `git pull`: then one looks again.
        """
        wait, failing = EVERY, Failing()
        self.ready = await self._read(self.index)
        while True:
            await asyncio.sleep(wait)
            try:
                now, took = await asyncio.to_thread(self._look)
                wait = max(EVERY, IDLE * took)
                if now != self.index.signature and failing.allows(now, time.monotonic()):
                    await self._renew(now, failing)
            except (KbError, OSError) as error:
                LOG.warning(json.dumps({"articles not read": str(error)}))

    def _look(self) -> tuple[str, float]:
        """Return what an index made now would depend on, and the processor's seconds for that."""
        begun = time.thread_time()
        return signature(self.config), time.thread_time() - begun

    async def _renew(self, signature: str, failing: Failing) -> None:
        """Take in changed articles; a failure leaves the old index in use."""
        if why := await _built(self.config):
            failing.note(signature, time.monotonic())
            LOG.warning(json.dumps({"index not made": why, "again in s": failing.pause}))
            return
        self.ready = await self._read(await asyncio.to_thread(open_index, self.config))
        self.swaps += 1

    async def _read(self, index: Index) -> Ready:
        """Return an index with the configured model, where that works; else words answer alone.

        What the model has not read yet it reads in a process of its own.
        """
        if not self.config.suggest.model:
            return Ready(index)
        known = self.ready.semantic.model if self.ready.semantic else None
        why = await _built(self.config, "--model")
        try:
            if not why:
                return Ready(index, await asyncio.to_thread(configured, self.config, index, known))
        except (KbError, OSError) as error:
            why = str(error)
        LOG.warning(json.dumps({"model not used": why}))
        return Ready(index)


async def _built(config: Config, *options: str) -> str:
    """Bring the index up to date in a process of its own; return why it could not, or "".

    With `--model` the configured model reads what it has not read yet.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kb_tools.server.refresh", str(config.root), *options,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return (last or f"ended with {process.returncode}") if process.returncode else ""
