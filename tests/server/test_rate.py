"""Nobody asks more often than they may in any minute, and nobody else pays for it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from kb_tools.server.guard import _client
from kb_tools.server.rate import MINUTE, ROWS, Rate
from tests.server.served import ask, base, serving


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(
    per_minute=st.integers(1, 5),
    pauses=st.lists(st.floats(0, 40), max_size=60),
)
def test_no_minute_has_more_than_it_may_and_waiting_as_told_is_enough(
    per_minute: int, pauses: list[float]
) -> None:
    clock = Clock()
    limited, passed = Rate(per_minute, clock=clock), []
    for pause in pauses:
        clock.now += pause
        wait = limited.wait("ann")
        if wait:
            assert len([t for t in passed if clock.now - t < MINUTE + 1]) >= per_minute
            clock.now += wait + 1e-6
            assert limited.wait("ann") == 0
        passed.append(clock.now)

    for time in passed:
        assert len([t for t in passed if time - MINUTE < t <= time]) <= per_minute


def test_each_name_has_its_own() -> None:
    limited = Rate(1, clock=Clock())

    assert [bool(limited.wait(name)) for name in ("ann", "bob", "ann")] == [False, False, True]


def test_workers_count_together(tmp_path: Path) -> None:
    clock = Clock()
    one, other = (Rate(3, tmp_path / "rate", clock) for _ in range(2))

    assert [bool(each.wait("ann")) for each in (one, other, one, other, one)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    clock.now += MINUTE + 1
    assert other.wait("ann") == 0


def test_where_there_is_no_room_each_counts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    one, other = (Rate(1, tmp_path / "rate", Clock()) for _ in range(2))

    assert [bool(each.wait("ann")) for each in (one, other, one)] == [False, False, True]


def test_a_flood_of_names_takes_no_more_room_and_makes_nobody_wait_who_asks_now_and_then() -> None:
    clock = Clock()
    limited = Rate(2, clock=clock)
    for number in range(2 * ROWS):
        clock.now += 0.01
        assert limited.wait(str(number)) == 0

    assert limited.wait("ann") == 0


@pytest.mark.parametrize("host", ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"])
def test_all_addresses_of_one_connection_are_one_client(host: str) -> None:
    request = Request({"type": "http", "client": (host, 1)})

    assert _client(request) == "2001:db8:1:2::/64"


def test_over_http_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    folder = base(tmp_path)
    (folder / "kb.toml").write_text('[server]\nper_minute = 3\nstore = "off"\n', "utf-8")
    with serving(folder) as running:
        replies = [ask(running, "/v1/search?q=x") for _ in range(4)]
        feedback = ask(running, "/v1/feedback", {})
        assert ask(running, "/healthz").status == 200

    assert [reply.status for reply in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[3].headers["retry-after"]) <= 61
    assert replies[3].data["error"]["code"] == "too-often"
    assert feedback.status == 429
