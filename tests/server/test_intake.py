"""Events are written many at a time; who waits hears how it went, and what is old is forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from kb_tools.errors import KbError
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store
from kb_tools.language import Text
from kb_tools.server.intake import Intake

NOW = datetime.now(UTC)
Found = TypeVar("Found")


def finished(what: Coroutine[Any, Any, Found]) -> Found:
    """Run to the end in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


def gap(token: str, **fields: object) -> Event:
    return Event(NOW, "gap", token, **fields)  # type: ignore[arg-type]


class Slow:
    """A store that notes what it is given at a time, and fails on what it cannot take."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.kept: list[str] = []

    def add(self, events: Sequence[Event]) -> None:
        self.batches.append(len(events))
        if any(event.token == "bad" for event in events):  # noqa: S105 - no password
            raise KbError(Text("cannot", "不行"))
        self.kept += [event.token for event in events]


def test_what_comes_while_one_is_written_is_written_together() -> None:
    store = Slow()

    async def run() -> None:
        intake = Intake(store)  # type: ignore[arg-type]
        await asyncio.gather(*(intake.add([gap(str(n))]) for n in range(50)))

    finished(run())

    assert sorted(store.kept, key=int) == [str(n) for n in range(50)]
    assert len(store.batches) < 10


def test_what_cannot_be_written_takes_nothing_else_with_it() -> None:
    store = Slow()

    async def run() -> list[BaseException | None]:
        intake = Intake(store)  # type: ignore[arg-type]
        events = [gap("a"), gap("bad"), gap("b")]
        return await asyncio.gather(*(intake.add([e]) for e in events), return_exceptions=True)

    first, second, third = finished(run())

    assert (first, third) == (None, None)
    assert isinstance(second, KbError)
    assert store.kept == ["a", "b"]


def test_what_is_older_than_it_may_be_is_deleted_while_the_service_runs(store: Store) -> None:
    store.add([gap("new"), Event(NOW - timedelta(days=31), "gap", "old")])

    async def run() -> None:
        task = asyncio.create_task(Intake(store).forget_old(30))
        while len(list(store.events())) > 1:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    finished(asyncio.wait_for(run(), 20))

    assert [event.token for event in store.events()] == ["new"]


def test_nothing_is_deleted_where_everything_is_to_be_kept(store: Store) -> None:
    store.add([Event(NOW - timedelta(days=9999), "gap", "old")])

    finished(Intake(store).forget_old(0))

    assert len(list(store.events())) == 1
