"""What is kept of the last check is an optimisation: the findings are those of a check of all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools.article import Article
from kb_tools.config import Config, LintConfig
from kb_tools.corpus import KnowledgeBase, stamps
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.cache import checking, recall
from kb_tools.lint.catalogue import catalogue, selected
from kb_tools.lint.engine import lint
from kb_tools.lint.evidence import NOTHING
from kb_tools.lint.rule import EXAMPLE_DATE
from tests.lint.test_session import BASES, LINES, PATHS, TEXTS

CAREFUL = ("KB205", "KB309", "KB509", "KB706")
"""Rules that are off by default and say whom an edit concerns."""
EDITS = st.tuples(st.sampled_from((*PATHS, "zh/i.png", "TOC.md")), st.none() | TEXTS)
MORE = st.tuples(st.sampled_from(PATHS), st.sampled_from(LINES), st.booleans())
"""A line more for an article: at its end, or before its last line."""
MOVES = st.tuples(st.just("move"), st.sampled_from(PATHS), st.sampled_from(PATHS), st.booleans())
"""An article that gets another path, there or in a folder of its own."""
OTHERS = st.sampled_from(["day", "options", "site"])
STEPS = st.lists(st.one_of(EDITS, MOVES, *[MORE] * 4, OTHERS), max_size=6)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cached, "MANY", 1)
        yield tmp_path_factory.mktemp("project")


def put(root: Path, texts: Mapping[str, str | None]) -> None:
    for path, text in texts.items():
        file = root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


def more(file: Path, line: str, end: bool) -> None:
    if file.exists():
        text = file.read_text("utf-8")
        at = len(text) if end else text.rfind("\n", 0, -1) + 1
        file.write_text(f"{text[:at]}\n{line}\n{text[at:]}", "utf-8")


def move(file: Path, to: Path) -> None:
    if file.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        file.rename(to)


def clear(root: Path) -> None:
    for file in sorted(root.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()


def remembering(config: Config, today: date = EXAMPLE_DATE) -> list[Diagnostic]:
    rules = selected(config.lint)
    with recall.remembering(config) as known:
        found = checking.check(
            known, rules, today, tuple(known.kb.articles), NOTHING, lambda *_: None
        )
        return [*found]


def anew(config: Config, today: date = EXAMPLE_DATE) -> list[Diagnostic]:
    return [*lint(KnowledgeBase.load(config), selected(config.lint), today)]


def configured(root: Path, **lint_options: object) -> Config:
    return Config(root=root, docs="docs", lint=LintConfig(**lint_options))


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BASES, STEPS)
def test_after_any_edits_a_check_finds_what_a_fresh_one_finds(
    project: Path, texts: dict[str, str], steps: list[tuple[Any, ...] | str]
) -> None:
    clear(project)
    today, config = EXAMPLE_DATE, configured(project, extend_select=CAREFUL)
    put(project / "docs", texts)
    assert remembering(config, today) == anew(config, today)
    for step in steps:
        if step == "day":
            today += timedelta(days=200)
        elif step == "options":
            config = configured(project, extend_select=CAREFUL, ignore=("KB502",))
        elif step == "site":
            put(project, {"mkdocs.yml": "site_name: A\nnav:\n  - a: zh/a.md\n"})
        elif step[0] == "move":
            move(project / "docs" / step[1], project / "docs" / ("new/" * step[3] + step[2]))
        elif len(step) == 3:
            more(project / "docs" / step[0], *step[1:])
        else:
            put(project / "docs", {step[0]: step[1]})
        if any((project / "docs").rglob("*.md")):
            assert remembering(config, today) == anew(config, today)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cached, "MANY", 1)
    monkeypatch.setattr(stamps, "_TICK", 0)
    put(tmp_path / "docs", {f"a{n}.md": f"# A{n}\n\n[b](a{n + 1}.md)\n" for n in range(9)})
    config = configured(tmp_path)
    assert remembering(config) == anew(config)
    return config


def edit(config: Config, path: str, text: str) -> None:
    put(config.root / "docs", {path: text})


@pytest.fixture
def parsed(base: Config, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the paths of the articles that are read or decoded."""
    paths: list[str] = []
    decoded = cached.decoded

    def spying(line: bytes, source: str) -> Article:
        article = decoded(line, source)
        paths.append(article.path)
        return article

    monkeypatch.setattr(cached, "decoded", spying)
    return paths


def test_when_nothing_changed_no_article_is_looked_at(base: Config, parsed: list[str]) -> None:
    assert remembering(base)
    assert not parsed


def test_after_an_edit_only_what_it_concerns_is_looked_at(base: Config, parsed: list[str]) -> None:
    edit(base, "a4.md", "# A4\n\n[b](a5.md)\n\nMore.\n")
    remembering(base)
    assert set(parsed) <= {"a4.md", "a5.md"}


def test_after_articles_came_and_went_only_what_that_concerns_is_looked_at(
    base: Config, parsed: list[str]
) -> None:
    edit(base, "new.md", "# New\n\n[b](a8.md)\n")
    (base.root / "docs" / "a4.md").unlink()
    (base.root / "docs" / "a0.md").rename(base.root / "docs" / "zero.md")
    found = remembering(base)
    # a3 linked to a4, what a8 links to may have been meant for it, a5 has lost its only link
    assert not {"a2.md", "a7.md"} & set(parsed)
    assert found == anew(base)


def test_after_an_id_changed_only_what_that_concerns_is_looked_at(
    base: Config, parsed: list[str]
) -> None:
    edit(base, "a4.md", "---\nid: KB-4\n---\n# A4\n\n[b](a5.md)\n")
    found = remembering(base)
    assert set(parsed) <= {"a3.md", "a4.md", "a5.md", "a8.md"}
    assert found == anew(base)


def test_a_picture_that_came_mends_the_link_to_it(base: Config) -> None:
    edit(base, "a4.md", "# A4\n\n![p](img/p.png)\n")
    assert "KB702" in {d.code for d in remembering(base)}
    edit(base, "img/p.png", "")
    assert "KB702" not in {d.code for d in remembering(base)}


def test_a_heading_that_goes_breaks_the_link_in_another_article(base: Config) -> None:
    edit(base, "a4.md", "# A4\n\n## Steps\n")
    edit(base, "a3.md", "# A3\n\n[b](a4.md#steps)\n")
    remembering(base)
    edit(base, "a4.md", "# A4\n\n## Step\n")

    assert "KB302" in {d.code for d in remembering(base) if d.path == "a3.md"}


def test_a_part_of_the_rules_reads_its_share(base: Config, parsed: list[str]) -> None:
    with recall.remembering(base) as known:
        rules = selected(base.lint, ("KB301", "KB306"))
        found = checking.check(known, rules, EXAMPLE_DATE, ["a8.md"], NOTHING, lambda *_: None)
        assert {d.code for d in found} == {"KB301"}
        assert {d.path for d in found} == {"a8.md"}
    assert not parsed


def test_rules_that_are_not_kept_are_run(base: Config) -> None:
    rules = [rule for rule in catalogue() if not rule.default]
    with recall.remembering(base) as known:
        paths = tuple(known.kb.articles)
        found = checking.check(known, rules, EXAMPLE_DATE, paths, NOTHING, lambda *_: None)
        assert [*found] == [*lint(KnowledgeBase.load(base), rules, EXAMPLE_DATE)]


def test_what_a_killed_process_left_is_as_good_as_before(base: Config) -> None:
    with store.opened(base.root) as database:
        assert database is not None
        database.execute("BEGIN IMMEDIATE")
        database.execute("DELETE FROM finding")
        database.execute("UPDATE known SET value = '{}' WHERE name = 'stamps'")

    assert remembering(base) == anew(base)


def test_two_at_once_find_the_same_and_the_second_keeps_nothing(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    edit(base, "a4.md", "# A4\n\nFirst.\n")
    with recall.remembering(base) as known:
        edit(base, "a5.md", "# A5\n\n[gone](gone.md)\n")
        assert remembering(base) == anew(base)
        paths = tuple(known.kb.articles)
        checking.check(known, known.rules, EXAMPLE_DATE, paths, NOTHING, lambda *_: None)

    assert remembering(base) == anew(base)


@pytest.mark.parametrize("line", [b"[1", b"", None])
def test_what_is_damaged_is_read_anew_from_the_files(base: Config, line: bytes | None) -> None:
    with store.opened(base.root) as database, store.written(database):
        database.execute("UPDATE article SET line = ?, source = ?", (line or b"[1", line))
    edit(base, "a4.md", "# A4\n\nFirst.\n")

    assert remembering(base) == anew(base)


def test_front_matter_that_json_would_change_is_kept_as_it_is(base: Config) -> None:
    edit(base, "a4.md", "---\n1: one\nn: .nan\n---\n\n# A4\n\n[b](a5.md)\n")
    assert remembering(base) == anew(base)
    edit(base, "a5.md", "# A5 is other\n")
    assert remembering(base) == anew(base)


def test_a_file_that_was_only_touched_is_not_looked_at(base: Config, parsed: list[str]) -> None:
    os.utime(base.root / "docs" / "a4.md")
    with recall.remembering(base) as known:
        assert known.kb.ancestors == ()
    assert not parsed


def test_a_file_written_in_the_same_tick_is_read_again(
    base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_TICK", 3600 * 10**9)

    assert set(stamps.stamps(base.root / "docs", ["a4.md", "none.md"]).values()) == {""}


def test_what_another_version_kept_is_as_good_as_nothing(base: Config) -> None:
    with store.opened(base.root) as database, store.written(database):
        database.execute("DELETE FROM known WHERE name = 'told'")

    assert remembering(base) == anew(base)


def test_what_was_found_still_holds_until_something_changes(
    base: Config, parsed: list[str]
) -> None:
    with recall.remembering(base) as known:
        assert known.holds(EXAMPLE_DATE)
        assert not known.holds(EXAMPLE_DATE + timedelta(days=1))
        rules = checking.asked(known)
        assert {rule.code for rule in rules} == {"KB110", "KB403", "KB404", "KB605"}
        paths = tuple(known.kb.articles)
        found = checking.still(known, rules, EXAMPLE_DATE, paths, NOTHING)
        told = [*found]
    assert not parsed
    assert told == anew(base)
