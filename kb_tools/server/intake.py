"""Where requests hand in events: many are written in one transaction, each waits for its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from kb_tools.errors import KbError
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store

LOG = logging.getLogger("kb_tools.server")
EVERY = 6 * 3600.0
"""Seconds between two looks for what is too old to be kept."""

_Waiting = tuple[Sequence[Event], asyncio.Future[None]]


class Intake:
    """Writes events into a store without holding up other requests."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, events: Sequence[Event]) -> None:
        """Return once the events are on the disk. Raises KbError where they are not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((events, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            if not await self._written(batch) and len(batch) > 1:
                for one in batch:
                    await self._written([one])

    async def _written(self, batch: Sequence[_Waiting]) -> bool:
        """Write a batch, and answer those who wait; of many, nobody hears that it failed."""
        try:
            await asyncio.to_thread(self.store.add, [e for events, _ in batch for e in events])
        except Exception as error:
            if len(batch) == 1:
                _end(batch[0][1], error)
            return False
        for _, done in batch:
            _end(done, None)
        return True

    async def forget_old(self, days: int) -> None:
        """Delete what is older than so many days (0 = nothing), again and again."""
        while days:
            with contextlib.suppress(KbError):
                now = datetime.now(UTC)
                before = now - timedelta(days=days)
                gone = await asyncio.to_thread(self.store.expire, before, now, "keep_days")
                LOG.info('{"expired": %d}', gone)
            await asyncio.sleep(EVERY)


def _end(done: asyncio.Future[None], error: Exception | None) -> None:
    """Tell a request how it went, if it still waits."""
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
