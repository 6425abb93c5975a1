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
from pathlib import Path

import pytest

from kb_tools.feedback.database import address
from kb_tools.feedback.store import Store
from tests.server.served import Running, ask, base, serving, wait_until

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
    return [pid for pid in _children(running.process.pid) if _listens(running.port, pid)]


def _children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


def _listens(port: int, pid: int) -> bool:
    rows = [row.split() for row in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    own = {f"socket:[{r[9]}]" for r in rows if r[1].endswith(f":{port:04X}") and r[3] == "0A"}
    with contextlib.suppress(OSError):
        return any(str(f.readlink()) in own for f in Path(f"/proc/{pid}/fd").iterdir())
    return False


def line(running: Running) -> socket.socket:
    """Open a connection and ask on it, without waiting for the answer."""
    own = socket.create_connection(("127.0.0.1", running.port), 30)
    own.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    return own


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
            line = lines.enter_context(socket.create_connection(("127.0.0.1", running.port), 10))
            line.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            assert line.recv(65536)
        pid = running.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
        return sorted(_sockets_at(running.port, child) for child in children)


def _sockets_at(port: int, pid: str) -> int:
    rows = [row.split() for row in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    own = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}")}
    return sum(_target(file) in own for file in Path(f"/proc/{pid}/fd").iterdir())


def _target(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:  # closed since it was listed
        return ""


def test_replacing_all_workers_loses_no_request(running: Running) -> None:
    before, seen, done = set(workers(running)), Counter[str](), threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            seen[status(line(running))] += 1
            time.sleep(0.005)

    askers = [threading.Thread(target=keep_asking) for _ in range(3)]
    for asker in askers:
        asker.start()
    running.process.send_signal(signal.SIGHUP)
    wait_until(lambda: before.isdisjoint(new := workers(running)) and len(new) == 2, 60)
    done.set()
    for asker in askers:
        asker.join()

    assert set(seen) == {"200"}


def test_what_waits_for_a_worker_that_dies_is_answered_by_the_next(running: Running) -> None:
    stuck = workers(running)[0]
    os.kill(stuck, signal.SIGSTOP)
    waiting = [line(running) for _ in range(24)]
    os.kill(stuck, signal.SIGKILL)

    assert Counter(map(status, waiting)) == {"200": 24}


def test_fewer_workers_are_as_good(running: Running) -> None:
    running.process.send_signal(signal.SIGTTOU)
    wait_until(lambda: len(workers(running)) == 1)

    assert Counter(status(line(running)) for _ in range(12)) == {"200": 12}
    running.process.send_signal(signal.SIGTTIN)
