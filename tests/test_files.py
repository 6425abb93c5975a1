"""A file is replaced whole, or stays as it was."""

import os
from pathlib import Path

import pytest

from kb_tools import files


def test_writes_text_as_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    files.write(tmp_path / "new" / "甲.md", "第一行\r\n第二行\n")

    assert (tmp_path / "new" / "甲.md").read_bytes() == "第一行\r\n第二行\n".encode()


def test_keeps_the_mode_of_the_file_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "run.sh"
    path.write_text("old")
    path.chmod(0o750)

    files.write(path, "new")

    assert path.stat().st_mode & 0o777 == 0o750


def test_a_failure_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write(path, "new")

    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert path.read_text() == "old"
