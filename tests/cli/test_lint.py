from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.fix import command as fix
from kb_tools.cli.lint import command as lint
from kb_tools.cli.rule import command as rule
from kb_tools.errors import KbError
from kb_tools.lint.formats import names

LOGIN = "# 登录\r\n\r\n请[重置](reset-pasword.md)。\r\n\r\n点击\u200b设置。\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    docs = tmp_path / "docs" / "zh"
    docs.mkdir(parents=True)
    (tmp_path / "kb.toml").write_text('languages = ["zh"]\n')
    (docs / "login.md").write_bytes(LOGIN.encode())
    (docs / "reset-password.md").write_text("# 重置密码\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    select = () if "--select" in args else ("--select", "KB301,KB902")
    return CliRunner().invoke(lint, [*args, *select, "--lang", "en"], catch_exceptions=False)


@pytest.mark.usefixtures("folder")
def test_findings_are_printed_with_a_summary_and_exit_code_1() -> None:
    result = run()
    assert result.stdout.splitlines() == [
        "docs/zh/login.md:3:7: KB301 'reset-pasword.md' does not exist; did you mean"
        " 'reset-password.md'? (link-dead)",
        "docs/zh/login.md:5:3: KB902 invisible character U+200B (ZERO WIDTH SPACE); remove it"
        " (char-invisible)",
        "1 error, 1 warning in 2 articles; 1 can be fixed with --fix, 1 with --unsafe-fixes",
    ]
    assert result.exit_code == 1


@pytest.mark.usefixtures("folder")
def test_a_clean_base_exits_with_0() -> None:
    result = run("docs/zh/reset-password.md")
    assert result.stdout == "no problems found in 1 article\n"
    assert result.exit_code == 0


def test_notes_alone_are_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb_tools.lint.catalogue import catalogue

    dead = next(r for r in catalogue() if r.code == "KB301")
    monkeypatch.setattr(dead, "severity", "info")
    assert run("--select", "KB301").exit_code == 0


def test_paths_are_shown_as_seen_from_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs")
    assert run("zh/login.md").stdout.startswith("zh/login.md:3:7: KB301")


def test_one_article_is_checked_against_the_whole_base(folder: Path) -> None:
    (folder / "docs/zh/ok.md").write_text("# 好\n\n[重置](reset-password.md)\n", "utf-8")
    assert run("docs/zh/ok.md").exit_code == 0


def test_fix_mends_and_keeps_line_ends_and_mode(folder: Path) -> None:
    file = folder / "docs/zh/login.md"
    file.chmod(0o640)
    result = run("--fix")
    assert "findings fixed: 1, files changed: 1" in result.stderr
    assert file.read_bytes().decode() == LOGIN.replace("\u200b", "")
    assert file.stat().st_mode & 0o777 == 0o640
    assert "KB301" in result.stdout
    assert "KB902" not in result.stdout


def test_unsafe_fixes_are_applied_only_when_asked_for(folder: Path) -> None:
    assert run("--fix", "--unsafe-fixes").exit_code == 0
    text = (folder / "docs/zh/login.md").read_bytes().decode()
    assert text == LOGIN.replace("\u200b", "").replace("pasword", "password")


def test_diff_shows_and_writes_nothing(folder: Path) -> None:
    before = (folder / "docs/zh/login.md").read_bytes()
    result = run("--diff")
    assert "--- a/docs/zh/login.md\n+++ b/docs/zh/login.md\n" in result.stdout
    assert result.exit_code == 1
    assert (folder / "docs/zh/login.md").read_bytes() == before
    assert run("--diff", "--select", "KB301").exit_code == 0


def test_a_link_to_a_file_stays_a_link_when_its_target_is_mended(folder: Path) -> None:
    real = folder / "docs/zh/login.md"
    linked = folder / "docs/zh/sign-in.md"
    linked.symlink_to(real)
    run("--fix")
    assert linked.is_symlink()
    assert "\u200b" not in real.read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_json_stays_json_on_standard_output() -> None:
    result = run("--format", "json")
    assert [d["code"] for d in json.loads(result.stdout)] == ["KB301", "KB902"]
    assert "1 error" in result.stderr


@pytest.mark.usefixtures("folder")
def test_statistics_count_instead_of_listing() -> None:
    assert run("--statistics").stdout.startswith("      1  KB301  link-dead\n")


@pytest.mark.usefixtures("folder")
def test_messages_are_chinese_when_asked_for() -> None:
    result = CliRunner().invoke(lint, ["--lang", "zh", "--select", "KB301"])
    assert "“reset-pasword.md”不存在；是不是“reset-password.md”？" in result.stdout
    assert "1 个错误（共 2 篇文章）" in result.stdout


def test_a_file_that_is_not_utf8_is_named_and_fails(folder: Path) -> None:
    (folder / "docs/zh/old.md").write_bytes("# 旧文章\n\n这是旧的文章。\n".encode("gb18030"))
    result = run("--select", "KB101")
    assert "docs/zh/old.md:1: not UTF-8 (looks like GB18030)" in result.stderr
    assert result.stdout == "no other problems found in 2 articles\n"
    assert result.exit_code == 1


def test_a_file_that_is_not_utf8_fails_only_a_check_that_it_is_part_of(folder: Path) -> None:
    (folder / "docs/zh/old.md").write_bytes("# 旧文章\n\n这是旧的文章。\n".encode("gb18030"))
    other = run("docs/zh/reset-password.md", "--select", "KB101")
    assert (other.exit_code, other.stderr) == (0, "")
    itself = run("docs/zh/old.md", "--select", "KB101")
    assert itself.stderr.startswith("docs/zh/old.md:1: not UTF-8")
    assert itself.exit_code == 1


@pytest.mark.parametrize("style", [name for name in names() if name != "text"])
def test_a_file_that_is_not_utf8_is_named_in_each_format_for_programs(
    folder: Path, style: str
) -> None:
    (folder / "docs/zh/old.md").write_bytes("# Old\n\n这是旧的文章。\n".encode("gb18030"))
    result = run("--select", "KB101", "--format", style)
    assert "docs/zh/old.md" in result.stdout
    assert "not UTF-8 (looks like GB18030)" in result.stdout
    assert re.search(r'(?:[lL]ine|begin)"?[=:] ?"?3\b', result.stdout)
    assert "1 error in 2 articles" in result.stderr
    assert result.exit_code == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no name that is not UTF-8")
def test_a_name_that_is_not_utf8_is_named_and_fails(folder: Path) -> None:
    name = os.fsdecode("密码.md".encode("gbk"))
    (folder / "docs/zh" / name).write_text("# 密码\n\n这是一篇文章。\n", "utf-8")
    result = run()
    assert "docs/zh/\\xc3\\xdc\\xc2\\xeb.md: its name is not UTF-8: rename it" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["gone.md"], "gone.md: no such file or folder"),
        (["kb.toml"], "no article here"),
        (["--select", "KB3011"], "no rule 'KB3011'; did you mean 'KB301'?"),
    ],
)
def test_a_mistake_is_one_clear_error(folder: Path, args: list[str], message: str) -> None:
    with pytest.raises(KbError) as caught:
        run(*args)
    assert message in str(caught.value)


def test_a_base_without_an_article_is_not_said_to_be_clean(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = folder / "elsewhere"
    empty.mkdir()
    (empty / "kb.toml").write_text("")
    monkeypatch.chdir(empty)
    with pytest.raises(KbError, match="no Markdown file in this folder"):
        run()
    (empty / "guide.MDX").write_text("# A\n")
    with pytest.raises(KbError, match="only MDX files in this folder"):
        run()


def test_a_folder_outside_any_project_is_a_base_of_its_own(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "a.md").write_text("[b](b.md)\n")
    result = run(str(other))
    assert f"{os.path.relpath(other)}/a.md:1:5: KB301" in result.stdout


def test_paths_of_two_bases_are_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "a.md").write_text("# A\n")
    with pytest.raises(KbError, match="different knowledge bases"):
        run("docs", str(other))


def test_a_folder_in_a_repository_without_configuration_sees_all_of_docs(
    folder: Path,
) -> None:
    (folder / "kb.toml").unlink()
    (folder / ".git").mkdir()
    (folder / "docs/en").mkdir()
    (folder / "docs/en/a.md").write_text("# A\n\n[中文](../zh/login.md)\n", "utf-8")
    assert run("docs/en").exit_code == 0


def test_kb_fix_is_kb_lint_fix(folder: Path) -> None:
    CliRunner().invoke(fix, ["--lang", "en"])
    assert "\u200b" not in (folder / "docs/zh/login.md").read_text("utf-8")


def test_kb_rule_explains_in_the_readers_language() -> None:
    english = CliRunner().invoke(rule, ["KB301", "--lang", "en"]).stdout
    assert english.startswith("# KB301 link-dead\n\nA link to an article or a file")
    assert "did you mean 'reset-password.md'?" in english
    assert "链接指向不存在的文章" in CliRunner().invoke(rule, ["link-dead", "--lang", "zh"]).stdout


def test_kb_rule_lists_all_rules() -> None:
    text = CliRunner().invoke(rule, ["--list", "--lang", "en"]).stdout
    assert "KB301 ? link-dead" in text
    rows = json.loads(CliRunner().invoke(rule, ["--format", "json", "--lang", "zh"]).stdout)
    assert {"code", "name", "summary", "severity", "fix", "scope", "default"} == rows[0].keys()
