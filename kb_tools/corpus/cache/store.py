"""The database of what is known of a project, in the user's own cache folder.

Nothing in it is needed: a process that cannot open, read or write it goes on without it and
computes what is missing. It holds plain values (numbers, texts, JSON), never anything to be run.

A writer changes all in one transaction, so a process that is killed leaves what was there
before. Two processes may work at once: each reads one state from beginning to end, and a writer
that started from another state than the one it finds gives up: the other's is as good.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kb_tools.corpus.cache.sweeping import sweep
from kb_tools.files import cache_folder

_PATIENCE = 2.0
"""Seconds that a writer waits for another process."""


class Form(NamedTuple):
    """A database: its file, whose number is that of the form of the tables, and these."""

    name: str
    tables: str


BASE = Form(
    "base-2.sqlite3",
    """
    CREATE TABLE IF NOT EXISTS article (key BLOB PRIMARY KEY, line BLOB, source BLOB);
    CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, key BLOB);
    CREATE TABLE IF NOT EXISTS finding (path TEXT PRIMARY KEY, own TEXT, among TEXT);
    CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value TEXT);
    """,
)
_STATE = """
CREATE TABLE IF NOT EXISTS state (number INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO state VALUES (1);
"""

Connection = sqlite3.Connection
DatabaseError = sqlite3.DatabaseError
BusyError = sqlite3.OperationalError
"""The database is fine, but cannot be read or written now."""


def exists(root: Path) -> bool:
    """Tell whether anything is known of the project at `root`."""
    return (cache_folder(root) / BASE.name).exists()


def remove(root: Path, form: Form = BASE) -> None:
    """Forget all that is known of the project at `root`."""
    with suppress(OSError):
        (cache_folder(root) / form.name).unlink()


@contextmanager
def opened(root: Path, form: Form = BASE) -> Iterator[sqlite3.Connection | None]:
    """Yield the database of the project at `root`; None where there can be none."""
    connection = _connected(cache_folder(root) / form.name, form.tables)
    if connection is None:
        yield None
        return
    with closing(connection):
        sweep(root)
        yield connection


@contextmanager
def tolerant(root: Path, form: Form = BASE) -> Iterator[None]:
    """Go on without what cannot be read or written; a damaged database is removed."""
    try:
        yield
    except sqlite3.OperationalError:
        pass  # busy, read-only, or the disk is full
    except sqlite3.DatabaseError:
        remove(root, form)
    except ValueError:
        pass  # a name that is no Unicode


def number(connection: Connection) -> int:
    """Return which state this is; what is read from now on, up to the next write, is of it."""
    if not connection.in_transaction:
        connection.execute("BEGIN")
    return int(connection.execute("SELECT number FROM state").fetchone()[0])


@contextmanager
def written(connection: Connection) -> Iterator[None]:
    """Write in one transaction, or nothing at all."""
    if connection.in_transaction:
        connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connected(place: Path, tables: str) -> sqlite3.Connection | None:
    with suppress(OSError, sqlite3.OperationalError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(place, tables)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            place.unlink()
            return _prepared(place, tables)
    return None


def _prepared(place: Path, tables: str) -> sqlite3.Connection:
    new = not place.exists()
    connection = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        if new:
            place.chmod(0o600)  # the articles may be for colleagues only
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            script = f"BEGIN IMMEDIATE; {tables} {_STATE} PRAGMA user_version = 1; COMMIT;"
            connection.executescript(script)
    except BaseException:
        connection.close()
        raise
    return connection
