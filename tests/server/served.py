"""A real `kb serve-api` on a small base, and how to talk to it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

LOGIN = """---
id: KB-0001
title: 登录后空白页
summary: 清除缓存后重新登录。
asked_as: [登录不了, 登不上]
---

# 登录后空白页

## 解决方法

清除浏览器缓存，然后重新登录。

<!-- internal -->
值班电话 canary
<!-- /internal -->
"""
INTERNAL = """---
id: KB-0002
title: Restart the login server
audience: internal
---

# Restart the login server

Run the canary playbook on the login server.
"""


PATIENCE = 120.0
"""Seconds after which a test gives up what should come at once: the machine may be very busy."""
CODE = """---
id: KB-0003
title: 登录验证码收不到
---

# 登录验证码收不到

## 解决方法

1. 检查短信拦截。

<script>document.title = "ran"</script>
<img src="x" onerror="document.title = 'ran'">
[点我](javascript:document.title='ran')
"""
"""An article whose script must not run."""


class Running(NamedTuple):
    port: int
    folder: Path
    process: subprocess.Popen[str]
    keys: Mapping[str, str] = MappingProxyType({})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Reply(NamedTuple):
    status: int
    data: Any
    headers: Any


def base(folder: Path) -> Path:
    """Write two articles, one of them internal."""
    (folder / "docs" / "zh").mkdir(parents=True)
    (folder / "docs" / "zh" / "login.md").write_text(LOGIN, "utf-8")
    (folder / "docs" / "inner.md").write_text(INTERNAL, "utf-8")
    (folder / "kb.toml").write_text("", "utf-8")
    return folder


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Running]:
    """Serve a base until the block ends; its log is in `log.txt`."""
    port = free_port()
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kb_tools", "serve-api", "--port", str(port), *options],
            cwd=folder,
            stderr=log,
            text=True,
            env={**os.environ, "KB_LANG": "en", **environment},
        )
        it = Running(port, folder, process)
        try:
            wait_until(lambda: process.poll() is not None or ready(it))
            yield it
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(running: Running) -> bool:
    try:
        return ask(running, "/readyz").status == 200
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def ask(
    running: Running,
    path: str,
    data: object = None,
    key: str = "",
    raw: bytes | None = None,
    lang: str = "",
) -> Reply:
    """Send a GET, or a POST where there is a body; `lang` is what the client accepts."""
    body = raw if raw is not None else json.dumps(data).encode() if data is not None else None
    headers = {"content-type": "application/json"} | (
        {"authorization": f"Bearer {key}"} if key else {}
    )
    headers |= {"accept-language": lang} if lang else {}
    request = urllib.request.Request(running.url + path, body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            text, status, head = response.read(), response.status, response.headers
    except urllib.error.HTTPError as error:
        with error:
            text, status, head = error.read(), error.code, error.headers
    is_json = "json" in (head.get("content-type") or "")
    return Reply(status, json.loads(text) if is_json else text.decode(), head)
