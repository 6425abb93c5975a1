"""Databases: their address, how a connection is set up, and their migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.feedback.tables import REVISION
from kb_tools.language import Text

FILE = "kb-feedback.db"
"""The SQLite file, below the root, where no other database is named."""

VERSIONS = "kb_revision"
_LOCK = 0x6B625F746F6F6C73  # "kb_tools", as PostgreSQL numbers a lock


def named(config: Config, environment: Mapping[str, str]) -> URL | None:
    """Return the address of the store that is configured; None where nothing is to be kept."""
    wanted = environment.get("KB_STORE", "") or config.server.store
    return None if wanted == "off" else address(wanted, config.root)


def address(named: str, root: Path) -> URL:
    """Return the address of a database: as named by URL or path, else SQLite below `root`.

    Raises KbError for one that cannot be.
    """
    if "://" not in named:
        return URL.create("sqlite", database=str(root / (named or FILE)))
    try:
        url = make_url(named)
    except ArgumentError as error:
        raise KbError(_NO_URL) from error
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise KbError(_KINDS.format(kind=kind))
    return url.set(drivername="sqlite" if kind == "sqlite" else "postgresql+psycopg")


def connect(url: URL) -> Engine:
    """Return an engine whose database has the newest tables; made or brought there if need be.

    Raises KbError where it cannot be reached, or belongs to a newer kb_tools.
    """
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    try:
        _migrate(engine)
    except OperationalError as error:
        engine.dispose()
        shown = url.render_as_string(hide_password=True)
        why = str(error.orig).partition("\n")[0]
        raise KbError(_UNREACHABLE.format(url=shown, why=why)) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - a driver's own connection
    """Set SQLite up to lose nothing, to wait for others, and to overwrite what is deleted."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000",
                       "secure_delete=ON"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")


def _migrate(engine: Engine) -> None:
    if _revision(engine) == REVISION:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        alone(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise KbError(_NEWER) from error


def _revision(engine: Engine) -> str:
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSIONS):
            return ""
        return str(connection.scalar(text(f"SELECT version_num FROM {VERSIONS}")) or "")  # noqa: S608


def alone(connection: Connection) -> None:
    """Let one process at a time go on, until the transaction ends; it must do so first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    else:
        connection.execute(text("BEGIN IMMEDIATE"))


def failed(error: SQLAlchemyError) -> KbError:
    """Return what to say when a database did not do what it should."""
    why = str(getattr(error, "orig", error)).partition("\n")[0]
    return KbError(_FAILED.format(why=why))


_NO_URL = Text(
    "the store's address cannot be read; it looks like postgresql://user@host/name",
    "存储地址无法识别；格式如 postgresql://user@host/name",
)
_KINDS = Text(
    "the store cannot be '{kind}'; it is sqlite or postgresql",
    "存储不能用“{kind}”；可用 sqlite 或 postgresql",
)
_UNREACHABLE = Text("the store {url} cannot be opened: {why}", "存储 {url} 打不开：{why}")
_NEWER = Text(
    "the store was made by a newer kb_tools; install that version",
    "存储由更新版本的 kb_tools 创建；请安装那个版本",
)
_FAILED = Text("the store failed: {why}", "存储出错：{why}")
