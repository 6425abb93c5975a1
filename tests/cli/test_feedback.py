"""`kb feedback` shows, exports and deletes what is kept."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.feedback import command
from kb_tools.errors import KbError
from kb_tools.feedback.database import FILE, address
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "kb.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_STORE", raising=False)
    store = Store.open(address("", tmp_path))
    mine = store.pseudonym("ann@example.com")
    store.add(
        [
            Event(NOW, "rating", "a", "zh", "KB-1", helpful=False, reason="unclear"),
            Event(NOW, "gap", "b", "zh", text="发票\x1b[31m怎么开", subject=mine),
            Event(NOW - timedelta(days=100), "rating", "c", "zh", "KB-2", helpful=True),
        ]
    )
    store.close()
    yield tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def kinds() -> list[str]:
    return [
        json.loads(line)["kind"] for line in run("export", "--format", "jsonl").stdout.splitlines()
    ]


def test_the_sum_is_for_people_or_for_programs(folder: Path) -> None:
    text = run("stats").stdout
    data = json.loads(run("stats", "--format", "json").stdout)

    assert "KB-1  (unclear 1)" in text
    assert "\x1b" not in text
    assert data["articles"]["KB-1"]["unhelpful"] == 1
    assert list(data["missing"].values()) == [1]


def test_an_export_has_what_happened_since_a_day(folder: Path) -> None:
    day = f"{NOW - timedelta(days=2):%Y-%m-%d}"

    result = run("export", "--since", day, "--out", "f.csv")

    assert result.exit_code == 0
    assert (folder / "f.csv").read_text("utf-8-sig").count("\n") == 3
    assert run("export", "--kind", "gap", "--format", "jsonl").stdout.count("\n") == 1


def test_an_export_that_fails_leaves_the_old_file(folder: Path) -> None:
    (folder / "f.csv").write_text("old", "utf-8")

    result = run("export", "--kind", "nothing", "--out", "f.csv")

    assert result.exit_code == 2
    assert (folder / "f.csv").read_text("utf-8") == "old"


def test_one_person_or_what_is_old_is_deleted(folder: Path) -> None:
    assert run("delete", "--subject", "Ann@example.com").stdout.split()[-1] == "1"
    assert kinds() == ["rating", "rating"]
    assert run("delete", "--older-than", "30").exit_code == 0
    assert kinds() == ["rating"]


def test_what_was_deleted_is_shown_and_proven(folder: Path) -> None:
    assert "nothing has been deleted yet" in run("deletions").stdout
    run("delete", "--subject", "ann@example.com", "--by", "request 17")
    run("delete", "--older-than", "30")

    first, second = run("deletions").stdout.splitlines()
    assert ("a person's data" in first, "request 17" in first) == (True, True)
    assert "ann" not in first
    (one, two) = json.loads(run("deletions", "--format", "json").stdout)
    assert two["previous"] == one["hash"]
    assert second.split()[-1] == two["hash"][:12]
    assert run("deletions", "--noted", two["hash"][:12]).exit_code == 0
    assert run("deletions", "--noted", "0" * 12).exit_code == 1
    assert run("deletions", "--noted", "").exit_code == 0
    assert run("deletions", "--noted", one["hash"][:3]).exit_code == 2


def test_a_log_that_somebody_changed_is_named_by_its_entry(folder: Path) -> None:
    for subject in ("ann@example.com", "bob"):
        run("delete", "--subject", subject)
    with contextlib.closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("DROP TRIGGER kb_deletion_same")
        database.execute("UPDATE kb_deletion SET count = 0 WHERE number = 1")
        database.commit()

    result = run("deletions")

    assert result.exit_code == 1
    assert "entry 1 has been changed since it was written" in result.stderr


@pytest.mark.parametrize("words", [(), ("--subject", " "), ("--subject", "a", "--older-than", "3")])
def test_nothing_is_deleted_without_saying_what(folder: Path, words: tuple[str, ...]) -> None:
    assert run("delete", *words).exit_code == 2
    assert len(kinds()) == 3


def test_a_store_that_is_off_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE", "off")

    result = run("stats")

    assert isinstance(result.exception, KbError)
    assert "'off'" in str(result.exception)
