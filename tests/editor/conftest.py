"""One running server for all tests, and a knowledge base of its own for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.editor.client import Client

Base = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="session")
def server() -> Iterator[Client]:
    running = Client()
    yield running
    try:
        assert running.end() == 0
        assert running.log == []
    finally:
        running.stop()


@pytest.fixture
def base(server: Client, tmp_path: Path) -> Iterator[Base]:
    """Return a function that writes a base, and opens it as one more folder in the editor."""
    folder = {"uri": tmp_path.as_uri(), "name": tmp_path.name}

    def made(files: Mapping[str, str]) -> Path:
        for path, text in {"kb.toml": "", **files}.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        told = {"event": {"added": [folder], "removed": []}}
        server.notify("workspace/didChangeWorkspaceFolders", told)
        return tmp_path / "docs"

    yield made
    for uri in [uri for uri in server.texts if uri.startswith(tmp_path.as_uri())]:
        server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    told = {"event": {"added": [], "removed": [folder]}}
    server.notify("workspace/didChangeWorkspaceFolders", told)
