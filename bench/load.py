"""HTTP requests at a rate or as fast as they are answered, over kept-alive connections.

As fast as they are answered, `wrk` asks where it is installed: this module's own way takes a
third of a processor for it, which the service then does not have.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import NamedTuple


@dataclass
class Outcome:
    """What came of a load: seconds of each answer, and how many were not a 200."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    took: float = 0.0

    def at(self, share: float) -> float:
        """Return the milliseconds within which so large a share was answered."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Speed(NamedTuple):
    """What came of asking as fast as one is answered; p50 and p99 in milliseconds."""

    count: int
    took: float
    p50: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        return self.count / self.took


def post(path: str, bodies: Sequence[bytes]) -> list[bytes]:
    """Return whole HTTP requests."""
    head = "POST {} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n"
    return [
        f"{head.format(path)}content-length: {len(body)}\r\n\r\n".encode() + body for body in bodies
    ]


def fast(
    port: int, path: str, bodies: Sequence[bytes], seconds: float, connections: int = 16
) -> Speed:
    """Send one request after the other on each connection."""
    if shutil.which("wrk"):
        return _by_wrk(f"http://127.0.0.1:{port}{path}", bodies, seconds, connections)
    outcome = asyncio.run(_closed(port, post(path, bodies), seconds, connections))
    figures = outcome.at(0.5), outcome.at(0.99), outcome.errors
    return Speed(len(outcome.seconds), outcome.took, *figures)


def _by_wrk(url: str, bodies: Sequence[bytes], seconds: float, connections: int) -> Speed:
    script = str(Path(__file__).with_name("wrk.lua"))
    with tempfile.NamedTemporaryFile() as file:
        file.writelines(body + b"\n" for body in bodies)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "-s", script, url,
                   "--timeout", "10s", file.name]  # fmt: skip
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    count, took, p50, p99, errors = said.rpartition("kb: ")[2].split()
    return Speed(int(count), float(took), float(p50), float(p99), int(errors))


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
