"""HTTP requests at a rate or as fast as they are answered, over kept-alive connections."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle


@dataclass
class Outcome:
    """What came of a load: seconds of each answer, and how many were not a 200."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    took: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    def at(self, share: float) -> float:
        """Return the milliseconds within which so large a share was answered."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def post(path: str, bodies: Sequence[bytes]) -> list[bytes]:
    """Return whole HTTP requests."""
    head = "POST {} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n"
    return [
        f"{head.format(path)}content-length: {len(body)}\r\n\r\n".encode() + body for body in bodies
    ]


def fast(port: int, requests: Sequence[bytes], seconds: float, connections: int = 8) -> Outcome:
    """Send one request after the other on each connection."""
    return asyncio.run(_closed(port, requests, seconds, connections))


def steady(port: int, requests: Sequence[bytes], seconds: float, rate: float) -> Outcome:
    """Send at a rate, whatever the answers take; waiting for a connection counts as time."""
    return asyncio.run(_open(port, requests, seconds, rate))


async def _closed(port: int, requests: Sequence[bytes], seconds: float, count: int) -> Outcome:
    outcome, each, begun = Outcome(), cycle(requests), time.perf_counter()

    async def one() -> None:
        line = await _Line.open(port)
        while time.perf_counter() - begun < seconds:
            await _timed(line, next(each), outcome, time.perf_counter())
        line.close()

    await asyncio.gather(*(one() for _ in range(count)))
    outcome.took = time.perf_counter() - begun
    return outcome


async def _open(port: int, requests: Sequence[bytes], seconds: float, rate: float) -> Outcome:
    outcome, each = Outcome(), cycle(requests)
    free: asyncio.Queue[_Line] = asyncio.Queue()
    for _ in range(64):
        free.put_nowait(await _Line.open(port))

    async def one(due: float) -> None:
        line = await free.get()
        await _timed(line, next(each), outcome, due)
        free.put_nowait(line)

    begun, tasks = time.perf_counter(), []
    for number in range(int(seconds * rate)):
        due = begun + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    outcome.took = time.perf_counter() - begun
    while not free.empty():
        free.get_nowait().close()
    return outcome


async def _timed(line: _Line, request: bytes, outcome: Outcome, due: float) -> None:
    try:
        right = await line.ask(request)
    except (OSError, asyncio.IncompleteReadError):
        right = False
        await line.reopen()
    outcome.seconds.append(time.perf_counter() - due)
    outcome.errors += not right


class _Line:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.port = port

    @classmethod
    async def open(cls, port: int) -> _Line:
        line = cls(port)
        await line.reopen()
        return line

    async def reopen(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, request: bytes) -> bool:
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r")[0])
        await self.reader.readexactly(length)
        return head.startswith(b"HTTP/1.1 200")

    def close(self) -> None:
        self.writer.close()
