"""A small editor: speaks the Language Server Protocol to a real `kb lsp` over its pipes."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = float(os.environ.get("PATIENCE", "60"))
"""Seconds until an answer counts as missing; a busy machine is slow."""

CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"definition": {"linkSupport": False}},
    "window": {"showDocument": {"support": True}},
    "workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]},
    },
}


class RefusedError(Exception):
    """The server answered a request with an error."""


class Client:
    """An editor with documents; `diagnostics` holds the latest of every document by address."""

    def __init__(self, *folders: Path, **initialize: Any) -> None:
        environment = {**os.environ, "PYTHONWARNINGS": "error", "LANG": "C"}
        environment.pop("KB_LANG", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kb_tools", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
        )
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.messages: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.texts: dict[str, str] = {}
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._waiting: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._held: bytes | None = None
        self._news = threading.Condition()
        self._number = 0
        self.log: list[str] = []
        self._readers = [threading.Thread(target=f, daemon=True) for f in (self._read, self._log)]
        for reader in self._readers:
            reader.start()
        params = {
            "processId": None,
            "rootUri": None,
            "capabilities": CAPABILITIES,
            "workspaceFolders": [{"uri": f.as_uri(), "name": f.name} for f in folders],
            "locale": "en",
            **initialize,
        }
        self.capabilities = self.request("initialize", params)["capabilities"]
        self.notify("initialized", {})

    # Talking

    def request(self, method: str, params: Any) -> Any:
        """Ask, and return the answer; raises RefusedError for an error."""
        self._number += 1
        self.ask(self._number, method, params)
        return self.answered(self._number)

    def ask(self, number: int, method: str, params: Any) -> None:
        """Ask, and do not wait; `answered` does."""
        self._waiting[number] = self._answers[number] = queue.Queue()
        self._send({"id": number, "method": method, "params": params})

    def answered(self, number: int) -> Any:
        """Wait for an answer."""
        answer = self._waiting.pop(number).get(timeout=PATIENCE)
        if "error" in answer:
            raise RefusedError(answer["error"]["message"])
        return answer["result"]

    def notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Hold back what is sent until the end, and send it in one piece, as fast editors do."""
        self._held = b""
        yield
        held, self._held = self._held, None
        self._write(held)

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        data = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        if self._held is None:
            self._write(data)
        else:
            self._held += data

    def _write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _read(self) -> None:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            size = int(header.split(b":")[1]) if header.startswith(b"Content-Length") else 0
            while header.strip():
                header = out.readline()
                if header.startswith(b"Content-Length"):
                    size = int(header.split(b":")[1])
            self._take(json.loads(out.read(size)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self._answers.pop(message["id"]).put(message)
            return
        if "id" in message:
            self.asked.append(message)
            answer = {"success": True} if message["method"] == "window/showDocument" else None
            self._send({"id": message["id"], "result": answer})
            return
        with self._news:
            if message["method"] == "textDocument/publishDiagnostics":
                params = message["params"]
                self.diagnostics[params["uri"]] = params["diagnostics"]
            self.messages.append(message)
            self._news.notify_all()

    def _log(self) -> None:
        assert self.process.stderr is not None
        self.log += (line.decode() for line in self.process.stderr)

    def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until a condition on what was told holds; return what it says."""
        with self._news:
            assert self._news.wait_for(condition, PATIENCE), (self.diagnostics, self.log)
            return condition()

    def codes(self, file: Path) -> list[str] | None:
        """Return the codes of what is known about a file; None if nothing was told yet."""
        found = self.diagnostics.get(file.as_uri())
        return None if found is None else [one["code"] for one in found]

    def knows(self, file: Path, *codes: str) -> list[dict[str, Any]]:
        """Wait until exactly these findings are told about a file; return them."""
        self.until(lambda: self.codes(file) == list(codes))
        return self.diagnostics[file.as_uri()]

    # Writing

    def open(self, file: Path, text: str | None = None) -> None:
        content = file.read_bytes().decode() if text is None else text
        self.texts[file.as_uri()] = content
        document = {"uri": file.as_uri(), "languageId": "markdown", "version": 1, "text": content}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def type(self, file: Path, text: str) -> None:
        self.texts[file.as_uri()] = text
        document = {"uri": file.as_uri(), "version": 2}
        params = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", params)

    def save(self, file: Path) -> None:
        self.notify("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})

    def close(self, file: Path) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def watched(self, *files: Path) -> None:
        changes = [{"uri": file.as_uri(), "type": 2} for file in files]
        self.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def at(self, file: Path, needle: str, after: int = 0) -> dict[str, Any]:
        """Return the parameters for a place: where `needle` begins in an open document."""
        text = self.texts[file.as_uri()]
        position = utf16(text, text.index(needle) + after)
        return {"textDocument": {"uri": file.as_uri()}, "position": position}

    def end(self) -> int:
        """Say goodbye as the protocol wants it; return the server's exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        code = self.process.wait(PATIENCE)
        self.stop()
        return code

    def stop(self) -> None:
        """End the server if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for reader in self._readers:
            reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


def utf16(text: str, offset: int) -> dict[str, int]:
    """Return an offset as editors count, worked out apart from the server's own code."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    lines = before.split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Return a text after the edits of a server, as an editor carries them out."""

    def offset(position: dict[str, int]) -> int:
        lines = text.splitlines(keepends=True)
        start = sum(map(len, lines[: position["line"]]))
        units = text[start:].encode("utf-16-le")[: 2 * position["character"]]
        return start + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
