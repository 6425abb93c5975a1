"""A folder beside a site in which the next one is built, and gone when that has ended.

A build that was killed leaves its folder. The next one removes it: a process that builds holds
a lock on the folder, which ends with the process, wherever that ran.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kb_tools.errors import KbError
from kb_tools.language import Text

MARK = "kb-build-"
"""In the folder's name, so that no one else's is taken for one."""
_NEW = 60
"""Seconds in which a folder may have been made that its owner has not locked yet."""


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Make an empty folder beside `target`, on the same disk, so that files can change places."""
    fresh = _made(target)
    handle = _locked(fresh)
    try:
        for folder in _abandoned(target):
            shutil.rmtree(folder, ignore_errors=True)
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _made(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    except OSError as error:
        message = Text("cannot write here: {why}", "无法写入此处：{why}")
        raise KbError(message.format(why=error.strerror), str(target.parent)) from error
    fresh.chmod(0o755)
    return fresh


def _prefix(target: Path) -> str:
    return f".{target.name}.{MARK}"


def _abandoned(target: Path) -> list[Path]:
    """Return the folders of builds of `target` that are no longer running."""
    before = time.time() - _NEW
    return [
        folder
        for folder in target.parent.glob(glob.escape(_prefix(target)) + "*")
        if not folder.is_symlink() and folder.is_dir() and _is_free(folder, before)
    ]


def _is_free(folder: Path, before: float) -> bool:
    """Tell whether a folder was there at a time, and nobody holds it now."""
    with contextlib.suppress(OSError):
        handle = _locked(folder) if folder.stat().st_mtime < before else None
        if handle is not None:
            os.close(handle)
            return True
    return False


def _locked(folder: Path) -> int | None:
    """Lock a folder until what is returned is closed; None where that cannot be."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody has it, or it is a file system without locks
        os.close(handle)
        return None
    return handle
