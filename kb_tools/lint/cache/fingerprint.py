"""Which program found something: another version of it may find something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import kb_tools

if TYPE_CHECKING:
    from kb_tools.lint.rule import Rule


def program() -> str:
    """Return what distinguishes this program from another version, while it is written, too.

    That is the state of its files, and of the folders that libraries are installed into.
    """
    own = Path(kb_tools.__file__).parent
    libraries = [path for path in sys.path if "site-packages" in path]
    return repr([sys.version, *_states(own), *_states_of(libraries)])


def foreign(rules: Iterable[Rule]) -> list[str]:
    """Return the files and folders that the rules of third parties come from."""
    modules = {rule.module for rule in rules if not rule.module.startswith("kb_tools.")}
    files = {sys.modules[name.partition(".")[0]].__file__ for name in modules}
    return sorted(file.removesuffix("/__init__.py") for file in files if file is not None)


def states(places: Iterable[str]) -> str:
    """Return in which state files, and the files below folders, are."""
    return repr([state for place in places for state in _states(Path(place))])


def _states(place: Path) -> Iterator[tuple[str, int, int]]:
    if not place.is_dir():
        yield from _states_of([str(place)])
        return
    with os.scandir(place) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _states(Path(entry.path))
        else:
            stat = entry.stat()
            yield entry.name, stat.st_size, stat.st_mtime_ns


def _states_of(paths: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        if os.path.exists(path):  # noqa: PTH110 - a hundred of them have to be quick
            stat = os.stat(path)  # noqa: PTH116
            yield path, stat.st_size, stat.st_mtime_ns
