"""Whatever is sent, the service answers clearly, stays up, and gives nothing away.

Tried elsewhere: damaged exports, zip, gzip and XML bombs in files (tests/tickets/test_hostile.py),
signatures that are wrong, old or sent again (test_http.py, test_hooks.py), spreadsheet formulas
(tests/feedback/test_export.py), a killed process (test_feedback.py), and script in tickets,
articles, replies and feedback in a browser (test_agent.py, test_site.py).
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb_tools.server import keys
from tests.server.served import Running, ask, base, serving

CANARY = re.compile("canary|KB-0002|Restart the login")


def described(running: Running, *options: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program is not None
    key = running.keys["public"]
    command = [
        program, "run", f"{running.url}/openapi.json", "--no-color", "--seed", "7",
        "-H", f"Authorization: Bearer {key}", "--generation-database", "none", *options,
    ]  # fmt: skip
    return subprocess.run(command, cwd=running.folder, capture_output=True, text=True, check=False)


def test_the_description_is_kept_and_nothing_ends_in_a_500(running: Running) -> None:
    done = described(running, "--phases", "fuzzing", "--max-examples", "4")

    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_description_is_kept_in_a_long_run_too(tmp_path: Path) -> None:
    folder = base(tmp_path)
    (folder / "kb.toml").write_text("[server]\nper_minute = 1000000\ntimeout = 60\n", "utf-8")
    (folder / "built").mkdir()
    key = keys.add(folder / "kb-keys.toml", "public", keys.SCOPES, "public")
    with serving(folder, "--site", "built") as running:
        done = described(running._replace(keys={"public": key}), "--max-examples", "300")

    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/v1/suggest", b"POST"), ("DELETE", "/v1/search", b"GET, HEAD"),
     ("PUT", "/hooks/zendesk", b"POST"), ("POST", "/metrics", b"GET, HEAD")],
)  # fmt: skip
def test_a_wrong_method_is_told_the_right_ones_with_a_site_beside_too(
    running: Running, method: str, path: str, allowed: bytes
) -> None:
    head = raw(running, f"{method} {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode()).lower()

    assert head.split()[1] == b"405"
    (allow,) = (line for line in head.splitlines() if line.startswith(b"allow:"))
    assert set(allow.upper()[7:].split(b", ")) == set(allowed.split(b", "))


def raw(running: Running, data: bytes, seconds: float = 10) -> bytes:
    """Send bytes as they are; return what comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=seconds) as line:
        with contextlib.suppress(OSError):  # it may close while we still send
            line.sendall(data)
        parts = []
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                parts.append(part)
                if b"\r\n\r\n" in b"".join(parts):
                    break
    return b"".join(parts)


def test_a_body_of_100_mb_is_refused_at_once_and_not_kept_in_memory(running: Running) -> None:
    before = memory(running)
    said = b"POST /v1/suggest HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000\r\n\r\n"
    declared = raw(running, said + b"x" * 100_000)

    chunked = b"POST /v1/suggest HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n" % 1_000_000 + b"x" * 1_000_000 + b"\r\n"
    undeclared = raw(running, chunked + chunk * 100)

    assert b" 413 " in declared.splitlines()[0]
    assert b" 413 " in undeclared.splitlines()[0]
    assert memory(running) - before < 60


@pytest.mark.parametrize("path", ["/v1/suggest", "/v1/suggest/batch", "/v1/reply", "/v1/feedback"])
def test_a_bomb_is_no_json_and_is_never_opened(running: Running, path: str) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bombs = {
        "gzip": gzip.compress(b"0" * 40_000_000),
        "": f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><x>&a9;</x>'.encode(),
    }
    before = memory(running)
    for encoding, body in bombs.items():
        head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n"
        head += f"content-encoding: {encoding}\r\n\r\n" if encoding else "\r\n"
        assert raw(running, head.encode() + body).split()[1] == b"422"

    assert memory(running) - before < 20


def memory(running: Running) -> float:
    """Return the service's resident megabytes."""
    status = Path(f"/proc/{running.process.pid}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def test_many_slow_clients_hold_nobody_up(running: Running) -> None:
    half = b"POST /v1/suggest HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"
    with contextlib.ExitStack() as lines:
        slow = [
            lines.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=30))
            for _ in range(100)
        ]
        for number, line in enumerate(slow):
            line.sendall(half if number % 2 else half[:20])
        begun = time.monotonic()
        assert ask(running, "/v1/suggest", {"text": "登录后是空白页"}).status == 200
        assert time.monotonic() - begun < 2
        assert b" 504 " in slow[1].recv(200)
        assert b" 408 " in slow[0].recv(200)
        assert slow[0].recv(200) == b""


def test_a_head_without_an_end_is_refused(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 100_000)
        time.sleep(0.2)
        line.sendall(b"a" * 100_000)

        assert b" 431 " in line.recv(200)


def test_a_second_request_on_a_connection_has_a_head_of_its_own(running: Running) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 40_000 + b"\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        for _ in range(3):
            line.sendall(ask)
            answer = b""
            while not answer.endswith(b'{"status":"ok"}'):
                piece = line.recv(2000)
                assert piece, answer
                answer += piece
            assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/search?q=x%0d%0aset-cookie:%20evil=1",
        "/v1/articles/x%0d%0aset-cookie:%20evil=1",
        "/agent/?lang=zh%0d%0aset-cookie:%20evil=1",
        "/x%0d%0aset-cookie:%20evil=1",
        "/%0d%0aset-cookie:%20evil=1/",
    ],
)
def test_no_line_end_in_an_address_makes_a_header(running: Running, path: str) -> None:
    answer = raw(running, f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())

    assert b"set-cookie" not in answer.partition(b"\r\n\r\n")[0].lower().replace(b"%20", b" ") \
        or b"location:" in answer.lower()  # fmt: skip
    assert b"\r\nset-cookie" not in answer.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/../kb-keys.toml", "/..%2fkb-keys.toml", "/%2e%2e/kb-keys.toml", "/out/kb-keys.toml",
        "/agent/..%2f..%2fapp.py", "/try/%2e%2e/keys.py", "/agent/agent.html",
        "/v1/articles/..%2f..%2fkb-keys.toml", "/.%00/kb-keys.toml", "//etc/passwd",
        "/built/../kb-feedback.db", "/out/kb-feedback.db",
    ],
)  # fmt: skip
def test_no_path_leads_to_keys_code_or_store(running: Running, path: str) -> None:
    answer = raw(running, f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())

    assert answer.split()[1] in (b"404", b"400", b"422", b"307")
    assert b"hash =" not in answer


@pytest.mark.parametrize(
    "header",
    [
        "Bearer kbk_" + "A" * 43,
        "Bearer null",
        "Bearer ' OR '1'='1",
        "Basic cHVibGljOng=",
        "Bearer " + "é" * 20,
        "Bearer eyJhbGciOiJub25lIn0.eyJzY29wZXMiOlsibWV0cmljcyJdfQ.",
        "x" * 8000,
    ],
)
def test_a_forged_key_opens_nothing(running: Running, header: str) -> None:
    head = b"GET /metrics HTTP/1.1\r\nhost: x\r\nauthorization: " + header.encode("latin-1")
    answer = raw(running, head + b"\r\nconnection: close\r\n\r\n")

    assert answer.split()[1] == b"401"


def test_no_request_can_ask_for_more_than_its_key(running: Running) -> None:
    forged = {"text": "restart the login server", "audience": "internal", "scopes": ["metrics"],
              "grant": {"audience": 9}, "threshold": 0, "lang": "en"}  # fmt: skip
    key = running.keys["public"]
    answers = [
        ask(running, "/v1/suggest", forged, key),
        ask(running, "/v1/suggest/batch", {"tickets": [forged], "audience": "internal"}),
        ask(
            running,
            "/v1/search?q=login+server&audience=internal&lang=en",
            key=key,
        ),
        ask(running, "/v1/articles/KB-0002?audience=internal&html=1", key=key),
        ask(running, "/v1/articles/KB-0001?html=1", key=key),
        ask(running, "/v1/reply", {**forged, "article": "KB-0002"}, key),
    ]

    assert [CANARY.search(json.dumps(answer.data)) for answer in answers] == [None] * 6


def test_a_document_of_many_levels_is_refused(running: Running) -> None:
    for body in (b"[" * 40_000, b'{"a":' * 8_000, b'{"text": ' + b'"\\u0000"' * 9):
        assert ask(running, "/v1/suggest", raw=body).status == 422


HOSTILE = "<script>alert(1)</script> {{7*7}} ${7*7} {% raw %} #{7*7} <%= 7*7 %> %(x)s"


@pytest.mark.parametrize("style", ["text", "markdown", "html", "zendesk", "jira"])
def test_a_tickets_template_is_only_text_in_its_reply(running: Running, style: str) -> None:
    order = {"subject": HOSTILE, "text": "登录", "article": "KB-0001", "format": style}
    text = ask(running, "/v1/reply", order).data["reply"]

    assert "49" not in text
    assert "7*7" in text.replace("\\", "")
    if style in ("html", "zendesk"):
        assert "<script" not in text


def test_the_page_for_agents_allows_nothing_inline(running: Running) -> None:
    head = ask(running, "/agent/").headers

    assert "script-src 'self'" in head["content-security-policy"]
    assert "unsafe" not in head["content-security-policy"]
    assert head["x-content-type-options"] == "nosniff"
