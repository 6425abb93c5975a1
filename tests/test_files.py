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


@pytest.mark.parametrize("fault", [OSError(28, "No space"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", range(8))
def test_many_files_are_written_all_or_none_wherever_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, fault: BaseException
) -> None:
    names = ("a.md", "b.md", "c.md")
    for name in names:
        (tmp_path / name).write_text(f"old {name}")
    writes = [
        files.Write(tmp_path / "a.md", "new a", tmp_path / "a.md"),
        files.Write(tmp_path / "deep" / "er" / "b.md", "new b", tmp_path / "b.md"),
        files.Write(tmp_path / "c2.md", None, tmp_path / "c.md"),
    ]
    steps = iter(range(100))
    real = Path.replace

    def sometimes(self: Path, target: Path) -> Path:
        if next(steps) == at:
            raise fault
        return real(self, target)

    monkeypatch.setattr(Path, "replace", sometimes)
    try:
        files.write_all(writes, [tmp_path / "b.md", tmp_path / "c.md"])
    except type(fault):
        left = {name: f"old {name}" for name in names}
    else:
        assert at >= 5
        left = {"a.md": "new a", "deep/er/b.md": "new b", "c2.md": "old c.md"}

    found = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*")}
    assert {name: p.read_text() for name, p in found.items() if p.is_file()} == left
    assert ("deep" in found) == ("deep/er/b.md" in left)


def test_a_refusal_names_the_file_that_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", ".a.md.x7b2")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(PermissionError) as caught:
        files.write(tmp_path / "a.md", "text")
    assert caught.value.filename == str(tmp_path / "a.md")
