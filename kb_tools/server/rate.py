"""How often somebody may ask: never more than so many requests in any minute, of all workers.

The package `limits` would count exactly in one process, but for several it wants Redis or
another server beside; this is a table that they share, in a file that lies in memory.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

MINUTE = 60.0
ROWS = 16_384
"""Names that are known at once; of more, the one that was silent longest is forgotten."""

_SECONDS = int(MINUTE) + 1
"""Counts a row has: one for each second, and one for the part of a second at the start."""
_ROW = struct.Struct(f"<8sq{_SECONDS}I")
"""A name's hash, the last second in which it asked, and how often it asked in each second."""
_NEAR = 8
"""Rows in which a name may be kept."""


class Rate:
    """Counts requests by name, by the second. Nothing runs besides: a request does the work.

    Processes that name the same `file` count together; where there is no room for it, each counts
    alone. `clock` is one that they share.
    """

    def __init__(
        self, per_minute: int, file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._lock = -1 if file is None else _shared(file)
        self._table = mmap.mmap(self._lock, ROWS * _ROW.size)

    def wait(self, name: str) -> float:
        """Count a request and return 0, or return the seconds after which it may come."""
        mark = blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()
        with self._alone():
            now = self._clock()
            at, counts = self._row(mark, int(now))
            if sum(counts) >= self._per_minute:
                return self._until_one_is_past(counts, now)
            counts[int(now) % _SECONDS] += 1
            _ROW.pack_into(self._table, at, mark, int(now), *counts)
        return 0.0

    def _row(self, mark: bytes, second: int) -> tuple[int, list[int]]:
        """Return the row of a name, and its counts without those of more than a minute ago."""
        first = int.from_bytes(mark, "little")
        places = [(first + n) % ROWS * _ROW.size for n in range(_NEAR)]
        silent = (second, places[0])
        for at in places:
            known, last, *counts = _ROW.unpack_from(self._table, at)
            if known == mark and last:
                for past in range(last + 1, min(second, last + _SECONDS) + 1):
                    counts[past % _SECONDS] = 0
                return at, counts
            silent = min(silent, (last, at))
        return silent[1], [0] * _SECONDS

    @staticmethod
    def _until_one_is_past(counts: list[int], now: float) -> float:
        """Return the seconds until the oldest second in which there was a request is past."""
        second = int(now)
        oldest = next(s for s in range(second - _SECONDS + 1, second + 1) if counts[s % _SECONDS])
        return oldest + _SECONDS - now

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other worker count at the same time; the system ends it for one that dies."""
        if self._lock == -1 or sys.platform == "win32":
            yield
            return
        import fcntl

        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)


def _shared(file: Path) -> int:
    """Return a handle of the table's file, made by the first process; -1 where there is no room.

    The room is taken at once: a page that the disk has none for would end the process later.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, ROWS * _ROW.size)
        else:
            os.truncate(handle, ROWS * _ROW.size)
    except OSError:
        os.close(handle)
        return -1
    return handle
