"""A small knowledge base with one of everything, built once for each audience."""

from __future__ import annotations

import json
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pytest

from kb_tools import config
from kb_tools.site import browser_search
from kb_tools.site.build import build
from tests.site.collector import Collector, collecting

CANARY = "xylophone-canary"
HOSTILE = '</title></script><script>alert("pwned")</script>&amp;\'"'
QUOTED = json.dumps(HOSTILE)  # YAML's double quotes are JSON's


def png(width: int, height: int) -> bytes:
    """A picture of that many pixels."""
    rows = zlib.compress((b"\0" + b"\xd0" * width) * height, 9)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


MKDOCS = """\
site_name: Demo
site_url: https://help.example/docs/
repo_url: https://git.example/demo
edit_uri: edit/main/docs/
theme:
  name: material
  language: zh
  font: false
plugins: [search, kb]
"""

ARTICLES: Mapping[str, str | bytes] = {
    "docs/zh/index.md": "---\ntitle: 您遇到了什么问题？\n---\n# 您遇到了什么问题？\n",
    "docs/en/index.md": "---\ntitle: What went wrong?\n---\n# What went wrong?\n",
    "docs/zh/login/index.md": "---\ntitle: 登录\nsummary: 登录时会遇到的问题。\n---\n# 登录\n",
    "docs/zh/login/code.md": (
        "---\nid: KB-0001\ntitle: 收不到验证码\nsummary: 先看垃圾短信，再等 60 秒重发。\n"
        "kind: faq\nproduct: Kite\nversions: ['5.1']\nreviewed: 2026-03-01\n"
        "aliases: [/zh/old-code/, ../../../escape, /zh/login/reset/]\n---\n# 收不到验证码\n\n"
        "请先看[重置密码](reset.md)。\n\n<!-- internal -->\n"
        f"{CANARY} 在后台手工重发。\n<!-- /internal -->\n\n## 仍然收不到\n\n换一个号码。\n"
    ),
    "docs/zh/login/reset.md": (
        "---\nid: KB-0002\ntitle: 重置密码\nkind: howto\nstatus: published\n"
        "pages: ['*/billing', /elsewhere]\n---\n# 重置密码\n\n"
        f"<!-- {CANARY}：给作者的备注 -->\n\n"
        "## 步骤\n\n1. 打开设置。\n2. 选择“重置”。\n\n![图](public.png)\n\n"
        "![怎么重置](reset.mp4)\n\n![怎么配对](https://www.youtube.com/watch?v=abcdef123)\n"
    ),
    "docs/zh/login/reset.mp4": "MP4",
    "docs/zh/login/reset.vtt": (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v 小王>先打开设置，</v>\n\n"
        "00:02.000 --> 00:04.000\n再选择“重置”。\n"
    ),
    "docs/zh/login/reset.en.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nOpen the settings.\n",
    "docs/en/login/code.md": (
        "---\nid: KB-0001\ntitle: The code never arrives\nsummary: Look into spam, then wait 60"
        " seconds and ask for another.\nkind: faq\n---\n# The code never arrives\n\nWait.\n"
    ),
    "docs/zh/login/hostile.md": (
        f"---\nid: KB-0003\ntitle: {QUOTED}\nsummary: {QUOTED}\ntags: [{QUOTED}]\n"
        f"revision_date: {QUOTED}\nauthor: {QUOTED}\nicon: ../../etc\nhide: 5\nsearch: no\n"
        "kind: known-issue\n---\n正文\n"
    ),
    "docs/zh/draft.md": (
        f"---\ntitle: {CANARY} 草稿\nstatus: draft\n---\n# {CANARY}\n\n[x](login/code.md)\n"
    ),
    "docs/zh/old.md": (
        f"---\ntitle: {CANARY} 归档\nstatus: archived\nid: KB-{CANARY}\n---\n# {CANARY}\n"
    ),
    "docs/zh/login/internal.md": (
        f"---\ntitle: {CANARY} 内部\naudience: internal\naliases: [/zh/{CANARY}/]\n---\n"
        f"# {CANARY}\n\n![图]({CANARY}.png) [重置](reset.md)\n\n![内部]({CANARY}.mp4)\n"
    ),
    f"docs/zh/login/{CANARY}.mp4": f"MP4 {CANARY}",
    f"docs/zh/login/{CANARY}.vtt": f"WEBVTT\n\n00:00.000 --> 00:02.000\n{CANARY}\n",
    f"docs/zh/login/{CANARY}.png": f"PNG {CANARY}",
    "docs/zh/login/public.png": png(1200, 800),
}


@pytest.fixture(scope="session")
def write() -> Callable[[Path, Mapping[str, str | bytes]], Path]:
    """Write texts by path into a folder and return it."""

    def _write(folder: Path, texts: Mapping[str, str | bytes]) -> Path:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return _write


@pytest.fixture(scope="session")
def demo_source(
    tmp_path_factory: pytest.TempPathFactory,
    write: Callable[[Path, Mapping[str, str | bytes]], Path],
) -> Path:
    """The demo's folder: mkdocs.yml and articles."""
    return write(tmp_path_factory.mktemp("demo"), {"mkdocs.yml": MKDOCS, **ARTICLES})


@pytest.fixture(scope="session")
def demo(demo_source: Path) -> Path:
    """The demo's public site."""
    return build(config.load(demo_source)).folder


@pytest.fixture(scope="session")
def demo_internal(demo_source: Path) -> Path:
    """The demo's site for colleagues."""
    target = demo_source / "intranet"
    return build(config.load(demo_source), site=target, audience="internal").folder


class Desk(NamedTuple):
    """A site whose readers can write to us, its folder, and what takes their words."""

    site: str
    folder: Path
    taken: Collector


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    with collecting() as server:
        yield server


@pytest.fixture(scope="session")
def make(
    tmp_path_factory: pytest.TempPathFactory,
    write: Callable[[Path, Mapping[str, str | bytes]], Path],
) -> Callable[[str], Path]:
    def _make(options: str) -> Path:
        source = tmp_path_factory.mktemp("desk")
        write(source, {"mkdocs.yml": MKDOCS, "kb.toml": f"[site]\n{options}", **ARTICLES})
        return build(config.load(source)).folder

    return _make


@pytest.fixture(scope="session")
def built(make: Callable[[str], Path], serve: Callable[[Path], str], collector: Collector) -> Desk:
    folder = make(
        f'questions = "{collector.url}/questions"\nfeedback = "{collector.url}/feedback"\n'
        'contact = "mailto:help@example.com"\nfeedback_searches = true\n'
        'promise = { zh = "我们在 1 个工作日内回复。", en = "We answer within a working day." }\n'
    )
    return Desk(serve(folder), folder, collector)


@pytest.fixture
def desk(built: Desk) -> Iterator[Desk]:
    built.taken.forget()
    yield built
    assert built.taken.faults == []


def taken(desk: Desk, count: int = 1) -> list[dict[str, Any]]:
    """Return what arrived, once there are `count` messages."""
    end = time.monotonic() + 10
    while len(desk.taken.taken) < count and time.monotonic() < end:
        time.sleep(0.02)
    return desk.taken.taken


@pytest.fixture
def search_tab(browser: Any, serve: Callable[[Path], str], tmp_path: Path) -> Iterator[Any]:
    """A page with nothing but the shipped search in it."""
    tab = browser.new_page()
    (tmp_path / "index.html").write_text("<!doctype html><title>search</title>")
    tab.goto(f"{serve(tmp_path)}/index.html")
    tab.add_script_tag(content=dict(browser_search.scripts())["search.js"])
    yield tab
    tab.close()
