"""A log of deletions that somebody changed says where."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.feedback.deletions import Deletion, broken, following

NOW = datetime(2026, 11, 22, 12, 0, 1, 250_000, tzinfo=UTC)


def chain(counts: list[int]) -> list[Deletion]:
    entries: list[Deletion] = []
    for count in counts:
        entries.append(following(entries[-1] if entries else None, NOW, "subject", count, "17"))
    return entries


@given(st.lists(st.integers(0, 9), max_size=6))
def test_a_chain_as_written_is_whole(counts: list[int]) -> None:
    assert broken(chain(counts)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"count": 5}, {"what": "age"}, {"by": ""}, {"time": NOW + timedelta(microseconds=1)},
        {"previous": "0" * 64}, {"hash": "0" * 64}, {"number": 7},
    ],
)  # fmt: skip
def test_a_changed_entry_is_named(change: dict[str, Any]) -> None:
    entries = chain([1, 2, 3, 4])
    entries[1] = dataclasses.replace(entries[1], **change)

    assert broken(entries) == 2


def test_a_removed_and_a_swapped_entry_are_named() -> None:
    one, two, three, four = chain([1, 2, 3, 4])

    assert broken([one, three, four]) == 2
    assert broken([two, three, four]) == 1
    assert broken([one, three, two, four]) == 2


def test_a_time_in_another_zone_is_the_same_time() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=8)))

    assert following(None, there, "age", 1) == following(None, NOW, "age", 1)
