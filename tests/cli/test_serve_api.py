"""`kb serve-api` says what is wrong before it starts."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli.serve_api import command
from kb_tools.errors import KbError


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as our own workers listen
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(command, ["--port", port, "--workers", workers])

    assert isinstance(result.exception, KbError)
    assert f"port {port}" in str(result.exception)
    assert "--port" in str(result.exception)


def test_an_address_of_another_machine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(command, ["--host", "203.0.113.9"])

    assert isinstance(result.exception, KbError)
    assert "203.0.113.9" in str(result.exception)
