"""Fixtures that several parts of the suite share: the built site, a server, a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kb_tools.site.preview import Server
from tests.databases import database, postgresql, store  # noqa: F401 - fixtures

settings.register_profile("suite", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("suite")

ROOT = Path(__file__).parent.parent
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what commands store between runs out of the user's cache."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site as `kb build` makes it, built once for the whole session."""
    folder = tmp_path_factory.mktemp("own") / "site"
    command = [sys.executable, "-m", "kb_tools", "build", str(ROOT), "--site-dir", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(
        self,
        format: str,  # noqa: A002 - http.server's name
        *args: Any,
    ) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html, as hosts do."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder until the session ends: `serve(folder)` returns its address, no slash."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_serving(folder))


@pytest.fixture(scope="session")
def served_site(built_site: Path, serve: Callable[[Path], str]) -> str:
    """Address of our own built site, without a slash at its end."""
    return serve(built_site)


def installed_chromium() -> str | None:
    """Return where Chromium is, if it is anywhere."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("KB_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without one its tests are skipped, or fail where one is required."""
    executable = installed_chromium()
    if executable is None:
        say = pytest.fail if os.environ.get("KB_REQUIRE_BROWSER") == "1" else pytest.skip
        say("no Chromium found: install it, or name it in KB_CHROMIUM")
    return str(executable)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Any]:
    """Chromium through playwright's synchronous API."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh tab on a phone-sized screen; fails on a script error or a foreign request."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    tab.on("request", lambda r: _local(r.url) or faults.append(f"foreign request: {r.url}"))
    yield tab
    context.close()
    assert not faults


def _local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "file:"))
