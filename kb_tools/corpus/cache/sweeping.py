"""Forgetting what was kept of projects that are gone, or that nobody has used for a month."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from kb_tools.files import cache_folder
from kb_tools.regex import regex

_ROOT = "root"
"""The file in a project's folder that says where the project is; its age is that of its use."""
_MONTH = 30 * 24 * 3600
_DAY = 24 * 3600
_OURS = regex("[0-9a-f]{16}")


def sweep(root: Path) -> None:
    """Note that the project at `root` is used; once a day, remove what belongs to none in use."""
    note = cache_folder(root) / _ROOT
    now = time.time()
    with suppress(OSError, ValueError):
        if _age(note, now) < _DAY:
            return
        import shutil  # heavy, and needed once a day

        note.write_text(str(root.resolve()), "utf-8")
        for folder in note.parents[1].iterdir():
            if _OURS.fullmatch(folder.name) and _is_forgotten(folder / _ROOT, now):
                shutil.rmtree(folder, ignore_errors=True)


def _is_forgotten(note: Path, now: float) -> bool:
    """Tell whether a project is gone or unused; one that left no note is judged by its folder."""
    if not note.exists():
        return _age(note.parent, now) > _MONTH
    return _age(note, now) > _MONTH or not Path(note.read_text("utf-8")).exists()


def _age(path: Path, now: float) -> float:
    return now - path.stat().st_mtime if path.exists() else _MONTH + 1
