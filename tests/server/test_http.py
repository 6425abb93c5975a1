"""The service answers over real HTTP, says what is wrong, and shows nobody what is not theirs."""

import json
import socket
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli import reply as reply_command
from kb_tools.config import load
from kb_tools.replies.formats import FORMATS
from kb_tools.server import keys
from kb_tools.server.app import application
from kb_tools.server.openapi import PATHS
from kb_tools.server.pages import PAGES
from kb_tools.server.signature import SENDERS
from tests.server.served import Reply, Running, ask, base, wait_until
from tests.server.test_hooks import BODIES, signed


def test_a_ticket_gets_its_article(running: Running) -> None:
    reply = ask(running, "/v1/suggest", {"subject": "登不上", "body": "登录后是空白页"})

    assert reply.status == 200
    assert [s["id"] for s in reply.data["suggestions"]] == ["KB-0001"]
    assert reply.data["suggestions"][0]["reasons"]


@pytest.mark.parametrize(
    ("text", "lang", "why"),
    [
        ("登录后是空白页", "", "含有词语"),
        ("登录后是空白页", "*", "含有词语"),
        ("登录后是空白页", "en-GB,en;q=0.9", "has the words"),
        ("cannot sign in", "", "has the words"),
        ("cannot sign in", "zh-CN,zh;q=0.9", "含有词语"),
    ],
)
def test_reasons_are_in_the_language_that_is_accepted_else_in_the_tickets(
    running: Running, text: str, lang: str, why: str
) -> None:
    reply = ask(running, "/v1/suggest", {"text": text}, lang=lang)

    details = [r["detail"] for one in reply.data["suggestions"] for r in one["reasons"]]
    assert any(detail.startswith(why) for detail in details)


def test_a_batch_is_answered_in_its_order(running: Running) -> None:
    tickets = [{"id": "b", "text": "登不上"}, {"id": "a", "text": "qwertyuiop zxcvbnm"}]

    results = ask(running, "/v1/suggest/batch", {"tickets": tickets}).data["results"]

    assert [(r["id"], len(r["suggestions"])) for r in results] == [("b", 1), ("a", 0)]


def test_search_is_the_same_ranking_by_get(running: Running) -> None:
    reply = ask(running, "/v1/search?q=%E7%99%BB%E5%BD%95&top=1")

    assert [s["id"] for s in reply.data["suggestions"]] == ["KB-0001"]


@pytest.mark.parametrize("path", ["/v1/search?q=login+server", "/v1/articles/KB-0002"])
def test_nobody_without_the_key_sees_what_is_internal(running: Running, path: str) -> None:
    reply = ask(running, path)

    assert "canary" not in json.dumps(reply.data)
    assert "KB-0002" not in json.dumps(reply.data)


def test_the_key_of_a_colleague_shows_what_is_internal(running: Running) -> None:
    key = running.keys["desk"]
    suggested = ask(running, "/v1/suggest", {"text": "restart the login server"}, key)
    read = ask(running, "/v1/articles/KB-0002", key=key)

    assert suggested.data["suggestions"][0]["id"] == "KB-0002"
    assert "canary" in read.data["markdown"]
    assert "canary" in ask(running, "/v1/articles/KB-0001", key=key).data["markdown"]


def test_an_article_is_shown_without_its_internal_block(running: Running) -> None:
    data = ask(running, "/v1/articles/KB-0001?lang=zh").data

    assert data["markdown"].startswith("# 登录后空白页")
    assert "canary" not in data["markdown"]


@pytest.mark.parametrize("style", FORMATS)
def test_a_reply_is_written_as_the_command_line_writes_it(
    running: Running, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = "登录后是空白页 <script>alert(1)</script> {{7*7}}"
    monkeypatch.chdir(running.folder)
    words = [ticket, "--article", "KB-0001", "--format", style]
    printed = CliRunner().invoke(reply_command.command, words)

    data = ask(running, "/v1/reply", {"text": ticket, "article": "KB-0001", "format": style}).data

    assert data["reply"] == printed.stdout
    assert (data["lang"], data["article"]) == ("zh", "KB-0001")
    assert "清除浏览器缓存" in data["reply"]
    assert "canary" not in data["reply"]
    assert "<script" not in data["reply"] or style in ("text", "markdown", "jira")


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"text": "x", "article": "KB-0002"}, 404),
        ({"text": "x", "article": "../../kb-keys"}, 404),
        ({"text": "x"}, 422),
        ({"article": "KB-0001"}, 422),
        ({"text": "x", "article": "KB-0001", "format": "exe"}, 422),
        ({"text": "x", "article": ["KB-0001"]}, 422),
        ({"text": "x", "article": "KB-0001", "section": "nowhere", "lang": "xx"}, 200),
    ],
)
def test_a_reply_that_cannot_be_is_refused_clearly(
    running: Running, order: dict[str, object], status: int
) -> None:
    reply = ask(running, "/v1/reply", order)

    assert reply.status == status
    assert status == 200 or reply.data["error"]["message"]


def test_a_forged_key_and_a_missing_scope_are_refused(running: Running) -> None:
    forged = ask(running, "/v1/suggest", {"text": "x"}, key="kbk_" + "A" * 43)
    scope = ask(running, "/v1/search?q=x", key=running.keys["desk"])

    assert (forged.status, forged.data["error"]["code"]) == (401, "unknown-key")
    assert (scope.status, scope.data["error"]["code"]) == (403, "not-allowed")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'{"text": 3}', 422),
        (b'{"text": "  "}', 422),
        (b'{"text": "x", "top": 0}', 422),
        (b'{"text": "x", "top": true}', 422),
        (b"\xff\xfe", 422),
        (b"[" * 9000, 422),
        (b'{"text": "' + b"x" * 60000 + b'"}', 413),
        (b'{"text": "\\ud800 login"}', 200),
        (b'{"text": "\'; DROP TABLE articles; -- {{7*7}} ${x} <script>"}', 200),
    ],
)
def test_every_body_gets_a_clear_answer(running: Running, raw: bytes, status: int) -> None:
    reply = ask(running, "/v1/suggest", raw=raw)

    assert reply.status == status
    assert status == 200 or reply.data["error"]["message"]


@pytest.mark.parametrize("path", ["/v1/articles/..%2f..%2fkb-keys.toml", "/%2e%2e/kb-keys.toml"])
def test_no_path_leads_out_of_the_folder(running: Running, path: str) -> None:
    assert ask(running, path).status == 404


def hook(running: Running, sender: str, body: bytes, headers: dict[str, str]) -> Reply:
    url = f"http://127.0.0.1:{running.port}/hooks/{sender}"
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            return Reply(response.status, json.loads(response.read()), response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, json.loads(error.read()), error.headers)


def test_a_signed_webhook_gets_an_internal_note_within_its_time(running: Running) -> None:
    body = BODIES["zendesk"].encode()
    headers = signed("zendesk", body, datetime.now(UTC).isoformat())

    first, again = (hook(running, "zendesk", body, headers) for _ in range(2))

    assert "登录后空白页" in first.data["ticket"]["comment"]["html_body"]
    assert first.data["ticket"]["comment"]["public"] is False
    assert (again.status, again.data["error"]["code"]) == (401, "replayed")


def test_a_slash_command_is_answered_and_a_forged_one_is_not(running: Running) -> None:
    body = BODIES["slack"].encode()
    headers = signed("slack", body, str(int(time.time())))

    assert "登录后空白页" in hook(running, "slack", body, headers).data["text"]
    assert hook(running, "slack", body + b"x", headers).data["error"]["code"] == "wrong"
    assert hook(running, "slack", body, signed("slack", body, "1")).data["error"]["code"] == "old"
    assert hook(running, "github", body, {}).status == 404


@pytest.mark.parametrize(("sender", "body"), [("slack", b"command=%2Fkb&text="), ("teams", b"{}")])
def test_who_asks_nothing_in_a_chat_is_told_how_to_ask(
    running: Running, sender: str, body: bytes
) -> None:
    answer = hook(running, sender, body, signed(sender, body, stamp(sender)))

    assert answer.status == 200
    assert "/" in answer.data["text"]
    assert " 的格式" in answer.data["text"] or "登录不了" in answer.data["text"]


def test_a_new_key_opens_at_once_and_a_removed_one_nothing_any_more(running: Running) -> None:
    file = running.folder / "kb-keys.toml"
    before = file.read_text("utf-8")
    new = keys.add(file, "short-lived", ["search"], "public")
    opened = ask(running, "/v1/search?q=x", key=new).status
    file.write_text("[[key", "utf-8")
    kept = ask(running, "/v1/search?q=x", key=new).status
    file.write_text(before, "utf-8")

    assert (opened, kept) == (200, 200)
    assert ask(running, "/v1/search?q=x", key=new).status == 401


def stamp(sender: str, seconds: float = 0) -> str:
    """Return the present, or a time so long ago, as a sender writes it."""
    now = datetime.now(UTC) - timedelta(seconds=seconds)
    return now.isoformat() if sender == "zendesk" else str(int(now.timestamp()))


@pytest.mark.parametrize("sender", SENDERS)
def test_every_sender_is_answered_once_and_only_when_rightly_signed(
    running: Running, sender: str
) -> None:
    body = f"{BODIES[sender]} ".encode()  # no other test sends it in the same second
    head = signed(sender, body, stamp(sender))
    wrong = {name: value[:-6] + "AAAAA=" for name, value in head.items() if "stamp" not in name}

    refused = [hook(running, sender, body, {}), hook(running, sender, body, {**head, **wrong})]
    if sender != "freshdesk":  # it signs nothing
        refused += [hook(running, sender, cut, head) for cut in (body[:-1], body + b" ", b"")]
    if sender in ("zendesk", "slack"):
        refused.append(hook(running, sender, body, signed(sender, body, stamp(sender, 900))))
    begun = time.monotonic()
    right = hook(running, sender, body, head)
    took = time.monotonic() - begun
    again = hook(running, sender, body, head)

    assert {reply.status for reply in refused} == {401}
    assert right.status == 200
    assert "登录后空白页" in json.dumps(right.data, ensure_ascii=False)
    assert took < 3
    assert (again.status, again.data["error"]["code"]) == (401, "replayed")


def test_a_slow_client_holds_nothing(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as slow:
        slow.sendall(b"POST /v1/suggest HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{")
        answer = slow.recv(200)

    assert b" 504 " in answer


def test_a_changed_article_is_found_without_a_failed_request(running: Running) -> None:
    before = ask(running, "/readyz").data["swaps"]
    (running.folder / "docs" / "zh" / "invoice.md").write_text(
        "# 发票抬头怎么改\n\n在账单页修改。\n", "utf-8"
    )
    statuses = []

    def swapped() -> bool:
        statuses.append(ask(running, "/v1/suggest", {"text": "登不上"}).status)
        return bool(ask(running, "/readyz").data["swaps"] > before)

    wait_until(swapped)

    assert set(statuses) == {200}
    found = ask(running, "/v1/suggest", {"text": "发票抬头怎么改"}).data["suggestions"]
    assert found[0]["title"] == "发票抬头怎么改"


def test_the_site_is_served_besides(running: Running) -> None:
    assert ask(running, "/").data == "<h1>site</h1>"


def test_the_page_to_try_it_allows_no_script_but_its_own(running: Running) -> None:
    reply = ask(running, "/try/")

    assert "script-src 'self'" in reply.headers["content-security-policy"]
    assert ask(running, "/try/try.js").status == 200
    assert ask(running, "/try/../app.py").status == 404


def test_the_log_has_a_line_a_request_and_no_ticket(running: Running) -> None:
    ask(running, "/v1/suggest", {"text": "secretword123 登不上"})
    log = running.folder / "log.txt"

    wait_until(lambda: '"route": "/v1/suggest", "status": 200' in log.read_text("utf-8"))
    assert "secretword123" not in log.read_text("utf-8")


def test_the_description_names_every_route(tmp_path: Path) -> None:
    routes = {route.path for route in application(load(base(tmp_path)), keys.Keys).routes}
    pages = {path for path in routes if path.split("/")[1] in PAGES}

    assert set(PATHS) == routes - pages - {"/openapi.json"}
