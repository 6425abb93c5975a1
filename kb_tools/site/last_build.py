"""What the last build left in a site's folder: what is still the same is not made again.

A file is known by a key, which holds all that its contents depend on, and by what the disk says of
it since that build ended: a file that anybody touched since is made again, whatever time it shows.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kb_tools import files
from kb_tools.files import cache_folder

FORMAT = 2
"""Changes when the record does."""
_PACKAGE = Path(__file__).parents[1]


Stamp = tuple[int, ...]
"""What the disk says of a file: when it was written and changed, its size, which it is."""


class _Left(NamedTuple):
    """A file as a build left it; `scripts` are those that a page loads, by path on the site."""

    key: str
    stamp: Stamp
    scripts: tuple[str, ...] = ()


class LastBuild:
    """The files of a site's folder, `site`, and which of them this build keeps as they are.

    `record` is where it is written what a build left.
    """

    def __init__(self, site: Path, record: Path) -> None:
        self.kept: set[str] = set()
        self.site, self._record = site, record
        self._made: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._facts: dict[str, str] = {}
        found = _read(record)
        self._left: Mapping[str, _Left] = found["files"]
        self._facts_left: Mapping[str, str] = found["facts"]
        self.scripts: dict[str, str] = found["scripts"]

    def beside(self, name: str) -> Path:
        """Return where something else is kept for the next build of this site."""
        return self._record.with_name(self._record.name.replace("site", name, 1))

    def keeps(self, name: str, key: str) -> bool:
        """Tell whether a file is there as it has to be, and keep it; else it will be made."""
        known = self._left.get(name)
        self._made[name] = (key, known.scripts if known else ())
        if known is None or known.key != key or _stamp(self.site / name) != known.stamp:
            return False
        self.kept.add(name)
        return True

    def keeps_group(self, folder: str, key: str) -> bool:
        """Tell the same of all files below a folder, whose contents depend on one key."""
        left = {name: one for name, one in self._left.items() if name.startswith(folder)}
        there = all(_stamp(self.site / name) == one.stamp for name, one in left.items())
        if not self.same(folder, key) or not there or not left:
            return False
        self._made.update((name, (one.key, one.scripts)) for name, one in left.items())
        self.kept.update(left)
        return True

    def same(self, name: str, key: str) -> bool:
        """Tell whether something about the whole site is as it was, and remember it."""
        self._facts[name] = key
        return self._facts_left.get(name) == key

    def loads(self, name: str, scripts: Mapping[str, str]) -> None:
        """Remember which scripts a page that was made loads."""
        if name in self._made:
            self._made[name] = (self._made[name][0], tuple(sorted(scripts)))
            self.scripts.update(scripts)

    def loaded(self, name: str) -> Mapping[str, str]:
        """Return the scripts that a kept page loads."""
        return {path: self.scripts[path] for path in self._made[name][1]}

    def remember(self, made: Container[str] = ()) -> None:
        """Write down what is in the folder now; of `made` files, no earlier build's key is true."""
        left = {
            name: (key, stamp, scripts)
            for name, (key, scripts) in self._made.items()
            if not (name in self.kept and name in made)
            and (stamp := _stamp(self.site / name)) is not None
        }
        used = {path for _, _, scripts in left.values() for path in scripts}
        scripts = {path: text for path, text in self.scripts.items() if path in used}
        found = {"format": FORMAT, "files": left, "facts": self._facts, "scripts": scripts}
        with contextlib.suppress(OSError):
            files.write(self._record, json.dumps(found, separators=(",", ":")))


def last_build(site: Path, root: Path) -> LastBuild:
    """Return what the last build of the knowledge base at `root` left in the folder `site`."""
    place = digest([str(site.resolve())])[:16]
    return LastBuild(site, cache_folder(root) / f"site.{place}")


def digest(parts: Iterable[str]) -> str:
    """Return a short name of some texts together."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@functools.cache
def program() -> str:
    """Return what changes when this program does."""
    found = (
        (path.relative_to(_PACKAGE).as_posix(), path.stat())
        for path in sorted(_PACKAGE.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    )
    return digest(f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in found)


def _stamp(file: Path) -> Stamp | None:
    try:
        stat = file.lstat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _read(record: Path) -> dict[str, Any]:
    """Return a record; one that cannot be used is as good as empty."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads(record.read_text("utf-8"))
        if found["format"] == FORMAT:
            left = {
                str(name): _Left(str(key), tuple(stamp), tuple(scripts))
                for name, (key, stamp, scripts) in found["files"].items()
            }
            return {"files": left, "facts": found["facts"], "scripts": found["scripts"]}
    return {"files": {}, "facts": {}, "scripts": {}}
