"""`kb review` in a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.review import command
from kb_tools.errors import KbError
from tests import scratch

FILES = {
    "kb.toml": 'languages = ["zh", "en"]\nlint.select = ["KB301", "KB506"]\n',
    "docs/zh/a.md": "# 登录\n\n输入手机号。\n\n[没有](x.md)\n",
    "docs/en/a.md": "# Sign in\n\nEnter the number.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(scratch.repository(tmp_path, FILES))
    scratch.git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(command, [*args], catch_exceptions=False)


@pytest.mark.usefixtures("folder")
def test_a_branch_without_changes_passes() -> None:
    result = run("--base", "main", "--lang", "en")
    assert result.exit_code == 0
    assert "Nothing new is wrong. · no article changed" in result.stdout


def test_a_new_fault_fails_and_an_old_one_on_a_changed_line_is_shown_apart(folder: Path) -> None:
    new = "# 登录\n\n输入手机号。\n\n请看：[没有](x.md)\n\n[也没有](y.md)\n"
    scratch.write(folder, {"docs/zh/a.md": new})
    scratch.commit(folder)
    result = run("--lang", "zh")
    assert result.exit_code == 1
    before, _, after = result.stdout.partition("<details>")
    assert "| `docs/zh/a.md:7` | 错误 | **KB301** “y" in before
    assert "原有的问题：1 个，其中 1 个在改动的行上" in after
    assert "| `docs/zh/a.md:5` | 错误 | **KB301** “x" in after
    assert "`docs/en/a.md` 落后于 `docs/zh/a.md`" in after


def test_outside_of_git_it_says_what_it_needs(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    scratch.write(other, FILES)
    monkeypatch.chdir(other)
    with pytest.raises(KbError, match="not in a git repository"):
        run("--base", "main")
    with pytest.raises(KbError, match="run it in a git repository"):
        run()
