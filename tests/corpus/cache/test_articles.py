"""What was read of articles and kept: the same articles as if they had been read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, parsing
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.files import cache_folder
from kb_tools.markdown import parse

RICH = """---
id: KB-1
title: 重置密码
reviewed: 2026-11-22
at: 2026-11-22 10:00:00
tags: [a, {b: null}]
---

# 重置密码

See [the other](b.md#x), ![picture](a.png "t") and `code`.

## Steps {#steps}

<div id="raw">html</div> <!-- note -->

```sh
run
```
"""
PIECES = st.sampled_from(
    [
        "# A\n",
        "## B {#b}\n",
        "[x](y.md)",
        "`c`",
        "```\nd\n```\n",
        "<!-- e -->",
        "<b id=f>",
        "\n",
        "登录",
    ]
)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cached, "MANY", 1)
    docs = tmp_path / "base" / "docs"
    docs.mkdir(parents=True)
    (docs / "a.md").write_text(RICH, "utf-8")
    (docs / "b.md").write_bytes("\ufeff# Second\r\n\r\nText [a](a.md).\r\n".encode())
    return Config(root=tmp_path / "base")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the paths of the articles that are parsed."""
    paths: list[str] = []

    def spying(text: str, path: str, **given: object) -> Article:
        paths.append(path)
        return parse(text, path, **given)

    monkeypatch.setattr(parsing, "parse", spying)
    return paths


def load(config: Config) -> dict[str, Article]:
    return dict(KnowledgeBase.load(config).articles)


def test_what_was_read_once_is_not_parsed_again(base: Config, parsed: list[str]) -> None:
    first = load(base)
    assert parsed == ["a.md", "b.md"]

    assert load(base) == first
    assert parsed == ["a.md", "b.md"]


def test_only_what_changed_is_parsed_again(base: Config, parsed: list[str]) -> None:
    load(base)
    (base.root / "docs" / "b.md").write_text("# Third\n", "utf-8")
    parsed.clear()

    assert load(base)["b.md"].title == "Third"
    assert parsed == ["b.md"]


def test_other_options_read_anew(base: Config, parsed: list[str]) -> None:
    load(base)
    parsed.clear()

    load(Config(root=base.root, keys={"owner": "team"}))
    assert parsed == ["a.md", "b.md"]


@pytest.mark.parametrize(
    "damage", [lambda d: d[:700], lambda d: d[:4096] + b"x" * (len(d) - 4096), bytes.upper]
)
def test_a_damaged_database_is_made_anew(base: Config, damage) -> None:
    first = load(base)
    file = cache_folder(base.root) / store.BASE.name
    file.write_bytes(damage(file.read_bytes()))

    assert load(base) == first
    assert load(base) == first


@pytest.mark.parametrize("line", ["[1", "[]", "{}", "null", b"\xff"])
def test_what_is_damaged_is_parsed_again(base: Config, line: str | bytes) -> None:
    first = load(base)
    with store.opened(base.root) as database, store.written(database):
        database.execute("UPDATE article SET line = ?", (line,))

    assert load(base) == first


def test_a_cache_that_cannot_be_written_stops_nobody(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base.root / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(base.root / "file"))

    assert load(base) == load(base)


def test_only_the_user_may_read_what_is_kept(base: Config) -> None:
    load(base)

    assert (cache_folder(base.root) / store.BASE.name).stat().st_mode & 0o077 == 0


def test_while_another_process_writes_nobody_waits_for_long(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    first = load(base)
    (base.root / "docs" / "b.md").write_text("# Third\n", "utf-8")

    with store.opened(base.root) as database, store.written(database):
        assert load(base)["a.md"] == first["a.md"]


def test_whoever_comes_second_to_a_new_database_leaves_what_is_in_it(base: Config) -> None:
    first = load(base)
    with store.opened(base.root) as database:
        database.execute("PRAGMA user_version = 0")  # as it saw the file before it was made
    with store.opened(base.root) as database:
        kept = database.execute("SELECT count(*) FROM article").fetchone()

    assert kept == (len(first),)


def test_what_is_known_of_projects_that_are_gone_is_removed(
    base: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, unused = tmp_path / "gone", tmp_path / "unused"
    for project in (gone, unused):
        project.mkdir()
        with store.opened(project):
            pass
    gone.rmdir()
    os.utime(cache_folder(unused) / "root", (0, 0))
    load(base)

    assert cache_folder(base.root).exists()
    assert not cache_folder(gone).exists()
    assert not cache_folder(unused).exists()


def test_a_small_base_leaves_no_trace(base: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MANY", 3)
    load(base)

    assert not cache_folder(base.root).exists()


@given(st.lists(PIECES).map("".join) | st.text())
def test_every_article_comes_back_as_it_was(text: str) -> None:
    article = parse(text, "a.md")

    assert cached.decoded(cached.encoded(article), text) == article


@pytest.mark.parametrize("meta", ["n: .nan", "1: one", "b: !!binary aGk=", "$date: x"])
def test_front_matter_that_json_would_change_is_not_kept(meta: str) -> None:
    article = parse(f"---\n{meta}\n---\n\n# A\n", "a.md")
    try:
        line = cached.encoded(article)
    except (ValueError, TypeError):
        return
    assert cached.decoded(line, article.source) == article
