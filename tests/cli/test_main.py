import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ENGLISH = {**os.environ, "KB_LANG": "en"}
CHINESE = {**os.environ, "KB_LANG": "zh"}
HEAVY = {
    "bs4",
    "kb_tools.corpus",
    "kb_tools.lint",
    "kb_tools.markdown",
    "kb_tools.search",
    "markdown",
    "mkdocs",
    "opencc",
    "rapidfuzz",
    "tomllib",
    "yaml",
}


def kb(*args: str, env: dict[str, str] = ENGLISH) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kb_tools", *args]
    return subprocess.run(command, capture_output=True, env=env, encoding="utf-8", check=False)


def python(
    code: str, *, env: dict[str, str] = ENGLISH, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=env,
        cwd=cwd,
        encoding="utf-8",
        check=False,
    )


def broken_command(body: str) -> str:
    return (
        "import signal, sys, click, kb_tools.cli as cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a job may inherit none\n"
        "@click.command()\n"
        f"def run():\n    {body}\n"
        "cli.LazyGroup.get_command = lambda self, ctx, name: run\n"
        "sys.argv = ['kb', 'lint']\n"
        "cli.main()\n"
    )


def test_help_loads_nothing_heavy() -> None:
    done = python(
        "import sys; sys.argv = ['kb', '--help']\n"
        "import kb_tools.cli\n"
        "try:\n    kb_tools.cli.main()\n"
        "finally:\n    print('LOADED', *sys.modules)\n"
    )
    loaded = set(done.stdout.partition("LOADED ")[2].split())
    assert "click" in loaded
    assert not loaded & HEAVY


def test_help_lists_the_commands_in_both_languages() -> None:
    english, chinese = kb("--help"), kb("--help", env=CHINESE)
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert "Check articles" in english.stdout
    assert "Usage: " in english.stdout
    for word in ("用法：", "选项", "命令", "显示这段说明。", "检查文章"):
        assert word in chinese.stdout
    for word in ("Usage", "Options", "Show", "Commands"):
        assert word not in chinese.stdout


def test_a_command_that_does_not_exist_names_the_nearest() -> None:
    done = kb("lnit")
    assert done.returncode == 2
    assert "no command 'lnit'; did you mean 'lint'?" in done.stderr
    assert "是不是“lint”？" in kb("lnit", env=CHINESE).stderr


def test_a_wrong_option_is_a_mistake_of_the_user() -> None:
    done = kb("lint", "--formt", "json", env=CHINESE)
    assert done.returncode == 2
    assert "错误：没有 '--formt' 这个选项。" in done.stderr
    assert "Error" not in done.stderr


def test_a_mistake_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text("tgas = []\n")
    done = kb("lint", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == (
        f"error: {tmp_path / 'kb.toml'}:1: unknown option 'tgas'; did you mean 'tags'?\n"
    )


def test_a_key_press_while_kb_is_still_being_loaded_ends_without_a_traceback() -> None:
    code = (
        "import sys\n"
        "from importlib.abc import MetaPathFinder\n"
        "class Press(MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Press())\n"
        "from kb_tools.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_key_press_ends_with_one_line_and_130(tmp_path: Path) -> None:
    up = tmp_path / "up"  # made without an object whose end could swallow the key press
    code = broken_command(
        f"import os, time; os.close(os.open({str(up)!r}, os.O_CREAT)); time.sleep(30)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, env=ENGLISH, encoding="utf-8"
    ) as process:
        while not up.exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors.strip()) == (130, "Stopped.")


def test_a_closed_pipe_ends_without_a_word() -> None:
    code = broken_command("[click.echo('x' * 1000) for _ in range(1000)]")
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENGLISH
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_disk_or_a_missing_right_is_no_bug_of_ours() -> None:
    done = python(broken_command("open('/nowhere/at/all', 'w')"))
    assert (done.returncode, done.stderr) == (
        2,
        "error: /nowhere/at/all: No such file or directory\n",
    )


def test_a_bug_of_ours_is_shown_whole() -> None:
    done = python(broken_command("1 / 0"))
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"KB_LANG": "zh", "LC_ALL": "C"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_reader_s_language_is_the_locale_s(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], lang: str
) -> None:
    from kb_tools.cli.speech import reader_lang

    for name in ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    reader_lang.cache_clear()
    try:
        assert reader_lang() == lang
    finally:
        reader_lang.cache_clear()


def test_what_kb_holds_in_the_end_is_not_searched_for_cycles() -> None:
    code = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(len(gc.get_objects())))\n"
        "sys.argv = ['kb', '--version']\n"
        "from kb_tools.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    version, left = done.stdout.splitlines()
    assert version.startswith("kb")
    assert int(left) < 1_000  # thousands, else
