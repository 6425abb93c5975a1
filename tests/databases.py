"""A store on each kind of database; the PostgreSQL server is a real one, started for the tests."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from kb_tools.feedback.database import address
from kb_tools.feedback.store import Store

_NUMBERS = count(1)


def _program(name: str) -> str | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(name)
    return found or next((str(f / name) for f in folders if (f / name).is_file()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server of our own, without a database; skipped aloud without one."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        say = pytest.fail if os.environ.get("KB_REQUIRE_POSTGRESQL") == "1" else pytest.skip
        say("no PostgreSQL found: install it")
    root = os.geteuid() == 0
    user = "postgres" if root else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-"))
    if root:  # the server refuses to run as root
        shutil.chown(folder, user)
    who = {"user": user} if root else {}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    settings = f"-p {port} -k '' -h 127.0.0.1 -c fsync=off -c full_page_writes=off"
    start = [pg_ctl, "-D", folder / "data", "-w", "-o", settings, "-l", folder / "log", "start"]
    subprocess.run([initdb, "-D", folder / "data", "-A", "trust", "-N", "-E", "UTF8", "-U", "kb"],
                   **quiet, **who)  # fmt: skip
    subprocess.run(start, **quiet, **who)
    yield f"postgresql://kb@127.0.0.1:{port}"
    subprocess.run([pg_ctl, "-D", folder / "data", "-m", "immediate", "stop"], **quiet, **who)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Address of an empty database."""
    if request.param == "sqlite":
        return address("", tmp_path)
    server = request.getfixturevalue("postgresql")
    name = f"kb{next(_NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address(f"{server}/{name}", tmp_path)


@pytest.fixture
def store(database: URL) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(database)
    yield opened
    opened.close()
