"""An article is due when what it depends on has been committed after its review."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli.lint import command as lint

HEAD = (
    "---\nid: {id}\ntitle: {id}\nreviewed: {day}\ndepends: [{depends}]\n---\n\n"
    "# {id}\n\nPress Pay.\n"
)


def commit(folder: Path, day: str) -> None:
    given = {
        **os.environ,
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
    }
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for words in (("add", "-A"), (*who, "commit", "-q", "-m", day)):
        subprocess.run(["git", *words], cwd=folder, check=True, env=given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    root = tmp_path / "help"
    (root / "docs").mkdir(parents=True)
    (root / "kb.toml").write_text('[releases]\napp = ["5.3", "2026-02-01"]\n')
    (root / "pricing.yml").write_text("a: 1\n")
    (root / "strings").mkdir()
    (root / "strings" / "en.json").write_text('{"cart": {"pay": "Pay", "go": "Go on"}}')
    (root / "docs" / "b.md").write_text(HEAD.format(id="KB-2", day="2026-01-10", depends=""))
    monkeypatch.chdir(root)
    return root


def found(folder: Path, depends: str, day: str = "2026-01-10") -> list[str]:
    (folder / "docs" / "a.md").write_text(HEAD.format(id="KB-1", day=day, depends=depends))
    commit(folder, "2026-01-09")
    (folder / "pricing.yml").write_text("a: 2\n")
    (folder / "docs" / "b.md").write_text((folder / "docs" / "b.md").read_text() + "\nMore.\n")
    commit(folder, "2026-01-20")
    given = ["--select", "KB110", "--lang", "en"]
    lines = CliRunner().invoke(lint, given, catch_exceptions=False).stdout.splitlines()[:-1]
    return [line.split("KB110 ")[1].removesuffix(" (dependency-changed)") for line in lines]


@pytest.mark.parametrize("depends", ["file:pricing.yml", "article:KB-2"])
def test_a_later_commit_makes_the_article_due(folder: Path, depends: str) -> None:
    wanted = f"'{depends}' changed on 2026-01-20, after the review on 2026-01-10"
    assert found(folder, depends) == [wanted]


def test_a_review_after_the_change_is_enough(folder: Path) -> None:
    assert found(folder, "file:pricing.yml, article:KB-2", day="2026-01-20") == []


def test_a_release_counts_by_its_day_and_its_version(folder: Path) -> None:
    assert found(folder, '"app>=5.2", "app<5.3", "other>=1"') == [
        "'app>=5.2' changed on 2026-02-01, after the review on 2026-01-10",
        "'app<5.3' no longer holds: app 5.3 is out",
    ]


def test_a_button_must_stand_in_the_article_as_it_is(folder: Path) -> None:
    entries = ", ".join(f'"ui:strings/en.json#cart.{key}"' for key in ("pay", "go", "stop"))
    assert found(folder, entries) == [
        "'ui:strings/en.json#cart.go' is 'Go on', which the article does not show",
        "'ui:strings/en.json#cart.stop' no longer exists",
    ]


def test_nothing_outside_of_the_project_is_read(folder: Path) -> None:
    (folder.parent / "secret.json").write_text('{"a": "secret"}')
    assert found(folder, '"ui:../secret.json#a", file:../secret.json') == [
        "'ui:../secret.json#a' no longer exists"
    ]
