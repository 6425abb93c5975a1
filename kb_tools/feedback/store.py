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

from sqlalchemy import ColumnElement, Engine, delete, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from kb_tools.feedback.database import connect, failed
from kb_tools.feedback.event import Event
from kb_tools.feedback.tables import EVENTS, SETTINGS

_KEY = "pseudonym key"
_ONCE = ("kind", "token", "article", "url")
_FIELDS = tuple(field.name for field in dataclasses.fields(Event))
_BATCH = 1000


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

    def forget(self, subject: str) -> int:
        """Delete everything of one person; return how many events that were."""
        return self._delete(EVENTS.c.subject == self.pseudonym(subject)) if subject.strip() else 0

    def expire(self, before: datetime) -> int:
        """Delete everything older; return how many events that were."""
        return self._delete(EVENTS.c.time < before)

    def _delete(self, which: ColumnElement[bool]) -> int:
        try:
            with self._engine.begin() as connection:
                count = connection.execute(delete(EVENTS).where(which)).rowcount
        except SQLAlchemyError as error:
            raise failed(error) from error
        if count and self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:  # the journal holds what was deleted
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return count

    def _pseudonym_key(self) -> bytes:
        """Return this store's secret, drawn when it is first asked for, by whoever is first."""
        fresh = {"name": _KEY, "value": secrets.token_hex(32)}
        query = select(SETTINGS.c.value).where(SETTINGS.c.name == _KEY)
        with self._engine.begin() as connection:
            if (known := connection.scalar(query)) is None:
                connection.execute(self._insert(SETTINGS).on_conflict_do_nothing(), fresh)
                known = connection.scalar(query)
        return bytes.fromhex(str(known))


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
