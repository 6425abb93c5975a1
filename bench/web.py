"""A compressing server, and a browser that counts: bytes, milliseconds, megabytes."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb_tools.site.preview import Server
from tests.conftest import CHROMIUM_ARGS, installed_chromium

COMPRESSED = {".html", ".js", ".json", ".css", ".svg"}
WATCH = """() => {
    const list = document.querySelector(".md-search-result__list");
    const meta = document.querySelector(".md-search-result__meta");
    self.benchDone = new Promise((resolve) => {
        const look = () => {
            if (list.children.length) resolve(performance.now());
            else if (/没有找到|No matching/.test(meta.textContent)) resolve(null);
        };
        const watching = new MutationObserver(look);
        watching.observe(list, {childList: true});
        watching.observe(meta, {childList: true, characterData: true, subtree: true});
    });
}"""
TYPE = """(text) => {
    const input = document.querySelector("[data-md-component=search-query]");
    self.benchStart = performance.now();
    input.value = text;
    input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
}"""
WAIT = """(limit) => Promise.race([
    self.benchDone.then((end) => (end === null ? -1 : end - self.benchStart)),
    new Promise((resolve) => setTimeout(() => resolve(-1), limit)),
])"""
PAGEFIND = """async (text) => {
    const start = performance.now();
    const pagefind = await import("/pagefind/pagefind.js");
    const search = await pagefind.search(text);
    await Promise.all(search.results.slice(0, 5).map((result) => result.data()));
    return search.results.length ? performance.now() - start : -1;
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One question in a fresh browser; `megabytes` is memory beyond the quiet page's."""

    found: bool
    kilobytes: float
    milliseconds: float
    megabytes: float


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise a body waits 40 ms for the receipt of its head, as with no server for the web.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, compressed where hosts do so."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = _body(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@functools.lru_cache(maxsize=4096)
def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in COMPRESSED else data


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder with compression; yields its address."""
    handler = functools.partial(_Handler, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
    _body.cache_clear()


def visiting(address: str, lang: str, peer: str, text: str) -> Visit:
    """Ask one question in a fresh browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=installed_chromium(), args=CHROMIUM_ARGS
        )
        tab = chromium.new_page()
        received = _received(tab)
        tab.goto(f"{address}/{lang}/", wait_until="load")
        if peer != "lunr":  # which loads and indexes on every page, asked or not
            tab.wait_for_load_state("networkidle")
            received.clear()
        before = _memory(chromium)
        took = _ask(tab, peer, text)
        tab.wait_for_timeout(200)
        more = _memory(chromium) - before
        chromium.close()
    return Visit(took >= 0, sum(received) / 1024, took, more)


def _ask(tab: Any, peer: str, text: str) -> float:
    if peer == "pagefind":
        return float(tab.evaluate(PAGEFIND, text))
    tab.evaluate(WATCH)
    tab.focus("[data-md-component=search-query]")
    tab.evaluate(TYPE, text)
    return float(tab.evaluate(WAIT, 120_000 if peer == "lunr" else 10_000))


def _received(tab: Any) -> list[int]:
    sizes: list[int] = []

    def done(request: Any) -> None:
        measured = request.sizes()
        sizes.append(measured["responseBodySize"] + measured["responseHeadersSize"])

    tab.on("requestfinished", done)
    return sizes


def _memory(chromium: Any) -> float:
    """Return the private memory of all pages' processes, in MB."""
    session = chromium.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(_private(p["id"]) for p in processes if p["type"] == "renderer") / 1024


def _private(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
