"""Feedback over real HTTP is kept once it is acknowledged, whatever happens to the process."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy.engine import URL

from kb_tools.feedback.database import address
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store
from tests.feedback.test_message import MESSAGES
from tests.server.served import Running, ask, base, serving, wait_until

FAST = "[server]\nper_minute = 1000000\n[privacy]\norders = ['SO-[0-9]{6}']\n"


def kept(url: URL, token: str = "") -> list[Event]:
    store = Store.open(url)
    found = [event for event in store.events() if token in ("", event.token)]
    store.close()
    return found


def here(running: Running) -> URL:
    return address("", running.folder)


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_message_is_kept(running: Running, kind: str) -> None:
    message = {**MESSAGES[kind], "token": f"{list(MESSAGES).index(kind):032x}"}

    reply = ask(running, "/v1/feedback", message)

    assert (reply.status, reply.data) == (201, {"status": "stored"})
    assert kind in [event.kind for event in kept(here(running), message["token"])]


def test_a_page_of_the_site_is_known_as_its_article(running: Running) -> None:
    message = {**MESSAGES["solved"], "token": "a" * 32, "url": "zh/login/#fix"}

    ask(running, "/v1/feedback", message)

    assert [event.article for event in kept(here(running), "a" * 32)] == ["KB-0001"]


def test_what_became_of_a_suggestion_stands_beside_it(running: Running) -> None:
    ticket = {"text": "登录后是空白页", "record": True, "place": "agent", "requester": "ann"}
    answer = ask(running, "/v1/suggest", ticket).data
    linked = {"version": 1, "kind": "linked", "token": answer["token"], "article": "KB-0001"}

    ask(running, "/v1/feedback", linked)
    shown, then = kept(here(running), answer["token"])

    assert (shown.kind, shown.article, shown.rank) == ("shown", "KB-0001", 1)
    assert shown.score == answer["suggestions"][0]["score"]
    assert shown.subject != "ann"
    assert (then.kind, then.article) == ("linked", "KB-0001")


def test_a_ticket_without_an_article_is_kept_as_a_gap_without_personal_data(
    running: Running,
) -> None:
    ticket = {"text": "我叫张伟 13800138000 SO-100200 qwertyuiop zxcvbnm", "record": True}

    answer = ask(running, "/v1/suggest", ticket).data
    (event,) = kept(here(running), answer["token"])

    assert (event.kind, answer["suggestions"]) == ("search", [])
    assert "13800138000" not in event.text
    assert "[order-1] qwertyuiop" in event.text


def test_nothing_is_kept_of_a_ticket_unless_one_asks(running: Running) -> None:
    before = len(kept(here(running)))

    assert "token" not in ask(running, "/v1/suggest", {"text": "登录后是空白页"}).data
    assert len(kept(here(running))) == before


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b'{"kind": "rating"}',
        b'{"version": NaN, "kind": "rating"}',
        json.dumps({**MESSAGES["rating"], "url": 3}).encode(),
        json.dumps({**MESSAGES["opened"], "score": 1e999}).encode(),
    ],
)
def test_what_is_no_message_is_refused_with_a_sentence(running: Running, raw: bytes) -> None:
    reply = ask(running, "/v1/feedback", raw=raw)

    assert reply.status == 422
    assert reply.data["error"]["message"]


def test_a_companys_own_numbers_are_not_kept_either(running: Running) -> None:
    message = {**MESSAGES["gap"], "token": "c" * 32, "text": "SO-100200 is late"}

    ask(running, "/v1/feedback", message)

    assert [event.text for event in kept(here(running), "c" * 32)] == ["[order-1] is late"]


SQL = "'); DELETE FROM kb_event; --"
FIELDS = [(kind, name) for kind, sent in MESSAGES.items() for name in sent if name != "kind"]


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_sql_in_any_field_of_a_message_is_text_or_refused(
    running: Running, kind: str, name: str
) -> None:
    number = 1000 + FIELDS.index((kind, name))
    message = {**MESSAGES[kind], "token": f"{number:032x}", name: SQL}

    before = {event.token for event in kept(here(running))}
    reply = ask(running, "/v1/feedback", message)
    after = [event for event in kept(here(running)) if event.token not in before]

    assert reply.status in (201, 422)
    assert bool(after) == (reply.status == 201)
    assert before <= {event.token for event in kept(here(running))}
    assert not after or SQL in str(after) or name in ("requester", "reply_to")


@pytest.mark.parametrize(
    "name", ["subject", "body", "text", "id", "lang", "product", "place", "requester"]
)
def test_sql_in_any_field_of_a_ticket_is_text(running: Running, name: str) -> None:
    ticket = {"text": "qwertyuiop", "record": True, "place": "api", name: f"qwertyuiop {SQL}"}

    before = {event.token for event in kept(here(running))}
    reply = ask(running, "/v1/suggest", ticket)
    query = urlencode({"q": SQL, "lang": SQL})

    assert reply.status == 200
    assert before | {reply.data["token"]} == {event.token for event in kept(here(running))}
    assert ask(running, f"/v1/search?{query}").status == 200
    assert ask(running, f"/v1/articles/{quote(SQL)}").status == 404


def test_where_nothing_is_kept_the_page_is_told(tmp_path: Path) -> None:
    with serving(base(tmp_path), KB_STORE="off") as running:
        assert ask(running, "/v1/feedback", MESSAGES["rating"]).status == 404
        assert ask(running, "/v1/suggest", {"text": "登录", "record": True}).status == 200


def test_every_acknowledged_message_survives_a_killed_process(
    database: URL, tmp_path: Path
) -> None:
    folder = base(tmp_path)
    (folder / "kb.toml").write_text(FAST, "utf-8")
    setting = database.render_as_string(hide_password=False)
    acknowledged: list[str] = []

    def send(running: Running, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
        with (
            contextlib.suppress(OSError, http.client.HTTPException),
            contextlib.closing(connection),
        ):
            for n in range(100_000):
                token = f"{number:08x}{n:024x}"
                body = json.dumps({**MESSAGES["rating"], "token": token})
                connection.request("POST", "/v1/feedback", body)
                with connection.getresponse() as response:
                    if response.read() and response.status == 201:
                        acknowledged.append(token)

    with serving(folder, KB_STORE=setting) as running:
        threads = [threading.Thread(target=send, args=(running, n)) for n in range(6)]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(acknowledged) > 150)
        running.process.kill()
        for thread in threads:
            thread.join()

    found = {event.token for event in kept(database)}
    assert len(acknowledged) > 150
    assert set(acknowledged) - found == set()
