"""The index file: made again when articles change, and never trusted when it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.corpus import reading
from kb_tools.search import store
from kb_tools.search.index import Index
from kb_tools.search.layout import MAGIC
from kb_tools.search.store import open_index, signature


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "base"
    write(root / "docs" / "en" / "a.md", "# Reset the router\n\nPull the plug.\n")
    return Config(root=root)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def titles(index: Index) -> list[str]:
    return [index.record(number).title for number in range(index.documents)]


def file(config: Config) -> Path:
    return next(store.places(config.root))


def test_the_file_is_made_once_and_then_used(base: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    open_index(base)
    monkeypatch.setattr(store, "build_from", lambda *_: pytest.fail("built again"))

    assert titles(open_index(base)) == ["Reset the router"]


def test_how_far_the_making_is_grows_to_all_articles(base: Config) -> None:
    for number in range(3):
        write(base.root / "docs" / "en" / f"{number}.md", f"# Article {number}\n")
    told: list[tuple[int, int]] = []
    open_index(base, lambda number, total: told.append((number, total)))

    assert told == sorted(told)
    assert told[-1] == (4, 4)


@pytest.mark.parametrize("name", ["en/b.md", "en/a.md"])
def test_new_and_changed_articles_are_taken_in(base: Config, name: str) -> None:
    open_index(base)
    write(base.root / "docs" / name, "# Another title\n")

    assert "Another title" in titles(open_index(base))


def test_after_an_edit_only_that_article_is_read(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        write(base.root / "docs" / "en" / f"{number}.md", f"# Article {number}\n\nPull the plug.\n")
    open_index(base)
    write(base.root / "docs" / "en" / "7.md", "# Article seven\n\nPull the other plug.\n")
    read: list[str] = []

    def reading_of(root: Path, path: str) -> str | reading.Fault:
        read.append(path)
        return text(root, path)

    text = reading.text
    monkeypatch.setattr(reading, "text", reading_of)

    assert "Article seven" in titles(open_index(base))
    assert read == ["en/7.md"]


def test_a_file_that_was_only_touched_changes_nothing(base: Config) -> None:
    before = contents(open_index(base))
    os.utime(base.root / "docs" / "en" / "a.md", ns=(1, 1))

    assert contents(open_index(base)) == before


def contents(index: Index) -> dict[str, bytes]:
    names = ("term", "posting_document", "posting_impact", "unit", "wording_scale", "record")
    return {name: bytes(index.region(name)) for name in names}


@pytest.mark.parametrize(
    "edit",
    [
        {"en/a.md": "---\nstatus: draft\n---\n# Reset the router\n"},
        {"zh/a.md": "# 重启路由器\n\n拔掉电源。\n"},
        {"zh/a.md": "# 重启路由器\n", "fr/a.md": "# Redémarrer\n", "en/b.md": "# B\n"},
        {"a.md": "# Beside the folder of a language\n", "b.md": "# B\n", "c.md": "# C\n"},
        {"en/a.md": "\udcff"},
        {"en/SUMMARY.md": "# Contents\n\n- [A](a.md)\n", "en/a.md": "# A\r\n\r\nText.\r\n"},
    ],
)
def test_after_an_edit_it_is_as_if_made_anew(base: Config, edit: dict[str, str]) -> None:
    write(base.root / "docs" / "en" / "z.md", "# The last\n\nStays as it is.\n")
    open_index(base)
    for path, text in edit.items():
        target = base.root / "docs" / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape"))
    mended = contents(open_index(base))
    file(base).unlink()

    assert mended == contents(open_index(base))


def test_a_removed_article_is_gone(base: Config) -> None:
    write(base.root / "docs" / "en" / "b.md", "# Another title\n")
    open_index(base)
    (base.root / "docs" / "en" / "b.md").unlink()

    assert titles(open_index(base)) == ["Reset the router"]


def test_an_option_that_matters_makes_it_new(base: Config) -> None:
    write(base.root / "mkdocs.yml", "site_name: A\n")
    before = signature(base)
    write(base.root / "mkdocs.yml", "site_name: A\nsite_url: https://help.example/\n")

    assert signature(base) != before


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no index",
        MAGIC,
        MAGIC + b"\xff" * 40,
    ],
)
def test_what_is_no_index_is_replaced_without_a_word(base: Config, damage: bytes) -> None:
    open_index(base)
    file(base).write_bytes(damage)

    assert titles(open_index(base)) == ["Reset the router"]
    assert file(base).read_bytes().startswith(MAGIC)


def test_every_cut_and_every_flipped_byte_is_noticed(base: Config) -> None:
    open_index(base)
    whole = file(base).read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x40
        for damaged in (whole[:place], bytes(flipped)):
            file(base).write_bytes(damaged)
            assert titles(open_index(base)) == ["Reset the router"]


def test_a_root_that_cannot_be_written_to_has_its_index_in_the_cache(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_root, in_cache = store.places(base.root)
    in_root.parent.write_text("a file where the folder must be, which not even root can write to")
    open_index(base)
    monkeypatch.setattr(store, "build_from", lambda *_: pytest.fail("built again"))

    assert in_cache.exists()
    assert titles(open_index(base)) == ["Reset the router"]


def test_an_index_nobody_can_write_is_still_an_answer(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(store, "write", denied)

    assert titles(open_index(base)) == ["Reset the router"]


def test_drafts_and_archived_articles_are_not_in_it(base: Config) -> None:
    for status in ("draft", "archived"):
        write(base.root / "docs" / "en" / f"{status}.md", f"---\nstatus: {status}\n---\n# No\n")

    assert titles(open_index(base)) == ["Reset the router"]
