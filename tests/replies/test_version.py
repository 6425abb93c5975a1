"""A reply names the commit of what it quotes, where there is one."""

from __future__ import annotations

from pathlib import Path

from kb_tools.replies.version import version
from tests.scratch import commit, git, repository, write


def test_it_is_the_last_commit_of_the_article_itself(tmp_path: Path) -> None:
    docs = repository(tmp_path, {"docs/a.md": "# a\n"}) / "docs"
    first = git(tmp_path, "rev-parse", "--short", "HEAD")
    write(docs, {"b.md": "# b\n"})
    commit(tmp_path)

    assert version(docs, "a.md") == first
    assert version(docs, "b.md") == git(tmp_path, "rev-parse", "--short", "HEAD")


def test_without_a_commit_there_is_none(tmp_path: Path) -> None:
    assert version(tmp_path, "a.md") == ""
    git(tmp_path, "init", "-q")

    assert version(tmp_path, "a.md") == ""
