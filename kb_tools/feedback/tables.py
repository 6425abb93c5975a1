"""The tables, once: the store uses them, the migrations must arrive at them (a test compares)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION = "0002"
"""The newest migration: what a database must have been brought to."""


class Moment(TypeDecorator[datetime]):
    """A point in time; SQLite keeps no zones, so it is UTC there without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a time into UTC before it is written."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give a time its zone back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


METADATA = MetaData()

EVENTS = Table(
    "kb_event",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("time", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("token", String(64), nullable=False),
    Column("lang", String(35), nullable=False),
    Column("article", String(200), nullable=False),
    Column("url", String(500), nullable=False),
    Column("rank", Integer),
    Column("score", Float),
    Column("helpful", Boolean),
    Column("reason", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("place", String(40), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("contact", String(254), nullable=False),
    UniqueConstraint("kind", "token", "article", "url", name="kb_event_once"),
    Index("kb_event_time", "time"),
    Index("kb_event_subject", "subject"),
)

DELETIONS = Table(
    "kb_deletion",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("time", Moment, nullable=False),
    Column("what", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("by", String(200), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Triggers of the migration let it only grow."""

SETTINGS = Table(
    "kb_setting",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
