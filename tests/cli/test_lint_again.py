"""`kb lint` again and again: with what is kept it says what it says without."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli.lint import command as lint
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.files import cache_folder

Edit = Callable[[], object]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cached, "MANY", 1)
    root = tmp_path / "base"
    (root / "docs").mkdir(parents=True)
    (root / "kb.toml").write_text("", "utf-8")
    for n in range(5):
        text = f"---\nid: KB-{n}\n---\n\n# A{n}\n\n[b](a{n + 1}.md)\n\n点击\u200b设置。\n"
        (root / "docs" / f"a{n}.md").write_text(text, "utf-8")
    monkeypatch.chdir(root)
    return root


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(lint, [*args, "--lang", "en"], catch_exceptions=False)
    return result.exit_code, result.output


def anew(root: Path, *args: str) -> tuple[int, str]:
    (cache_folder(root) / store.BASE.name).unlink(missing_ok=True)
    return run(*args)


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--statistics",),
        ("--format", "json"),
        ("--format", "sarif"),
        ("--select", "KB3"),
        ("--select", "KB310"),
        ("--ignore", "KB902"),
        ("docs/a4.md",),
    ],
)
def test_what_is_printed_is_the_same(base: Path, args: tuple[str, ...]) -> None:
    expected = anew(base, *args)
    anew(base)

    assert run(*args) == expected
    (base / "docs" / "a3.md").write_text("# Title\n\n## Steps\n\n[b](a4.md#none)\n", "utf-8")
    again = run(*args)
    assert again == anew(base, *args)
    assert run(*args) == again


@pytest.mark.parametrize("args", [(), ("--format", "json"), ("--select", "KB3"), ("--diff",)])
def test_without_a_cache_the_same_is_printed_and_nothing_kept(
    base: Path, args: tuple[str, ...]
) -> None:
    expected = anew(base, *args)
    shutil.rmtree(cache_folder(base))

    assert run("--no-cache", *args) == expected
    assert not cache_folder(base).exists()


def test_without_a_cache_an_article_from_standard_input_leaves_nothing(base: Path) -> None:
    shutil.rmtree(cache_folder(base), ignore_errors=True)
    args = ["--stdin", "--stdin-filename", "docs/a1.md", "--lang", "en", "--no-cache"]
    result = CliRunner().invoke(lint, args, input="# A\n\n[b](none.md)\n")

    assert "KB301" in result.output
    assert not cache_folder(base).exists()


def test_without_a_cache_nothing_kept_is_believed(base: Path) -> None:
    anew(base)
    with store.opened(base) as database:
        assert database is not None
        database.execute("UPDATE finding SET own = '', among = ''")

    assert "KB301" not in run()[1]
    assert "KB301" in run("--no-cache")[1]


def test_what_git_says_is_asked_again(base: Path) -> None:
    for words in ("init -q -b main", "add -A", "commit -qm A"):
        subprocess.run(["git", *words.split()], check=True)
    run()
    (base / "docs" / "a2.md").rename(base / "docs" / "moved.md")
    first = run()
    assert "KB403" in first[1]
    assert run() == first == anew(base)
    subprocess.run(["git", "commit", "-qam", "B"], check=True)
    assert run() == anew(base)


def test_a_damaged_database_costs_time_and_nothing_else(base: Path) -> None:
    expected = run()
    with store.opened(base) as database, store.written(database):
        database.execute("UPDATE article SET line = '[', source = NULL")
        database.execute("UPDATE known SET value = '{}' WHERE name = 'stamps'")
    (base / "docs" / "a4.md").write_text("# A4\n", "utf-8")

    assert run() == anew(base)
    assert run() != expected


def damaged(file: Path, page: int) -> None:
    data, at = file.read_bytes(), 4096 * page
    file.write_bytes(data[:at] + b"x" * 4096 + data[at + 4096 :])


@pytest.mark.parametrize("is_edited", [False, True])
def test_wherever_a_database_is_damaged_all_is_printed_once(base: Path, is_edited: bool) -> None:
    for page in range(1, 12, 3):
        anew(base)
        damaged(cache_folder(base) / store.BASE.name, page)
        if is_edited:
            (base / "docs" / "a4.md").write_text(f"# A4\n\n[p](p{page}.md)\n", "utf-8")
        found = run("--format", "json")
        again = run("--format", "json")

        assert found == again == anew(base, "--format", "json"), page


def test_a_baseline_is_compared_with_what_was_kept(base: Path) -> None:
    run("--write-baseline", "baseline.txt")
    assert run("--baseline", "baseline.txt")[0] == 0
    (base / "docs" / "a4.md").write_text("# A4\n\n[b](gone.md)\n", "utf-8")
    code, said = run("--baseline", "baseline.txt")
    assert (code, "gone.md" in said) == (1, True)


HEAVY = {"bs4", "markdown", "mkdocs", "numpy", "opencc", "pygls", "sqlalchemy", "starlette"}
"""What no check of articles needs."""
PARSER = {"importlib.metadata", "kb_tools.markdown.grammar", "kb_tools.markdown.page"}
"""What a check needs that looks at articles."""


def loaded() -> set[str]:
    """Run `kb lint` in a process of its own; return the modules that it imported."""
    code = (
        "import atexit, sys\n"
        "from kb_tools import cli\n"
        "from kb_tools.corpus.cache import articles\n"
        "articles.MANY = 1\n"
        "sys.argv = ['kb', 'lint']\n"
        "atexit.register(lambda: print('LOADED', *sys.modules))\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stderr
    return set(done.stdout.partition("LOADED ")[2].split())


def test_a_check_imports_only_what_it_needs(base: Path) -> None:
    run()
    (base / "docs" / "a3.md").write_text("# Title\n\n[b](a4.md#none)\n", "utf-8")
    edited, unchanged = loaded(), loaded()

    assert edited >= PARSER
    assert not edited & HEAVY
    assert not unchanged & {*HEAVY, *PARSER}
