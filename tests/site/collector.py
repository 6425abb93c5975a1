"""A stand-in for the server that takes what readers send: real HTTP, and strict about it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from jsonschema import Draft202012Validator

from kb_tools.site.feedback import schema
from kb_tools.site.preview import Server


class Collector(Server):
    """Keeps what arrives by path; `/feedback` and `/questions` follow their schemas."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.broken = False
        self.url = f"http://127.0.0.1:{self.server_port}"

    def forget(self) -> None:
        """Start anew, whole."""
        self.taken, self.faults, self.broken = [], [], False


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def log_message(
        self,
        format: str,  # noqa: A002 - http.server's name
        *args: Any,
    ) -> None:
        """Say nothing."""

    def do_OPTIONS(self) -> None:
        """Answer a browser that asks whether it may."""
        self._answer(204)

    def do_POST(self) -> None:
        """Take one message, if it is as its schema says."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.broken:
            self._answer(503)
            return
        name = {"/feedback": "feedback", "/questions": "question"}[self.path]
        message = json.loads(body)
        faults = [
            error.message for error in Draft202012Validator(schema(name)).iter_errors(message)
        ]
        faults += [h for h in ("Cookie", "Referer") if self.headers[h]]
        self.server.faults += faults
        self.server.taken.append(message)
        self._answer(422 if faults else 204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "content-type")
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector until the block ends."""
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
