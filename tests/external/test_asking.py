"""Addresses are asked over real HTTP, of a server of our own."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb_tools.external.answer import Answer
from kb_tools.external.asking import AGENT, Manners, ask, settled
from kb_tools.external.memory import keep, recall
from kb_tools.site.preview import Server

DAY = date(2026, 6, 1)
QUICK = Manners(timeout=2, pause=0, private=True)


class Site(http.server.BaseHTTPRequestHandler):
    """Answers by the path: /404 with 404; /slow never in time; /no-head to GET only."""

    heard: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        self._answer(head=False)

    def _answer(self, *, head: bool) -> None:
        self.heard.append((self.command, self.path))
        assert self.headers["User-Agent"] == AGENT
        name = self.path.strip("/").partition("?")[0]
        if name == "slow":
            time.sleep(1.5)
        if name == "robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /secret\n")
        elif name.startswith("to-"):
            self.send_response(302)
            self.send_header("Location", f"/{name[3:]}" if name != "to-file" else "file:///etc")
            self.end_headers()
        elif name == "no-head":
            self._send(405 if head else 200)
        else:
            self._send(int(name) if name.isdigit() else 200)

    def _send(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    heard: list[tuple[str, str]] = []
    handler = type("Heard", (Site,), {"heard": heard})
    with Server(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()


def answers(site: str, *paths: str, manners: Manners = QUICK) -> dict[str, Answer]:
    urls = [site + path for path in paths]
    return {url.removeprefix(site): a for url, a in ask(urls, manners, lambda _: None)}


def test_only_what_is_certainly_gone_is_dead(site: tuple[str, list[tuple[str, str]]]) -> None:
    paths = ("/ok", "/404", "/410", "/403", "/500", "/no-head", "/to-ok", "/to-404", "/路径 x")
    assert answers(site[0], *paths) == {
        "/ok": Answer("alive"),
        "/404": Answer("dead", "404"),
        "/410": Answer("dead", "410"),
        "/403": Answer("unknown", "403"),
        "/500": Answer("unknown", "500"),
        "/no-head": Answer("alive"),
        "/to-ok": Answer("alive"),
        "/to-404": Answer("dead", "404"),
        "/路径 x": Answer("alive"),
    }


def test_a_page_that_robots_must_not_see_is_not_asked(
    site: tuple[str, list[tuple[str, str]]],
) -> None:
    assert answers(site[0], "/secret/a") == {"/secret/a": Answer("unknown", "robots")}
    assert site[1] == [("GET", "/robots.txt")]


def test_a_redirect_away_from_the_web_is_not_followed(
    site: tuple[str, list[tuple[str, str]]],
) -> None:
    assert answers(site[0], "/to-file")["/to-file"].state == "unknown"


def test_a_private_network_is_left_alone_unless_wanted(
    site: tuple[str, list[tuple[str, str]]],
) -> None:
    told = answers(site[0], "/ok", manners=Manners(timeout=2, pause=0))
    assert told == {"/ok": Answer("unknown", "private")}
    assert site[1] == []


def test_a_server_that_does_not_answer_in_time_is_not_dead(
    site: tuple[str, list[tuple[str, str]]],
) -> None:
    slow = Manners(timeout=0.3, pause=0, private=True)
    assert answers(site[0], "/slow", manners=slow) == {"/slow": Answer("unknown", "connection")}


def test_a_name_that_nobody_knows_is_dead_if_others_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*given: object, **more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    told = dict(ask(["https://gone.acme.dev/a"], QUICK, lambda _: None))
    assert told == {"https://gone.acme.dev/a": Answer("dead", "host")}
    assert settled(told) == {"https://gone.acme.dev/a": Answer("unknown", "network")}
    both = {**told, "https://acme.dev": Answer("alive")}
    assert settled(both) == both


def test_one_site_is_asked_one_question_at_a_time_with_a_pause(
    site: tuple[str, list[tuple[str, str]]],
) -> None:
    pauses: list[float] = []
    urls = [f"{site[0]}/{n}x" for n in range(3)]
    assert len([*ask(urls, Manners(private=True, pause=0.7), pauses.append)]) == 3
    assert pauses == [0.7, 0.7]


def test_living_is_remembered_for_a_week_and_death_for_a_day(tmp_path: Path) -> None:
    alive, dead = Answer("alive"), Answer("dead", "404")
    keep(tmp_path, {"https://a.dev": (alive, DAY), "https://b.dev": (dead, DAY)})
    assert recall(tmp_path, DAY) == {"https://a.dev": (alive, DAY), "https://b.dev": (dead, DAY)}
    assert [*recall(tmp_path, DAY + timedelta(days=6))] == ["https://a.dev"]
    assert recall(tmp_path, DAY + timedelta(days=7)) == {}
    assert recall(tmp_path, DAY - timedelta(days=1)) == {}


@pytest.mark.parametrize(
    "text", ["", "[]", '{"a": 1}', '{"a": ["x", "", "2026-01-01"]}', "[" * 9999]
)
def test_a_memory_that_is_not_ours_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / ".kb").mkdir()
    (tmp_path / ".kb/external.json").write_text(text)
    assert recall(tmp_path, DAY) == {}
