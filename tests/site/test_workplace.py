"""The folder in which a site is built: there while its build runs, and no longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb_tools.errors import KbError
from kb_tools.site.workplace import beside

LONG_AGO = 1_000_000_000
BUILD = """
import sys
from pathlib import Path
from kb_tools.site.workplace import beside
with beside(Path(sys.argv[1])) as fresh:
    (fresh / "page.html").write_text("half")
    print(fresh, flush=True)
    sys.stdin.read()
"""


@contextmanager
def building(site: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Let another process build, for as long as its input is open; yield it and its folder."""
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert (folder / "page.html").exists()
        yield process, folder


def aged(folder: Path) -> None:
    os.utime(folder, (LONG_AGO, LONG_AGO))


def test_the_folder_is_gone_when_the_build_has_ended_well_or_not(tmp_path: Path) -> None:
    with beside(tmp_path / "site") as fresh:
        (fresh / "a").write_text("a")
        assert fresh.parent == tmp_path
    with pytest.raises(ValueError, match="broken"), beside(tmp_path / "site"):
        raise ValueError("broken")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="no lock on a folder there")
def test_what_a_killed_build_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    with building(tmp_path / "site") as (process, left):
        process.send_signal(signal.SIGKILL)
    aged(left)
    with beside(tmp_path / "other"):
        assert left.exists()
    with beside(tmp_path / "site") as fresh:
        assert list(tmp_path.iterdir()) == [fresh]


def test_the_folder_of_a_build_that_runs_is_left_alone(tmp_path: Path) -> None:
    with building(tmp_path / "site") as (_, folder):
        aged(folder)
        with beside(tmp_path / "site"):
            assert (folder / "page.html").exists()


def test_what_no_build_made_and_what_has_just_been_made_stays(tmp_path: Path) -> None:
    mine, just_made = tmp_path / ".site.backup12", tmp_path / ".site.kb-build-abcdefgh"
    for folder in (mine, just_made):
        folder.mkdir()
    aged(mine)
    link = tmp_path / ".site.kb-build-linked00"
    link.symlink_to(mine)
    with beside(tmp_path / "site"):
        pass
    assert sorted(tmp_path.iterdir()) == [mine, just_made, link]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(KbError, match="cannot write here"),
        beside(tmp_path / "file" / "site"),
    ):
        pass
