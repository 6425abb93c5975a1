"""A baseline holds back what was there, and nothing that is new."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.errors import KbError
from kb_tools.lint.baseline import Held, held, read, written
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE

OLD = {"a.md": "# A\n\n[x](x.md)\n\n[x](x.md)\n", "b.md": "# B\n\n[y](y.md)\n"}


def found(texts: dict[str, str]) -> tuple[KnowledgeBase, list[Diagnostic]]:
    kb = KnowledgeBase.from_texts(texts)
    return kb, list(lint(kb, [*matching(["KB301"])], EXAMPLE_DATE))


def baseline() -> str:
    kb, diagnostics = found(OLD)
    return written(diagnostics, kb.articles)


def against(now: dict[str, str], checked: set[str] | None = None) -> Held:
    kb, diagnostics = found(now)
    entries = read(baseline(), "base.txt")
    return held(diagnostics, kb.articles, entries, checked or {*now}, {"KB301"})


def test_what_is_in_it_is_held_back() -> None:
    assert against(OLD) == ([], 3, [])


def test_lines_above_a_finding_change_nothing() -> None:
    now = {**OLD, "a.md": "# A\n\nA new sentence.\n\n" + OLD["a.md"].partition("\n\n")[2]}
    assert against(now).new == []


def test_one_more_of_the_same_is_new() -> None:
    told = against({**OLD, "a.md": OLD["a.md"] + "\n[x](x.md)\n"})
    assert (len(told.new), told.number) == (1, 3)


def test_another_fault_in_the_same_place_is_new() -> None:
    told = against({**OLD, "b.md": "# B\n\n[y](z.md)\n"})
    assert [d.message.en for d in told.new] == ["'z.md' does not exist"]


def test_what_is_mended_is_gone() -> None:
    told = against({**OLD, "b.md": "# B\n"})
    assert [(line, entry.path) for line, entry in told.gone] == [(4, "b.md")]


def test_entries_move_with_their_article() -> None:
    assert against({"a.md": OLD["a.md"], "new/b.md": OLD["b.md"]}) == ([], 3, [])


def test_of_articles_that_were_not_checked_nothing_is_gone() -> None:
    kb, _ = found(OLD)
    entries = read(baseline(), "base.txt")
    told = held([], kb.articles, entries, {"a.md"}, {"KB301"})
    assert {entry.path for _, entry in told.gone} == {"a.md"}
    assert held([], kb.articles, entries, {*OLD}, {"KB302"}).gone == []


def test_it_is_sorted_so_that_a_merge_is_easy() -> None:
    lines = baseline().splitlines()[1:]
    assert lines == sorted(lines, key=lambda line: (line.split()[2], line))


def test_what_is_no_entry_is_named_with_its_line() -> None:
    with pytest.raises(KbError, match=r"base\.txt:3: not a baseline entry"):
        read("# comment\n\n<<<<<<< main\n", "base.txt")
