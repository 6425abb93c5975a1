"""What a dead link most likely meant."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_LIKELY = 75.0
"""Similarity (0 to 100) from which a slip of the pen is likelier than another article."""

_EVERYWHERE = frozenset(("index", "_index", "readme", "overview"))


class Names:
    """Paths by their names, to be asked for the nearest; remembers its answers.

    `keys` gives for each path what to compare: the path without language and suffix.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(keys):
            self._named[_name(keys[path])].append(path)
        self._names = [*self._named]
        self._known: dict[str, str | None] = {}

    def nearest(self, key: str) -> str | None:
        """Return the path whose name is the same or most alike, in the folder most alike."""
        if key not in self._known:
            self._known[key] = self._search(key)
        return self._known[key]

    def _search(self, key: str) -> str | None:
        name = _name(key)
        found = name if name in self._named else likeliest(name, self._names)
        if found is None:
            return None
        return max(self._named[found], key=lambda path: fuzz.ratio(self._keys[path], key))


def likeliest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` most alike; None when none is, or when the numbers differ.

    `release-7.1` is no slip for `release-7.5`: numbers are chosen, letters are mistyped.
    """
    hits = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=5)
    numbers = _numbers(name)
    return next((hit[0] for hit in hits if _numbers(hit[0]) == numbers), None)


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _name(key: str) -> str:
    """Return what tells a path from others: its name, with the folder for `index` and the like."""
    folder, name = posixpath.split(key.rstrip("/").lower())
    return posixpath.join(posixpath.basename(folder), name) if name in _EVERYWHERE else name
