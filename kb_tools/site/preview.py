"""Serve a site while its articles are being written, or the one that was built."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.language import Text

PORTS = 100
"""How many ports to try, from the wanted one up."""

Say = Callable[[Text], None]


def serving(url: str) -> Text:
    """Return what to tell the person who waits."""
    return Text("Serving on {url} (Ctrl-C stops)", "网站地址：{url}（按 Ctrl-C 停止）").format(
        url=url
    )


def free_port(host: str, wanted: int) -> int:
    """Return the first port from `wanted` up that nobody listens on."""
    for port in range(wanted, min(wanted + PORTS, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    message = Text(
        "no free port from {wanted} up on {host}", "{host} 上从 {wanted} 起没有空闲的端口"
    )
    raise KbError(message.format(wanted=wanted, host=host))


class Server(http.server.ThreadingHTTPServer):
    """Answers each request in a thread, and says nothing of a browser that left meanwhile."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report a mistake of ours only: who clicks on breaks the connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def built(folder: Path, host: str, port: int) -> Server:
    """Return a server for a built site; `serve_forever` runs it."""
    if not folder.is_dir():
        message = Text("no site here; run `kb build` first", "这里还没有网站；请先运行 `kb build`")
        raise KbError(message, str(folder))
    handler = functools.partial(_Built, directory=str(folder))
    return Server((host, port), handler)


class _Built(http.server.SimpleHTTPRequestHandler):
    """Files as they are, in UTF-8, never cached; the site's own page for what is missing."""

    extensions_map = {  # noqa: RUF012 - the base class's own declaration
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
    }

    def end_headers(self) -> None:
        """Let the browser ask again each time: the site may have been built again."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is missing with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - http.server's
        """Say nothing: the terminal is for what needs doing."""


def live(config: Config, *, host: str, port: int, audience: str, say: Say) -> None:
    """Serve a preview until it is interrupted; a saved article shows at once."""
    from mkdocs.livereload import LiveReloadServer

    folder = Path(tempfile.mkdtemp(prefix="kb-preview."))
    preview = Preview(config, audience, folder, f"http://{host}:{port}/", say)
    try:
        server = LiveReloadServer(
            preview.update, host, port, root=str(folder), polling_interval=0.2
        )
        preview.show = functools.partial(setattr, server, "root")
        server.error_handler = preview.missing
        preview.build()
        for path in preview.watched():
            server.watch(str(path))
        listen = server.server_activate

        def announced() -> None:
            """Name the address once there is someone to answer."""
            listen()
            say(serving(server.url))

        setattr(server, "server_activate", announced)  # noqa: B010 - the server calls it itself
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Preview:
    """A site that follows its articles: one page at a time where that is enough."""

    def __init__(self, config: Config, audience: str, folder: Path, url: str, say: Say) -> None:
        self._config, self._audience, self._url, self._say = config, audience, url, say
        self._folder = folder
        self._builds = 0
        self.show: Callable[[str], None] = lambda _: None
        self._settings: Any = None
        self._seen: Mapping[Path, int] = {}

    def watched(self) -> list[Path]:
        """Return what a change of must be noticed: the articles, and both configurations."""
        files = [configuration.site_file(self._config), self._config.file]
        found = [configuration.docs_root(self._config), *(f for f in files if f is not None)]
        return [path.resolve() for path in found if path.exists()]

    def build(self) -> None:
        """Build everything beside what is shown, then show it."""
        from kb_tools.site.generator import generate, prepare

        self._seen = self._times()
        self._settings = prepare(self._config, audience=self._audience, strict=False)
        self._settings["site_url"] = self._url
        self._builds += 1
        fresh = self._folder / str(self._builds)
        generate(self._settings, fresh)
        self.show(str(fresh))
        shutil.rmtree(self._folder / str(self._builds - 1), ignore_errors=True)

    def update(self) -> None:
        """Show what changed since the last time; a mistake is said, and the old site stays."""
        from kb_tools.site.generator import regenerate

        before, now = self._seen, self._times()
        changed = [path for path in now if before.get(path) != now[path]]
        self._seen = now
        try:
            if before.keys() != now.keys() or not regenerate(self._settings, changed):
                self.build()
        except KbError as error:
            self._say(error.message)

    def missing(self, code: int) -> bytes | None:
        """Return the site's own page for what is missing."""
        page = self._folder / str(self._builds) / "404.html"
        return page.read_bytes() if code == http.HTTPStatus.NOT_FOUND and page.is_file() else None

    def _times(self) -> Mapping[Path, int]:
        """Return when each watched file was changed last."""
        return {file: file.stat().st_mtime_ns for path in self.watched() for file in _files(path)}


def _files(path: Path) -> Iterator[Path]:
    """Yield what is not hidden at a path: the file itself, or all that is in the folder."""
    if path.is_file():
        yield path
    for root, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(root)
        yield from (
            here / name for name in files if not name.startswith(".") and (here / name).is_file()
        )
