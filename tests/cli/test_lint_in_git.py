"""`kb lint` in a git workflow: what changed, what was there, and what an editor pipes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.lint import command as lint
from kb_tools.errors import KbError
from tests import scratch

FILES = {
    "kb.toml": 'languages = ["zh"]\n',
    "docs/login.md": "# 登录\n\n请[重置](reset.md)。\n",
    "docs/reset.md": "# 重置密码\n\n点击\u200b设置。\n",
    "docs/old.md": "# 旧文\n\n[没有](nothing.md)。\n",
}
RULES = ("--select", "KB301,KB403,KB404,KB902", "--lang", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(scratch.repository(tmp_path, FILES))
    scratch.git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def run(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(lint, [*args, *RULES], input=given, catch_exceptions=False)


def codes(result: Result) -> list[str]:
    return [" ".join(line.split()[:2]) for line in result.stdout.splitlines() if ": KB" in line]


@pytest.mark.usefixtures("folder")
def test_nothing_is_said_about_what_did_not_change() -> None:
    result = run("--changed-since", "main")
    assert codes(result) == []
    assert result.exit_code == 0


def test_a_move_is_told_where_it_happened_and_where_it_broke_a_link(folder: Path) -> None:
    scratch.git(folder, "mv", "docs/reset.md", "docs/password.md")
    result = run("--changed-since", "main")
    assert codes(result) == [
        "docs/login.md:3:7: KB301",
        "docs/password.md:1:3: KB403",
        "docs/password.md:3:3: KB902",
    ]
    assert result.exit_code == 1


def test_fix_writes_the_redirect_of_a_moved_article(folder: Path) -> None:
    scratch.git(folder, "mv", "docs/reset.md", "docs/password.md")
    result = run("--changed-since", "main", "--fix")
    text = (folder / "docs/password.md").read_text("utf-8")
    assert text == "---\naliases: [/reset.md]\n---\n\n# 重置密码\n\n点击设置。\n"
    assert codes(result) == []


def test_a_deleted_article_is_named_although_it_is_gone(folder: Path) -> None:
    (folder / "docs/reset.md").unlink()
    for style in ("text", "json", "sarif", "gitlab", "junit", "rdjson", "github"):
        assert "docs/reset.md" in run("--format", style).stdout, style
    assert "docs/reset.md:1:3: KB404" in codes(run())


@pytest.mark.usefixtures("folder")
def test_a_ref_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(KbError, match="no commit 'origin/main' here; fetch it"):
        run("--changed-since", "origin/main")


def test_outside_of_git_it_lints_and_says_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    result = run()
    assert "not a git repository" in result.stderr
    assert "(KB403, KB404)" in result.stderr
    assert codes(result) == ["docs/old.md:3:6: KB301", "docs/reset.md:3:3: KB902"]
    quiet = CliRunner().invoke(lint, ["--lang", "en"])
    assert "git" not in quiet.stderr
    with pytest.raises(KbError, match="not in a git repository"):
        run("--changed-since", "main")


def test_without_git_the_message_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(KbError, match="git is not installed"):
        run("--changed-since", "main")


def test_in_a_shallow_clone_it_lints_and_says_what_to_fetch(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path_factory.mktemp("clone") / "one"
    scratch.git(folder, "clone", "-q", "--depth", "1", f"file://{folder}", str(target))
    monkeypatch.chdir(target)
    result = run()
    assert "the clone is shallow" in result.stderr
    assert len(codes(result)) == 2


def test_a_baseline_holds_back_what_was_there(folder: Path) -> None:
    assert run("--write-baseline", "base.txt").exit_code == 0
    result = run("--baseline", "base.txt")
    assert "suppressed by base.txt: 2; entries that no longer occur: 0" in result.stderr
    assert result.exit_code == 0
    scratch.write(folder, {"docs/new.md": "# 新\n\n[没有](x.md)\n", "docs/old.md": "# 旧文\n"})
    result = run("--baseline", "base.txt")
    assert codes(result) == ["docs/new.md:3:6: KB301"]
    assert "base.txt:2: gone: KB301 old.md\n" in result.stderr
    assert result.exit_code == 1


@pytest.mark.usefixtures("folder")
def test_a_baseline_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(KbError, match=r"no baseline here; .kb lint --write-baseline base\.txt"):
        run("--baseline", "base.txt")


def test_an_article_from_standard_input_takes_the_place_of_the_file(folder: Path) -> None:
    piped = "# 登录\n\n[没有](reste.md)\u200b\n"
    result = run("--stdin", "--stdin-filename", "docs/login.md", given=piped)
    assert codes(result) == ["docs/login.md:3:6: KB301", "docs/login.md:3:15: KB902"]
    new = run("--stdin", "--stdin-filename", "docs/new/a.md", given="[重置](../reset.md)\n")
    assert codes(new) == []
    assert not (folder / "docs/new").exists()


def test_with_fix_standard_output_is_the_mended_article_and_nothing_else(folder: Path) -> None:
    given = "# 登录\r\n\r\n[没有](x.md)\u200b\r\n"
    result = run("--stdin", "--stdin-filename", "docs/login.md", "--fix", given=given)
    assert result.stdout_bytes.decode() == given.replace("\u200b", "")
    assert "docs/login.md:3:6: KB301" in result.stderr
    assert (folder / "docs/login.md").read_text("utf-8") == FILES["docs/login.md"]


def test_standard_input_outside_the_docs_folder_is_refused(folder: Path) -> None:
    with pytest.raises(KbError, match="is outside the docs folder"):
        run("--stdin", "--stdin-filename", "notes.md", given="")
    with pytest.raises(click.UsageError, match="--stdin needs --stdin-filename"):
        lint.main(["--stdin"], standalone_mode=False)


def test_links_to_other_sites_are_asked_once_a_week_and_only_on_request(
    folder: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = tmp_path_factory.mktemp("pages")
    (pages / "here.html").write_text("<p>here")
    site = serve(pages)
    links = f"[a]({site}/here.html) [b]({site}/gone.html#x)"
    config = FILES["kb.toml"] + "lint.external_private = true\n"
    scratch.write(folder, {"docs/login.md": f"# 登录\n\n{links}\n", "kb.toml": config})
    command = ["--select", "KB312", "--lang", "en"]
    result = CliRunner().invoke(lint, command, catch_exceptions=False)
    assert f"KB312 '{site}/gone.html' answers 404" in result.stdout
    assert "here.html" not in result.stdout

    (pages / "here.html").unlink()
    again = CliRunner().invoke(lint, command, catch_exceptions=False)
    assert again.stdout == result.stdout
    assert not (folder / ".kb/.gitignore").read_text().strip("*\n")
