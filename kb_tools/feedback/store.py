"""The store: events written in one transaction, read as a stream, forgotten for good."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from kb_tools.feedback.database import alone, connect, failed
from kb_tools.feedback.deletions import Deletion, What, following
from kb_tools.feedback.event import Event
from kb_tools.feedback.tables import DELETIONS, EVENTS, SETTINGS

_KEY = "pseudonym key"
_ONCE = ("kind", "token", "article", "url")
_FIELDS = tuple(field.name for field in dataclasses.fields(Event))
_BATCH = 1000
_BY = 200


class Store:
    """Events in a database. What `add` returned from is on the disk, whatever happens next."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        dialect = import_module(f"sqlalchemy.dialects.{engine.dialect.name}")
        self._insert = dialect.insert
        self._secret = self._pseudonym_key()

    @classmethod
    def open(cls, url: URL) -> Store:
        """Open a database, making its tables where there are none. Raises KbError."""
        return cls(connect(url))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def add(self, events: Sequence[Event]) -> None:
        """Write events, all or none; one that is there already is replaced. Raises KbError."""
        if not events:
            return
        insert = self._insert(EVENTS)
        changed = {name: insert.excluded[name] for name in _FIELDS if name not in _ONCE}
        upsert = insert.on_conflict_do_update(index_elements=_ONCE, set_=changed)
        try:
            with self._engine.begin() as connection:
                connection.execute(upsert, [_row(one) for one in events])
        except SQLAlchemyError as error:
            raise failed(error) from error

    def events(self, since: datetime | None = None, kinds: Sequence[str] = ()) -> Iterator[Event]:
        """Yield events in the order in which they came, a batch in memory at a time."""
        query = select(EVENTS).order_by(EVENTS.c.id).where(*_limits(since, kinds))
        with self._engine.connect().execution_options(yield_per=_BATCH) as connection:
            for row in connection.execute(query).mappings():
                yield Event(**{name: row[name] for name in _FIELDS})

    def pseudonym(self, subject: str) -> str:
        """Return what stands for a person in the store; only this store can tell who it is."""
        known = " ".join(subject.split()).casefold()
        if not known:
            return ""
        return hmac.new(self._secret, known.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def forget(self, subject: str, now: datetime, by: str = "") -> int:
        """Delete everything of one person; return how many events that were.

        The log of deletions says that it was done, on whose word (`by`), not to whom.
        """
        if not subject.strip():
            return 0
        return self._delete(EVENTS.c.subject == self.pseudonym(subject), now, "subject", by)

    def expire(self, before: datetime, now: datetime, by: str = "") -> int:
        """Delete everything older than `before`; return how many events that were."""
        return self._delete(EVENTS.c.time < before, now, "age", by)

    def deletions(self) -> list[Deletion]:
        """Return the log of deletions, the oldest first."""
        query = select(DELETIONS).order_by(DELETIONS.c.number)
        with self._engine.connect() as connection:
            return [Deletion(**row) for row in connection.execute(query).mappings()]

    def _delete(self, which: ColumnElement[bool], now: datetime, what: What, by: str) -> int:
        try:
            with self._engine.begin() as connection:
                alone(connection)  # or two entries would follow the same one
                count = connection.execute(delete(EVENTS).where(which)).rowcount
                if count or what == "subject":
                    _log(connection, now, what, count, by)
        except SQLAlchemyError as error:
            raise failed(error) from error
        if count and self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:  # the journal holds what was deleted
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return count

    def _pseudonym_key(self) -> bytes:
        """Return this store's secret, drawn by the first process that asks for it."""
        fresh = {"name": _KEY, "value": secrets.token_hex(32)}
        query = select(SETTINGS.c.value).where(SETTINGS.c.name == _KEY)
        with self._engine.begin() as connection:
            if (known := connection.scalar(query)) is None:
                connection.execute(self._insert(SETTINGS).on_conflict_do_nothing(), fresh)
                known = connection.scalar(query)
        return bytes.fromhex(str(known))


def _log(connection: Connection, now: datetime, what: What, count: int, by: str) -> None:
    """Add an entry to the log of deletions, in the transaction that deletes."""
    query = select(DELETIONS).order_by(DELETIONS.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    said = _storable(by)[:_BY]
    entry = following(Deletion(**row) if row else None, now, what, count, said)
    connection.execute(insert(DELETIONS), dataclasses.asdict(entry))


def _limits(since: datetime | None, kinds: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield EVENTS.c.time >= since
    if kinds:
        yield EVENTS.c.kind.in_(kinds)


def _row(event: Event) -> dict[str, Any]:
    """Return an event as columns: cut to their width, without what no database takes as text."""
    row = {name: getattr(event, name) for name in _FIELDS}
    for name, value in row.items():
        if isinstance(value, str):
            row[name] = _storable(value)[: getattr(EVENTS.c[name].type, "length", None)]
    return row


def _storable(value: str) -> str:
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
