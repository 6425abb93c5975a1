"""What was deleted, as a chain: each entry's hash covers the one before, so that none is changed.

An entry says when, what class of data, how many events and on whose word, and nothing of whom.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

What = Literal["subject", "age"]
"""Why events went: a person's data was to be deleted, or they were old."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """One entry; `number` counts from 1, `by` is what the one who deleted said of the reason."""

    number: int
    time: datetime
    what: What
    count: int
    by: str
    previous: str
    hash: str


def following(
    last: Deletion | None, time: datetime, what: What, count: int, by: str = ""
) -> Deletion:
    """Return the entry that comes after `last` (None for the first)."""
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    moment = time.astimezone(UTC)
    return Deletion(
        number, moment, what, count, by, previous,
        _hash(number, moment, what, count, by, previous),
    )  # fmt: skip


def broken(entries: Iterable[Deletion]) -> int | None:
    """Return the number at which the chain is not as it was written; None for a whole one."""
    last: Deletion | None = None
    for one in entries:
        if one != following(last, one.time, one.what, one.count, one.by):
            return (last.number if last else 0) + 1
        last = one
    return None


def _hash(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=True, default=_iso)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _iso(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.isoformat(timespec="microseconds")
