"""What changes with a file or folder whenever it is written: to see it, nothing has to be read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

_TICK = 50_000_000
"""Nanoseconds in which a file may be written twice and bear the same time."""
_COARSE = 2_000_000_000
"""The same on file systems that know whole seconds only."""


def stamps(root: Path, paths: Iterable[str], since: int | None = None) -> dict[str, str]:
    """Return the stamp of each file below `root`, by path; "" where there is none to rely on.

    A file that was written just now may be written again in the same tick of the clock. Where it
    was read before, since a moment of `time.time_ns`, it may not have been written from then on.
    """
    folder, now = f"{root}/", time.time_ns() if since is None else since
    return {path: _stamp(folder + path, now) for path in paths}


def _stamp(file: str, now: int) -> str:
    try:
        stat = os.stat(file)  # noqa: PTH116 - ten thousand of them have to be quick
    except OSError:
        return ""
    written, changed = stat.st_mtime_ns, stat.st_ctime_ns
    tick = _TICK if written % 1_000_000_000 else _COARSE
    if written + tick > now or changed + tick > now:
        return ""
    return f"{stat.st_size} {written} {changed} {stat.st_ino}"
