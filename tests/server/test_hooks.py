"""Webhooks and chats are answered only when their signature is right, recent and new."""

import base64
import hashlib
import hmac
import json
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from kb_tools.config import load
from kb_tools.server import keys, service
from kb_tools.server.app import application
from kb_tools.server.asked import BadRequest
from kb_tools.server.hooks import question
from kb_tools.server.notes import NOTES
from kb_tools.server.signature import LATE, SENDERS, WINDOW, Verifier
from tests.server.served import base

NOW = 1_777_600_000.0
ISO = "2026-05-01T01:46:40Z"
SECRET = base64.b64encode(b"a secret of ours").decode()


def mac(data: bytes, key: bytes = SECRET.encode()) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def signed(sender: str, body: bytes, stamp: str = "") -> dict[str, str]:
    """Headers as each sender makes them, written down from their documentation."""
    if sender == "zendesk":
        stamp = stamp or ISO
        signature = base64.b64encode(mac(stamp.encode() + body)).decode()
        return {"x-zendesk-webhook-signature-timestamp": stamp,
                "x-zendesk-webhook-signature": signature}  # fmt: skip
    if sender == "slack":
        stamp = stamp or str(int(NOW))
        return {"x-slack-request-timestamp": stamp,
                "x-slack-signature": "v0=" + mac(f"v0:{stamp}:".encode() + body).hex()}  # fmt: skip
    if sender == "teams":
        own = base64.b64encode(mac(body, base64.b64decode(SECRET))).decode()
        return {"authorization": f"HMAC {own}"}
    if sender == "jira":
        return {"x-hub-signature": "sha256=" + mac(body).hex()}
    if sender == "intercom":
        return {"x-hub-signature": "sha1=" + hmac.new(SECRET.encode(), body, "sha1").hexdigest()}
    return {"x-kb-secret": SECRET}


def verdict(sender: str, headers: dict[str, str], body: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return Verifier(Path(folder), lambda: NOW).verdict(sender, SECRET, headers, body)


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("body", [b"", '{"text": "登不上"}'.encode()])
def test_a_rightly_signed_request_is_let_in_once_by_all_workers_together(
    sender: str, body: bytes, tmp_path: Path
) -> None:
    one, other = (Verifier(tmp_path / "hooks", lambda: NOW) for _ in range(2))

    assert one.verdict(sender, SECRET, signed(sender, body), body) == "ok"
    assert one.verdict(sender, SECRET, signed(sender, body), body) == "replayed"
    assert other.verdict(sender, SECRET, signed(sender, body), body) == "replayed"


@pytest.mark.parametrize("sender", [s for s in SENDERS if s != "freshdesk"])
def test_another_body_or_a_cut_one_is_refused(sender: str) -> None:
    body = b'{"text": "reset"}'

    assert verdict(sender, signed(sender, body), body[:-1]) == "wrong"
    assert verdict(sender, signed(sender, body), body + b" ") == "wrong"


@pytest.mark.parametrize("sender", SENDERS)
def test_a_request_without_a_signature_is_refused(sender: str) -> None:
    assert verdict(sender, {}, b"{}") == "unsigned"


@pytest.mark.parametrize(
    ("sender", "stamp"),
    [
        ("zendesk", "2026-05-01T01:40:00Z"),
        ("zendesk", "yesterday"),
        ("slack", str(int(NOW - WINDOW - 1))),
        ("slack", str(int(NOW + WINDOW + 1))),
        ("slack", "1e9"),
    ],
)
def test_a_request_of_another_time_is_refused(sender: str, stamp: str) -> None:
    assert verdict(sender, signed(sender, b"{}", stamp), b"{}") == "old"


@pytest.mark.parametrize("stamp", ["2026-05-01T01:30:00.000Z", "yesterday", ""])
def test_a_message_of_teams_from_another_time_is_refused(stamp: str) -> None:
    old, new = (json.dumps({"text": "x", "timestamp": at}).encode() for at in (stamp, ISO))

    assert verdict("teams", signed("teams", old), old) == "old"
    assert verdict("teams", signed("teams", new), new) == "ok"


@pytest.mark.parametrize(
    ("sender", "body"), [("jira", '{"timestamp": %d000}'), ("intercom", '{"created_at": %d}')]
)
def test_a_notification_that_says_its_time_is_refused_when_it_is_old(
    sender: str, body: str
) -> None:
    for age, expected in ((0, "ok"), (LATE - 1, "ok"), (LATE + 1, "old"), (-LATE - 1, "old")):
        sent = (body % (NOW - age)).encode()
        assert verdict(sender, signed(sender, sent), sent) == expected


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("said", [True, False])
def test_what_was_seen_is_refused_for_as_long_as_it_could_be_used_again(
    sender: str, said: bool, tmp_path: Path
) -> None:
    """Those who sign a time are refused by it afterwards, the others are remembered longer."""
    time = NOW
    one = Verifier(tmp_path, lambda: time)
    body = json.dumps({"timestamp": ISO, "created_at": int(NOW)} if said else {}).encode()
    head = signed(sender, body)

    assert one.verdict(sender, SECRET, head, body) == "ok"
    for later in (1.0, WINDOW, 2 * WINDOW - 1):
        time = NOW + later
        other = signed(sender, b"0")  # has the verifier sweep
        one.verdict(sender, SECRET, other, b"0")
        assert one.verdict(sender, SECRET, head, body) in ("replayed", "old")
    time = NOW + 2 * LATE - 1
    silent = sender == "freshdesk" or (sender == "teams" and not said)
    assert (one.verdict(sender, SECRET, head, body) == "ok") is silent


def test_what_was_seen_is_forgotten_once_it_can_do_nothing(tmp_path: Path) -> None:
    time = NOW
    verifier = Verifier(tmp_path, lambda: time)
    for sender, wait in (("slack", 2 * WINDOW + 1), ("jira", 2 * LATE + 1), ("teams", 0)):
        verifier.verdict(sender, SECRET, signed(sender, b"a", str(int(time))), b"a")
        assert len(list(tmp_path.iterdir())) == 1, sender
        time += wait


def test_where_nothing_can_be_written_a_worker_remembers_alone(tmp_path: Path) -> None:
    (tmp_path / "no folder").touch()
    verifier = Verifier(tmp_path / "no folder" / "hooks", lambda: NOW)
    verdicts = [verifier.verdict("jira", SECRET, signed("jira", b), b) for b in (b"a", b"b", b"a")]

    assert verdicts == ["ok", "ok", "replayed"]


def test_what_could_not_be_answered_may_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_HOOK_JIRA", SECRET)
    body, suggestions = BODIES["jira"].encode(), service.suggestions

    def fails(*_: object) -> None:
        raise MemoryError

    (base(tmp_path) / "kb.toml").write_text("[server]\nstore = 'off'\n", "utf-8")
    app = application(load(tmp_path), keys.Keys)
    client = TestClient(app, raise_server_exceptions=False)
    statuses = []
    for answers in (fails, suggestions, suggestions):
        monkeypatch.setattr(service, "suggestions", answers)
        head = signed("jira", body)
        statuses.append(client.post("/hooks/jira", content=body, headers=head).status_code)

    assert statuses == [500, 200, 401]


BODIES = {
    "zendesk": json.dumps({"ticket": {"id": 1, "subject": "登不上", "description": "空白页"}}),
    "freshdesk": json.dumps({"id": 1, "subject": "登不上", "description": "空白页", "status": 2}),
    "jira": json.dumps(
        {"issue": {"key": "S-1", "fields": {"summary": "登不上", "description": "空白页"}}}
    ),
    "intercom": json.dumps(
        {"data": {"item": {"id": "1", "source": {"subject": "登不上", "body": "<p>空白页</p>"}}}}
    ),
    "slack": urlencode({"command": "/kb", "text": "登不上\n空白页", "user_name": "x"}),
    "teams": json.dumps({"type": "message", "text": "<at>kb</at>&nbsp;登不上<br>空白页"}),
}


OTHERS = {
    "zendesk": json.dumps(
        {
            "account_id": 1,
            "detail": {"id": "5", "subject": "登不上", "description": "空白页", "status": "NEW",
                       "requester_id": "9", "via": {"channel": "web_service"}},
            "event": {},
            "id": "cbe4028c",
            "subject": "zen:ticket:5",
            "type": "zen:event-type:ticket.created",
            "zendesk_event_version": "2022-11-06",
        }
    ),
    "freshdesk": json.dumps(
        {"freshdesk_webhook": {"ticket_id": 5, "ticket_subject": "登不上",
                               "ticket_description": "<div>空白页</div>", "ticket_status": "Open"}}
    ),
    "jira": json.dumps(
        {"webhookEvent": "jira:issue_created", "user": {"name": "x"}, "changelog": {"items": [{}]},
         "issue": {"key": "S-1", "fields": {"summary": "登不上", "description": "空白页"}}}
    ),
}  # fmt: skip
"""What the desks' own events look like, beside the bodies that one writes for a trigger."""


@pytest.mark.parametrize(("sender", "body"), [*BODIES.items(), *OTHERS.items()])
def test_the_question_is_what_the_customer_wrote(sender: str, body: str) -> None:
    wanted, later = question(sender, body.encode())

    assert wanted.text.split() == ["登不上", "空白页"]
    assert later == ""


def test_a_message_shortcut_is_answered_at_slacks_own_address_only() -> None:
    def shortcut(url: str) -> bytes:
        payload = {"type": "message_action", "response_url": url, "message": {"text": "登不上"}}
        return urlencode({"payload": json.dumps(payload)}).encode()

    assert question("slack", shortcut("https://hooks.slack.com/app/x"))[1].endswith("/app/x")
    for url in ("http://hooks.slack.com/x", "https://hooks.slack.com.evil.example/x",
                "https://hooks.slack.com@127.0.0.1/x", "file:///etc/passwd"):  # fmt: skip
        with pytest.raises(BadRequest):
            question("slack", shortcut(url))


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'{"issue": 3}', b"[" * 9999])
def test_a_body_that_is_not_the_senders_is_refused_with_a_sentence(
    sender: str, body: bytes
) -> None:
    with pytest.raises(BadRequest):
        question(sender, body)


HOSTILE = {
    "suggestions": [
        {
            "title": "<script>alert(1)</script> [x](javascript:1)",
            "section": "a|b",
            "url": "javascript:alert(1)",
            "score": 0.8,
            "reasons": [{"detail": "</li><img src=x onerror=alert(1)>"}],
        }
    ],
    "note": "",
}


@pytest.mark.parametrize("sender", ["zendesk", "freshdesk", "intercom"])
def test_a_note_holds_no_markup_but_its_own(sender: str) -> None:
    text = json.dumps(NOTES[sender](HOSTILE, "en"))

    assert "<script" not in text
    assert "<img" not in text
    assert "javascript:alert" not in text.replace("&#x27;", "")


def test_notes_for_help_desks_are_never_public_replies() -> None:
    assert NOTES["zendesk"](HOSTILE, "en")["ticket"]["comment"]["public"] is False
    assert NOTES["freshdesk"](HOSTILE, "en")["private"] is True
    assert NOTES["intercom"](HOSTILE, "en")["message_type"] == "note"
    assert NOTES["jira"](HOSTILE, "en")["properties"][0]["value"] == {"internal": True}
    assert NOTES["slack"](HOSTILE, "en")["response_type"] == "ephemeral"


@pytest.mark.parametrize("char", ["x", "&", "|", ">"])
def test_a_message_of_slack_is_short_enough_and_cuts_no_link(char: str) -> None:
    site = "https://help.example.com/"
    long = {
        "title": char * 4000,
        "section": "",
        "url": "",
        "score": 0.5,
        "reasons": [{"detail": char * 4000}] * 9,
    }
    urls = [site + char * 180, site + "x" * 5000]
    note = NOTES["slack"]({"suggestions": [{**long, "url": url} for url in urls * 10]}, "en")
    texts = [block["text"]["text"] for block in note["blocks"]]

    assert len(texts) == 20
    assert max(map(len, texts)) <= 3000
    assert all(text.count("<") == text.count(">") == text.count("|") for text in texts)
    assert [text.count(f"<{site}") for text in texts] == [1, 0] * 10


def test_when_nothing_fits_the_note_says_so() -> None:
    nothing = {"suggestions": [], "note": "没有合适的文章 <b>"}

    assert "没有合适的文章" in json.dumps(NOTES["jira"](nothing, "zh"), ensure_ascii=False)
    assert "&lt;b&gt;" in NOTES["slack"](nothing, "zh")["text"]
