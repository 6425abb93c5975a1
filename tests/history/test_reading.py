"""What git tells of a knowledge base: moved, deleted, changed, and what was said once."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.history.changes import Changes, then, went
from kb_tools.history.git import Repository, repository
from kb_tools.history.reading import base, changes, committed, versions
from tests import scratch

FILES = {
    "kb.toml": "",
    "docs/登录.md": "# 登录\n\n输入手机号和验证码，然后点击登录。\n",
    "docs/b.md": "# B\n\nOne.\n\nTwo.\n",
    "docs/c.md": "# C\n\nGone soon.\n",
    "docs/a.png": "x",
    "notes.md": "# Outside\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return scratch.repository(tmp_path, FILES)


def read(folder: Path, ref: str | None = "main", *, lines: bool = False) -> Changes:
    kb = KnowledgeBase.load(config.load(folder))
    return changes(found(folder), kb, *_base(folder, ref), lines=lines)


def found(folder: Path) -> Repository:
    repo = repository(folder / "docs")
    assert repo is not None
    return repo


def _base(folder: Path, ref: str | None) -> tuple[str, str]:
    known = base(found(folder), ref)
    assert known is not None
    return known


def work(folder: Path) -> None:
    """Move one article, change one, delete one and write one, on a branch."""
    scratch.git(folder, "checkout", "-q", "-b", "work")
    (folder / "docs/账号").mkdir()
    scratch.git(folder, "mv", "docs/登录.md", "docs/账号/登录.md")
    scratch.git(folder, "rm", "-q", "docs/c.md")
    scratch.write(folder, {"docs/b.md": "# B\n\nOne.\n\n2.\n", "docs/new.md": "# New\n"})


def test_changes_are_seen_saved_committed_or_not_even_added(folder: Path) -> None:
    work(folder)
    uncommitted = read(folder)
    scratch.commit(folder)
    assert read(folder) == uncommitted
    assert uncommitted.moved == {"账号/登录.md": "登录.md"}
    assert uncommitted.added == {"账号/登录.md", "new.md"}
    assert uncommitted.removed == {"登录.md", "c.md"}
    assert uncommitted.before.keys() == {"登录.md", "b.md", "c.md"}


def test_the_base_as_it_was_then_has_the_texts_and_files_of_then(folder: Path) -> None:
    work(folder)
    told = read(folder)
    kb = KnowledgeBase.load(config.load(folder))
    was = then(kb, told)
    assert {p: a.text for p, a in was.articles.items()} == {
        path.removeprefix("docs/"): text
        for path, text in FILES.items()
        if path.startswith("docs/") and path.endswith(".md")
    }
    assert was.files == {"登录.md", "b.md", "c.md", "a.png"}
    assert [*went(kb, told)] == ["c.md"]


def test_an_article_moved_by_hand_and_rewritten_is_known_by_its_id(tmp_path: Path) -> None:
    text = "---\nid: KB-1\n---\n\n# A\n\nOne sentence.\n"
    folder = scratch.repository(tmp_path, {"kb.toml": "", "docs/a.md": text})
    (folder / "docs/a.md").unlink()
    scratch.write(folder, {"docs/b.md": text.replace("One sentence", "All is other now")})
    assert read(folder).moved == {"b.md": "a.md"}


def test_new_lines_are_known(folder: Path) -> None:
    work(folder)
    scratch.commit(folder)
    told = read(folder, lines=True)
    assert [line for line in range(1, 6) if told.is_new("b.md", line)] == [5]
    assert told.is_new("new.md", 1)
    assert not told.is_new("账号/登录.md", 1)


def test_without_a_name_the_base_is_where_the_branch_left_main(folder: Path) -> None:
    first = scratch.git(folder, "rev-parse", "HEAD")
    work(folder)
    scratch.commit(folder)
    scratch.commit(folder)
    assert _base(folder, None) == (first, "main")


def test_on_main_itself_it_is_the_commit_before_the_last(folder: Path) -> None:
    first = scratch.git(folder, "rev-parse", "HEAD")
    assert _base(folder, None) == (first, first[:10])
    scratch.commit(folder)
    assert _base(folder, None) == (first, first[:10])


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "-h", "main..work", ""])
def test_a_name_that_git_does_not_know_is_one_clear_error(folder: Path, ref: str) -> None:
    with pytest.raises(KbError, match="no commit"):
        base(found(folder), ref)
    assert not [*folder.rglob("x")]


def test_a_shallow_clone_says_what_to_fetch(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scratch.commit(folder)
    target = tmp_path_factory.mktemp("clone") / "one"
    scratch.git(folder, "clone", "-q", "--depth", "1", f"file://{folder}", str(target))
    clone = repository(target)
    assert clone is not None
    assert clone.shallow
    with pytest.raises(KbError, match="fetch-depth: 0"):
        base(clone, "v1")
    assert versions(clone, [("0123abc", "docs/b.md", ())]) == {}


def test_a_repository_without_commits_has_no_base(tmp_path: Path) -> None:
    scratch.git(tmp_path, "init", "-q")
    known = repository(tmp_path)
    assert known is not None
    assert base(known, None) is None


def test_a_folder_outside_of_git_has_no_repository(tmp_path: Path) -> None:
    assert repository(tmp_path) is None


def test_versions_are_found_by_commit_by_content_and_under_an_old_name(folder: Path) -> None:
    first = scratch.git(folder, "rev-parse", "HEAD")
    blob = scratch.git(folder, "hash-object", "docs/b.md")
    work(folder)
    scratch.commit(folder)
    told = versions(
        found(folder),
        [
            (first[:9], "b.md", ()),
            (blob, "b.md", ()),
            (first, "账号/登录.md", ("登录.md",)),
            ("beef123", "b.md", ()),
            ("-x", "b.md", ()),
        ],
    )
    assert told == {
        (first[:9], "b.md"): FILES["docs/b.md"],
        (blob, "b.md"): FILES["docs/b.md"],
        (first, "账号/登录.md"): FILES["docs/登录.md"],
        ("beef123", "b.md"): None,
    }


def test_the_day_of_the_last_commit_is_known(folder: Path) -> None:
    (folder / "docs/a.png").write_text("y")
    (folder / "docs/不.png").write_text("y")
    scratch.commit(folder, day="2026-06-07")
    assert committed(found(folder), {"a.png", "不.png", "b.md", "no.png"}) == {
        "a.png": date(2026, 6, 7),
        "不.png": date(2026, 6, 7),
        "b.md": date(2026, 5, 1),
    }


def test_what_was_no_article_is_none_that_went(folder: Path) -> None:
    scratch.write(folder, {"docs/.snippets/links.md": "[a]: b.md\n", "docs/node_modules/x.md": "x"})
    scratch.git(folder, "add", "-A", "-f")
    scratch.git(folder, "commit", "-q", "-m", "snippets")
    scratch.git(folder, "checkout", "-q", "-b", "work")
    scratch.git(folder, "rm", "-q", "-r", "docs/.snippets", "docs/node_modules", "docs/c.md")
    assert [*read(folder).before] == ["c.md"]


def test_a_move_and_a_rewrite_in_one_are_a_move(folder: Path) -> None:
    scratch.git(folder, "checkout", "-q", "-b", "work")
    scratch.git(folder, "rm", "-q", "docs/b.md", "docs/c.md")
    new = "All of it is said otherwise today, in many more words than before.\n" * 9
    scratch.write(folder, {"docs/guides/b.md": f"# B\n\n{new}", "docs/guides/c.md": f"# Z\n{new}"})
    assert read(folder).moved == {"guides/b.md": "b.md"}


def test_git_is_not_started_where_no_folder_above_is_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> None:
        pytest.fail("git was started")

    monkeypatch.setattr(subprocess, "run", start)
    monkeypatch.delenv("GIT_DIR", raising=False)
    assert repository(tmp_path) is None


def test_a_repository_elsewhere_is_found_by_the_variable_that_names_it(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
    assert repository(outside) == Repository(outside, shallow=False)
