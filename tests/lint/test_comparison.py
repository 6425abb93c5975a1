"""What came with a change is told from what was there."""

from __future__ import annotations

from kb_tools.corpus import KnowledgeBase
from kb_tools.history.changes import between
from kb_tools.lint.catalogue import matching
from kb_tools.lint.comparison import Compared, compare
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import EXAMPLE_DATE

BEFORE = {
    "login.md": "# Login\n\nSee [reset](reset.md) and [gone](gone.md).\n",
    "reset.md": "# Reset\n\nEnter the the code.\n",
    "other.md": "# Other\n\nIt is of of old. [x](x.md)\n",
}


def compared(now: dict[str, str], *codes: str, within: set[str] | None = None) -> Compared:
    kb = KnowledgeBase.from_texts(now)
    changes = between(BEFORE, now)
    rules = [*matching(codes or ["KB301", "KB506"])]
    return compare(kb, rules, EXAMPLE_DATE, changes, Evidence(changes=changes), within)


def told(found: Compared) -> tuple[list[str], list[str]]:
    return tuple(
        [f"{d.path} {d.code} {d.message.en}" for d in ds] for ds in (found.new, found.kept)
    )  # type: ignore[return-value]


def test_nothing_changed_nothing_found() -> None:
    assert compared(BEFORE) == Compared((), ())


def test_in_a_changed_article_new_and_old_findings_are_told_apart() -> None:
    new, kept = told(
        compared({**BEFORE, "reset.md": "# Reset\n\nWait for for it. Enter the the code.\n"})
    )
    assert new == ["reset.md KB506 'for' is repeated; remove one"]
    assert kept == ["reset.md KB506 'the' is repeated; remove one"]


def test_a_link_that_dies_because_its_target_went_is_new_in_an_untouched_article() -> None:
    now = {path: text for path, text in BEFORE.items() if path != "reset.md"}
    new, kept = told(compared(now))
    assert new == ["login.md KB301 'reset.md' does not exist"]
    assert kept == []


def test_findings_move_along_with_an_article() -> None:
    now = {**BEFORE, "code/reset.md": BEFORE["reset.md"]}
    del now["reset.md"]
    new, kept = told(compared(now, "KB506"))
    assert (new, len(kept)) == ([], 1)


def test_other_articles_can_be_left_out() -> None:
    now = {path: text for path, text in BEFORE.items() if path != "reset.md"}
    assert compared(now, within={"other.md"}) == Compared((), ())


def test_an_article_deleted_or_moved_without_redirect_is_new() -> None:
    now = {**BEFORE, "code/reset.md": BEFORE["reset.md"]}
    del now["reset.md"]
    del now["other.md"]
    new, _ = told(compared(now, "KB403", "KB404"))
    assert [line[:21] for line in new] == ["code/reset.md KB403 m", "other.md KB404 delete"]
