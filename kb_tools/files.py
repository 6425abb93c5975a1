"""Files, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple


class Write(NamedTuple):
    """A file to be written: `content`, else what is in `like`, whose mode it takes."""

    target: Path
    content: str | None
    like: Path


def write_all(writes: Sequence[Write], removals: Iterable[Path] = ()) -> None:
    """Write all the files and remove the others; when anything fails, all is as it was.

    Everything is written beside its place before the first file is touched. A process that
    is killed in between leaves hidden copies, never less than there was.
    """
    with ExitStack() as folders, ExitStack() as leftovers, ExitStack() as undo:
        staged = [(one.target, _staged(one, leftovers, folders)) for one in writes]
        for target, ready in staged:
            if target.exists():
                undo.callback(_spare(target, leftovers, copy=True).replace, target)
            else:
                undo.callback(target.unlink, missing_ok=True)
            ready.replace(target)
        for path in removals:
            spare = _spare(path, leftovers)
            undo.callback(_restore, spare, path)
            path.replace(spare)
        undo.pop_all()
        folders.pop_all()


def _staged(one: Write, leftovers: ExitStack, folders: ExitStack) -> Path:
    for folder in reversed([f for f in one.target.parents if not f.exists()]):
        folders.callback(remove_empty, folder)
        folder.mkdir()
    ready = _spare(one.target, leftovers)
    if one.content is None:
        import shutil

        shutil.copyfile(one.like, ready)
    else:
        ready.write_bytes(one.content.encode("utf-8"))
    ready.chmod(_mode(one.like))
    return ready


def _spare(path: Path, leftovers: ExitStack, *, copy: bool = False) -> Path:
    """Return a new hidden file beside `path`, which is gone in the end."""
    handle, name = _beside(path)
    os.close(handle)
    leftovers.callback(Path(name).unlink, missing_ok=True)
    if copy:
        import shutil  # with all that packs files: many who ask this module do not write

        shutil.copy2(path, name)
    return Path(name)


def _beside(path: Path) -> tuple[int, str]:
    """Open a new hidden file beside `path`; a refusal names `path`, not that file."""
    import tempfile

    try:
        return tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _restore(spare: Path, path: Path) -> None:
    if not path.exists():
        spare.replace(path)


def written(path: Path | str) -> tuple[int, int] | None:
    """Return what changes when a file is written, its time and its size; None without one."""
    try:
        # Ten thousand paths as objects would take longer than to ask for them.
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def cache_folder(root: Path) -> Path:
    """Return the folder for what is known of the project at `root`, in the user's own cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Path(cache) / "kb_tools" / name


def remove_empty(folder: Path) -> None:
    """Remove a folder if there is nothing in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def write(path: Path, content: str | bytes) -> None:
    """Replace `path` in one step, keeping its mode; text is UTF-8, line ends as they are.

    Missing folders are made. When anything fails, the old file is still there, unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = _beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
