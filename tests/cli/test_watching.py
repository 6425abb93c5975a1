"""`kb lint --watch`, a real process and real files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import click
import pytest

from kb_tools.cli.lint import command as lint
from tests import scratch

FILES = {
    "kb.toml": 'languages = ["zh"]\nlint.select = ["KB301", "KB902", "KB405"]\n',
    "docs/login.md": "# 登录\n\n请[重置](reset.md)。\n",
    "docs/reset.md": "# 重置密码\n",
}


class Watched:
    """A running watch, and what it says from now on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-u", "-m", "kb_tools", "lint", "--watch"]
        environment = {**os.environ, "KB_LANG": "en"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.decode().rstrip())

    def until_summary(self) -> list[str]:
        """Return what it says up to and with the next count."""
        out = [self.lines.get(timeout=60)]
        while not out[-1].startswith("["):
            out.append(self.lines.get(timeout=60))
        return out


@contextmanager
def watching(folder: Path) -> Iterator[Watched]:
    one = Watched(folder)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.communicate()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    scratch.write(tmp_path, FILES)
    with watching(tmp_path) as one:
        yield one


def test_it_tells_at_once_what_an_edit_did_and_ends_with_ctrl_c(watched: Watched) -> None:
    assert "no problems found in 2 articles" in watched.until_summary()[-1]

    scratch.write(watched.folder, {"docs/login.md": "# 登录\n\n请[重置](rest.md)。\n"})
    finding, count = watched.until_summary()
    assert finding.startswith("docs/login.md:3:7: KB301 'rest.md' does not exist")
    assert "1 error in 2 articles" in count
    assert " ms)" in count

    scratch.write(watched.folder, {"docs/login.md": "# 重置密码\n"})
    assert "no problems found" in watched.until_summary()[-1]
    twin, _ = watched.until_summary()  # the other article, when all are checked again
    assert twin.startswith("docs/reset.md:1:3: KB405")

    (watched.folder / "docs/reset.md").unlink()
    assert "no problems found in 1 article" in watched.until_summary()[-1]

    watched.process.send_signal(signal.SIGINT)
    _, err = watched.process.communicate(timeout=20)
    assert watched.process.returncode == 130
    assert b"Traceback" not in err


def test_what_comes_or_goes_is_read_and_nothing_else(tmp_path: Path) -> None:
    picture = "# 设置\n\n![设置页面](set.png)\n"
    options = 'languages = ["zh"]\nlint.select = ["KB301", "KB702"]\n'
    scratch.write(tmp_path, {**FILES, "kb.toml": options, "docs/set.md": picture})
    with watching(tmp_path) as watched:
        assert "docs/set.md:3:9: KB702" in watched.until_summary()[0]

        (tmp_path / "docs/reset.md").unlink()
        gone = watched.until_summary()[-1]
        assert ("1 error in 2 articles" in gone, gone.endswith(" ms)")) == (True, True)
        dead, _ = watched.until_summary()  # when all are checked again
        assert dead.startswith("docs/login.md:3:7: KB301")

        new = {"docs/node_modules/a.md": "# 甲\n", "README.md": "# 乙\n"}
        scratch.write(tmp_path, {**new, "docs/new.md": "[旧](old.md)\n"})
        finding, come = watched.until_summary()
        assert finding.startswith("docs/new.md:1:5: KB301")
        assert ("3 errors in 3 articles" in come, come.endswith(" ms)")) == (True, True)

        (tmp_path / "docs/set.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        assert watched.until_summary()[-1].endswith(" ms)")
        assert "2 errors in 3 articles" in watched.until_summary()[-1]


def test_it_goes_on_while_the_options_are_half_written(watched: Watched) -> None:
    watched.until_summary()
    scratch.write(watched.folder, {"kb.toml": "languages = [\n"})
    assert watched.process.stderr is not None
    assert b"kb.toml" in watched.process.stderr.readline()

    scratch.write(watched.folder, {"docs/login.md": "# 登录\n\n请[重置](rest.md)。\n"})
    assert "1 error in 2 articles" in watched.until_summary()[-1]

    scratch.write(watched.folder, {"kb.toml": 'lint.select = ["KB902"]\n'})
    assert "no problems found" in watched.until_summary()[-1]


def test_it_names_what_cannot_be_read_until_it_can(watched: Watched) -> None:
    assert "no problems found in 2 articles" in watched.until_summary()[-1]

    (watched.folder / "docs/old.md").write_bytes("# 旧文件\n".encode("gb18030"))
    assert "no other problems found in 2 articles" in watched.until_summary()[-1]
    assert watched.process.stderr is not None
    assert b"docs/old.md:1: not UTF-8 (looks like GB18030)" in watched.process.stderr.readline()

    scratch.write(watched.folder, {"docs/old.md": "# 旧文件\n"})
    assert "no problems found in 3 articles" in watched.until_summary()[-1]


def test_it_follows_the_commits(tmp_path: Path) -> None:
    options = 'languages = ["zh"]\nlint.select = ["KB403"]\n'
    scratch.repository(tmp_path, {**FILES, "kb.toml": options, "docs/guide.md": "# 指南\n"})
    (tmp_path / "docs/login.md").rename(tmp_path / "docs/signin.md")
    with watching(tmp_path) as watched:
        moved, count = watched.until_summary()
        assert moved.startswith("docs/signin.md:1:3: KB403")
        assert "in 3 articles" in count

        scratch.commit(tmp_path)
        scratch.commit(tmp_path)
        assert "no problems found" in watched.until_summary()[-1]


def test_what_makes_no_sense_while_watching_is_refused() -> None:
    with pytest.raises(click.UsageError, match="--watch can only be combined with"):
        lint.main(["--watch", "--fix"], standalone_mode=False)
