"""No request is lost when workers are replaced, and what waits for one that dies is answered."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb_tools.feedback.database import address
from kb_tools.feedback.store import Store
from tests.server.served import PATIENCE, Running, ask, base, serving, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers share a socket elsewhere")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(base(tmp_path_factory.mktemp("base")), "--workers", "2") as it:
        yield it


@pytest.fixture
def running(service: Running) -> Running:
    """A service with two workers."""
    wait_until(lambda: len(workers(service)) == 2)
    return service


def workers(running: Running) -> list[int]:
    """Return the processes that listen."""
    listening = _sockets(running.port, state="0A")
    return [pid for pid in _children(running) if not listening.isdisjoint(_open(pid))]


def _children(running: Running) -> list[int]:
    pid = running.process.pid
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


def _sockets(port: int, state: str = "") -> set[str]:
    """Return the sockets at a port, all or those in a state, as `/proc/*/fd` names them."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    at_port = (row for row in rows if row[1].endswith(f":{port:04X}"))
    return {f"socket:[{row[9]}]" for row in at_port if state in ("", row[3])}


def _open(pid: int) -> list[str]:
    """Return what a process has open; nothing of one that has ended."""
    found = []
    with contextlib.suppress(OSError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed since it was listed
                found.append(str(file.readlink()))
    return found


def _stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "T"


def line(running: Running) -> socket.socket:
    """Open a connection and ask on it, without waiting for the answer."""
    own = _connected(running)
    own.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    return own


def _connected(running: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", running.port), PATIENCE)


def status(own: socket.socket) -> str:
    try:
        return own.recv(65536)[9:12].decode()
    except OSError as error:
        return type(error).__name__
    finally:
        own.close()


def test_they_share_the_connections_and_one_store(running: Running) -> None:
    assert connections(running, 24)[-2] > 2
    tickets = [{"text": "登录后是空白页", "record": True} for _ in range(8)]
    tokens = {ask(running, "/v1/suggest", ticket).data["token"] for ticket in tickets}

    store = Store.open(address("", running.folder))
    kept = {event.token for event in store.events()}
    store.close()
    assert kept == tokens
    assert len(tokens) == 8


def connections(running: Running, count: int) -> list[int]:
    """Return how many of so many open connections each process of a service has, sorted."""
    with contextlib.ExitStack() as lines:
        for _ in range(count):
            own = lines.enter_context(_connected(running))
            own.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            assert own.recv(65536)
        at_port = _sockets(running.port)
        return sorted(sum(s in at_port for s in _open(pid)) for pid in _children(running))


def test_replacing_all_workers_loses_no_request(running: Running) -> None:
    before, seen, done = set(workers(running)), Counter[str](), threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            seen[status(line(running))] += 1
            time.sleep(0.005)

    with ThreadPoolExecutor(3) as askers:
        for _ in range(3):
            askers.submit(keep_asking)
        try:
            running.process.send_signal(signal.SIGHUP)
            wait_until(lambda: before.isdisjoint(new := workers(running)) and len(new) == 2)
        finally:
            done.set()

    assert set(seen) == {"200"}


def test_what_waits_for_a_worker_that_dies_is_answered_by_the_next(running: Running) -> None:
    stuck = workers(running)[0]
    os.kill(stuck, signal.SIGSTOP)
    wait_until(lambda: _stopped(stuck))
    waiting = [line(running) for _ in range(24)]
    os.kill(stuck, signal.SIGKILL)

    assert Counter(map(status, waiting)) == {"200": 24}


def test_fewer_workers_are_as_good(running: Running) -> None:
    running.process.send_signal(signal.SIGTTOU)
    wait_until(lambda: len(workers(running)) == 1)

    assert Counter(status(line(running)) for _ in range(12)) == {"200": 12}
    running.process.send_signal(signal.SIGTTIN)


def test_neither_workers_nor_files_outlive_the_process_that_started_them(tmp_path: Path) -> None:
    with serving(base(tmp_path), "--workers", "2", TMPDIR=str(tmp_path)) as running:
        wait_until(lambda: len(workers(running)) == 2)
        assert list(tmp_path.glob("kb-serve-api-*"))
        running.process.kill()
        wait_until(lambda: not _sockets(running.port, state="0A"))

    assert not list(tmp_path.glob("kb-serve-api-*"))


@pytest.mark.slow
def test_workers_that_take_long_to_start_take_over_too(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import time; time.sleep(6)", "utf-8")
    with serving(base(tmp_path), "--workers", "2", PYTHONPATH=str(tmp_path)) as running:
        wait_until(lambda: len(workers(running)) == 2)
        before = set(workers(running))
        running.process.send_signal(signal.SIGHUP)
        wait_until(lambda: before.isdisjoint(new := workers(running)) and len(new) == 2)
        assert before.isdisjoint(workers(running))
