"""A new site in the place of the old one: only what changed is touched.

The new one is built beside the old one, so that nothing is replaced before all of it is whole.
A file that says the same stays as it was, its time included: web servers, browsers and tools
that copy a site need not look at it again.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import weakref
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kb_tools.errors import KbError
from kb_tools.files import remove_empty
from kb_tools.language import Text
from kb_tools.site.last_build import LastBuild
from kb_tools.site.workplace import beside


def refuse_strangers(target: Path) -> None:
    """Raise KbError for a folder that is no site: `--site-dir .` must not cost anyone's work."""
    if target.is_dir() and any(target.iterdir()) and not (target / "404.html").is_file():
        message = Text(
            "this folder is not a built site and would be replaced; name another one",
            "此目录不是网站，构建会把它整个替换掉；请另选一个目录",
        )
        raise KbError(message, str(target))


def settle(fresh: Path, target: Path, last: LastBuild | None = None) -> None:
    """Make `target` say what `fresh` says; new files come first, then pages, then removals.

    What the build kept of the `last` one is not in `fresh`, and stays. Hidden files at the top
    of `target` stay too: they are no part of a site (`.git`, say).
    """
    made = _files(fresh)
    if target.exists():
        _settle(fresh, made, target, last.kept if last else set())
    else:
        fresh.rename(target)
    if last is not None:
        last.remember(made)


class Detour:
    """A build of the generator's own command, sent beside the old site until it is whole."""

    def __init__(self, config: Any) -> None:  # noqa: ANN401 - MkDocs' own
        self.target = Path(config.site_dir)
        self._held = ExitStack()
        self._fresh = self._held.enter_context(beside(self.target))
        weakref.finalize(self, self._held.close)
        config.site_dir = str(self._fresh)

    def end(self, config: Any, last: LastBuild | None) -> None:  # noqa: ANN401 - MkDocs' own
        """Put the new site in the old one's place."""
        config.site_dir = str(self.target)
        settle(self._fresh, self.target, last)
        self._held.close()


def _settle(fresh: Path, made: AbstractSet[str], target: Path, kept: AbstractSet[str]) -> None:
    for name in sorted(made, key=lambda name: (name.endswith(".html"), name)):
        if not _same(fresh / name, target / name):
            _place(fresh / name, target / name, target)
    for name in sorted(_files(target) - made - kept):
        if not name.startswith("."):
            (target / name).unlink()
            _tidy((target / name).parent, target)


def _files(folder: Path) -> set[str]:
    """Return the names of the files in a folder, links to folders among them."""
    found: set[str] = set()
    for root, folders, files in os.walk(folder):
        way = Path(root).relative_to(folder)
        links = (name for name in folders if (Path(root) / name).is_symlink())
        found.update((way / name).as_posix() for name in (*files, *links))
    return found


def _same(new: Path, old: Path) -> bool:
    is_file = old.is_file() and not old.is_symlink()
    return is_file and filecmp.cmp(new, old, shallow=False)


def _place(new: Path, old: Path, target: Path) -> None:
    """Put a file in its place, whatever is there or on the way."""
    for way in reversed(old.relative_to(target).parents[:-1]):
        if (target / way).is_symlink() or (target / way).is_file():
            (target / way).unlink()
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)


def _tidy(folder: Path, target: Path) -> None:
    while folder != target:
        remove_empty(folder)
        folder = folder.parent
