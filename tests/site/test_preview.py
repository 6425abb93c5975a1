from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.errors import KbError
from kb_tools.site.preview import Preview, built, free_port


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except urllib.error.URLError:
        return 0, ""


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_a_built_site_is_served_with_its_own_page_for_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("首页", "utf-8")
    (tmp_path / "404.html").write_text("没有", "utf-8")
    with built(tmp_path, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}"
        assert _get(f"{base}/") == (200, "首页")
        assert _get(f"{base}/nothing/here") == (404, "没有")
        assert _get(f"{base}/../../etc/passwd")[0] == 404
        server.shutdown()
        thread.join()


def test_a_browser_that_leaves_is_no_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "large.bin").write_bytes(bytes(50_000_000))
    server = built(tmp_path, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    with socket.create_connection(server.server_address[:2]) as reader:
        reader.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        assert reader.recv(4096)
    server.shutdown()
    thread.join()
    server.server_close()  # waits for what is still being answered
    assert capfd.readouterr().err == ""


def test_serving_what_was_never_built_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="kb build"):
        built(tmp_path / "site", "127.0.0.1", 0)


def test_a_saved_article_shows_and_interrupting_ends_quietly(
    tmp_path: Path, write: Callable[[Path, Mapping[str, str]], Path]
) -> None:
    write(tmp_path, {"docs/en/a.md": "# A\n\nold\n", "docs/en/b.md": "# B\n"})
    port = str(free_port("127.0.0.1", 18000 + os.getpid() % 1000))
    command = [sys.executable, "-m", "kb_tools", "serve", str(tmp_path), "--port", port]
    env = {**os.environ, "KB_LANG": "en", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
    )
    try:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        page = f"http://127.0.0.1:{port}/en/a/"
        assert "old" in _wait(page, "old")
        (tmp_path / "docs/en/a.md").write_text("# A\n\nbrand new\n")
        assert "brand new" in _wait(page, "brand new")
        (tmp_path / "docs/en/c.md").write_text("# C\n")
        assert "<h1" in _wait(f"http://127.0.0.1:{port}/en/c/", 'id="c"')
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in said
    finally:
        process.kill()
        process.communicate()


def test_an_edit_shows_on_the_page_that_is_made_of_it_too(
    tmp_path: Path, write: Callable[[Path, Mapping[str, str]], Path]
) -> None:
    write(
        tmp_path,
        {
            "kb.toml": 'languages = ["zh"]\nconverted = { zh-Hant = "zh" }\n',
            "docs/zh/a.md": "---\nid: A-1\n---\n# 甲\n\n[乙](b.md)\n",
            "docs/zh/b.md": "# 乙\n",
        },
    )
    preview = Preview(config.load(tmp_path), "public", tmp_path / "out", "http://x/", print)
    shown: list[str] = []
    preview.show = shown.append
    preview.build()
    text = "---\nid: A-1\n---\n# 甲\n\n新的软件。[乙](b.md)\n"
    (tmp_path / "docs/zh/a.md").write_text(text, "utf-8")
    preview.update()
    (site,) = map(Path, shown)
    assert "新的软件" in (site / "zh/a/index.html").read_text("utf-8")
    twin = (site / "zh-Hant/a/index.html").read_text("utf-8")
    assert "新的軟體" in twin
    assert 'href="../b/"' in twin


def _wait(url: str, text: str, seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while text not in (body := _get(url)[1]) and time.monotonic() < end:
        time.sleep(0.05)
    return body
