import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import CHINESE, ENGLISH


def kb(folder: Path, *args: str, env: dict[str, str] = ENGLISH) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kb_tools", *args]
    return subprocess.run(
        command, capture_output=True, cwd=folder, env=env, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(("lang", "env"), [("both", CHINESE), ("en", ENGLISH)])
def test_a_new_knowledge_base_lints_builds_and_answers_at_once(
    tmp_path: Path, lang: str, env: dict[str, str]
) -> None:
    made = kb(tmp_path, "init", "help-center", "--lang", lang, "--yes", env=env)
    assert made.returncode == 0, made.stderr
    assert "kb serve" in made.stderr
    new = tmp_path / "help-center"
    linted = kb(new, "lint")
    assert (linted.returncode, linted.stderr) == (0, "")
    built = kb(new, "build")
    assert built.returncode == 0 and "site_url" in built.stderr
    site = new / "site"
    page = (site / "en/troubleshooting/blank-page/index.html").read_text("utf-8")
    assert "The page is blank or keeps loading" in page
    assert (site / "zh").exists() == (lang == "both")
    assert not list(site.rglob("*ticket-to-article*"))
    assert not list(site.rglob("*csv-garbled*"))
    answer = kb(new, "suggest", "the verification code never arrives")
    assert "KB-0003" in answer.stdout


def test_options_are_taken_and_nothing_is_asked_without_a_terminal(tmp_path: Path) -> None:
    done = kb(tmp_path, "init", "x y", "--name", "Acme Help", "--product", "Pay", "--lang", "zh")
    assert done.returncode == 0
    assert "cd 'x y'\n" in done.stderr
    assert "site_name: Acme Help\n" in (tmp_path / "x y/mkdocs.yml").read_text("utf-8")
    assert 'products = ["Pay"]' in (tmp_path / "x y/kb.toml").read_text("utf-8")
    assert not (tmp_path / "x y/docs/en").exists()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# mine\n")
    done = kb(tmp_path, "init", ".")
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["notes.md"]


def test_the_current_folder_may_be_filled(tmp_path: Path) -> None:
    new = tmp_path / "acme-help"
    new.mkdir()
    assert kb(new, "init", ".", "--yes").returncode == 0
    assert "site_name: Acme Help\n" in (new / "mkdocs.yml").read_text("utf-8")


def test_on_a_terminal_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    talk = on_terminal(tmp_path, ["Acme Help", "zh", "", ""], "init", "x")
    assert "Name [X]: " in talk
    assert "Repository address: " in talk
    assert "site_name: Acme Help\n" in (tmp_path / "x/mkdocs.yml").read_text("utf-8")
    assert not (tmp_path / "x/docs/en").exists()


def test_ctrl_c_at_a_question_leaves_nothing(tmp_path: Path) -> None:
    talk = on_terminal(tmp_path, ["Acme Help", "\x03"], "init", "x")
    assert "Stopped." in talk
    assert [*tmp_path.iterdir()] == []


def on_terminal(folder: Path, answers: list[str], *args: str) -> str:
    """Run `kb` on a terminal of its own and return all that stood on it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ["KB_LANG"] = "en"
        os.execv(sys.executable, [sys.executable, "-m", "kb_tools", *args])  # noqa: S606
    shown = ""
    try:
        while chunk := os.read(terminal, 4096):
            shown += chunk.decode()
            if shown.endswith(": ") and answers:
                os.write(terminal, (answers.pop(0) + "\n").encode())
    except OSError:  # the terminal is closed at the end of the process
        pass
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown
