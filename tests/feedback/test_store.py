"""What was acknowledged is there, once, on either database, until it is forgotten for good."""

from __future__ import annotations

import dataclasses
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.feedback.database import FILE, address, connect, named
from kb_tools.feedback.deletions import broken
from kb_tools.feedback.event import KINDS, Event
from kb_tools.feedback.store import Store
from kb_tools.feedback.tables import METADATA, REVISION

NOW = datetime(2026, 11, 22, 12, 0, 1, 250_000, tzinfo=UTC)


RATING = Event(NOW, "rating", "a", "zh", "KB-1", "zh/login/", helpful=True)


def rating(mark: str = "a", **fields: Any) -> Event:
    return dataclasses.replace(RATING, token=mark, **fields)


def test_an_event_comes_back_as_it_was(store: Store) -> None:
    whole = Event(NOW, "shown", "t", "zh-Hant", "KB-1", "zh/登录/", 3, 0.625, None, "unclear",
                  "收不到 'code'; DROP TABLE -- %s {{7*7}} 😀", "agent", "s", "a@b.cn")  # fmt: skip
    store.add([whole, rating()])

    assert list(store.events()) == [whole, rating()]


def test_the_later_of_two_ratings_with_one_token_counts(store: Store) -> None:
    store.add([rating()])
    store.add([rating(), rating(text="看不懂", reason="unclear")])

    assert [event.reason for event in store.events()] == ["unclear"]


def test_the_same_token_may_tell_of_several_articles_and_happenings(store: Store) -> None:
    events = [
        Event(NOW, kind, "t", article=f"KB-{n}") for n in (1, 2) for kind in ("shown", "opened")
    ]
    store.add(events)
    store.add(events)

    assert sorted(map(str, store.events())) == sorted(map(str, events))


def test_events_are_found_by_time_and_kind(store: Store) -> None:
    old = Event(NOW - timedelta(days=3), "gap", "g", text="发票")
    store.add([old, rating()])

    assert list(store.events(since=NOW - timedelta(days=1))) == [rating()]
    assert list(store.events(kinds=["gap"])) == [old]


def test_what_one_person_caused_is_deleted_by_their_name_for_the_desk(store: Store) -> None:
    mine = store.pseudonym("Ann@Example.com")
    store.add([rating("a", subject=mine), rating("b", subject=store.pseudonym("bob")), rating("c")])

    assert store.forget(" ann@example.COM ", NOW) == 1
    assert [event.token for event in store.events()] == ["b", "c"]
    assert store.forget("", NOW) == 0


def test_a_pseudonym_is_the_same_for_every_worker_and_different_for_every_store(
    database: URL, tmp_path: Path
) -> None:
    with_one, with_other = Store.open(database), Store.open(database)
    elsewhere = Store.open(address(str(tmp_path / "other.db"), tmp_path))

    assert with_one.pseudonym("ann") == with_other.pseudonym("ann")
    assert with_one.pseudonym("ann") != elsewhere.pseudonym("ann")
    assert with_one.pseudonym(" ") == ""
    for each in (with_one, with_other, elsewhere):
        each.close()


def test_what_is_old_is_deleted(store: Store) -> None:
    store.add([rating(), Event(NOW - timedelta(days=400), "gap", "g", text="old")])

    assert store.expire(NOW - timedelta(days=365), NOW) == 1
    assert list(store.events()) == [rating()]


def test_deleted_text_is_in_no_file_any_more(tmp_path: Path) -> None:
    store = Store.open(address("", tmp_path))
    store.add([rating(text="canary " * 50, subject=store.pseudonym("ann"))])
    store.forget("ann", NOW)
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.close()

    assert b"canary" not in left


def test_every_deletion_is_logged_in_a_chain_without_saying_whose(store: Store) -> None:
    store.add([rating("a", subject=store.pseudonym("ann")), rating("b")])
    store.forget("ann", NOW, "request 17")
    store.forget("nobody", NOW)
    store.expire(NOW - timedelta(days=1), NOW)
    store.expire(NOW + timedelta(days=1), NOW, "keep_days")
    log = store.deletions()

    assert [(one.number, one.what, one.count, one.by) for one in log] == [
        (1, "subject", 1, "request 17"), (2, "subject", 0, ""), (3, "age", 1, "keep_days")
    ]  # fmt: skip
    assert broken(log) is None
    assert "ann" not in str(log)
    assert store.pseudonym("ann") not in str(log)


@pytest.mark.parametrize("change", ["UPDATE kb_deletion SET count = 9", "DELETE FROM kb_deletion"])
def test_the_log_of_deletions_only_grows(database: URL, change: str) -> None:
    store = Store.open(database)
    store.forget("ann", NOW)
    engine = connect(database)
    with pytest.raises(SQLAlchemyError, match="only grows"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()

    assert [one.count for one in store.deletions()] == [0]
    store.close()


def test_deletions_at_once_stay_one_chain(database: URL) -> None:
    stores = [Store.open(database) for _ in range(3)]

    def forget(number: int) -> None:
        for n in range(10):
            stores[number].forget(f"{number} {n}", NOW)

    threads = [threading.Thread(target=forget, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = stores[0].deletions()
    for each in stores:
        each.close()

    assert [one.number for one in log] == [*range(1, 31)]
    assert broken(log) is None


def test_a_store_of_the_first_version_gets_the_log_and_keeps_its_events(database: URL) -> None:
    Store.open(database).close()
    engine = connect(database)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE kb_deletion"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP FUNCTION kb_deletion_kept()"))
        connection.execute(text("UPDATE kb_revision SET version_num = '0001'"))
    engine.dispose()

    store = Store.open(database)
    store.add([rating()])
    assert store.expire(NOW + timedelta(days=1), NOW) == 1
    assert len(store.deletions()) == 1
    store.close()


def test_all_of_a_batch_is_written_or_nothing(store: Store) -> None:
    with pytest.raises(KbError):
        store.add([rating("a"), Event(None, "gap", "b")])  # type: ignore[arg-type]

    assert list(store.events()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), url=st.text(max_size=600))
def test_no_text_is_refused_or_tears_another(store: Store, text: str, url: str) -> None:
    store.add([Event(NOW, "gap", "t", url=url, text=text), rating("x")])

    assert rating("x") in list(store.events())


def test_many_writers_at_once_lose_nothing(database: URL) -> None:
    stores = [Store.open(database) for _ in range(3)]

    def write(number: int) -> None:
        for n in range(30):
            stores[number].add([rating(f"{number}-{n}")])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({event.token for event in stores[0].events()}) == 90
    for each in stores:
        each.close()


def test_several_processes_may_make_the_tables_at_once(database: URL) -> None:
    faults: list[BaseException] = []

    def make() -> None:
        try:
            Store.open(database).close()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []


def test_the_migrations_arrive_at_the_tables_that_are_used(database: URL) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = connect(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": "kb_revision"}
        )
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
    engine.dispose()


def test_a_store_of_a_newer_version_is_left_alone(database: URL) -> None:
    engine = connect(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE kb_revision SET version_num = '9999'"))

    with pytest.raises(KbError, match="newer kb_tools"):
        connect(database)
    assert inspect(engine).has_table("kb_event")
    engine.dispose()


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("mysql://a@b/c", "mysql"),
        ("postgresql://u:geheim@127.0.0.1:1/x", "cannot be opened"),
        ("://", "postgresql://user@host/name"),
        ("/nowhere/at/all/x.db", "cannot be opened"),
    ],
)
def test_a_store_that_cannot_be_is_named_without_its_password(
    setting: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(KbError, match=why) as caught:
        connect(address(setting, tmp_path))

    assert "geheim" not in str(caught.value)


def test_the_environment_names_the_store_before_the_configuration(tmp_path: Path) -> None:
    config = Config(root=tmp_path)

    assert str(named(config, {})).endswith(FILE)
    assert named(config, {"KB_STORE": "off"}) is None
    found = named(config, {"KB_STORE": "postgres://u:p@h/n"})
    assert found is not None
    assert found.drivername == "postgresql+psycopg"


def test_every_kind_fits_its_column() -> None:
    assert max(map(len, KINDS)) <= 16


def test_sqlite_is_set_up_to_survive(tmp_path: Path) -> None:
    engine = connect(address("", tmp_path))
    with engine.connect() as connection:
        modes = [
            connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")
        ]
    engine.dispose()

    assert modes == ["wal", 2]
