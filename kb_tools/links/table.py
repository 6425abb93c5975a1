"""Values by key of which only those are read that somebody asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", int, str)
V = TypeVar("V")


class Table(Generic[K, V]):
    """Values by key: those that were used, and the others where `fetch` finds them.

    `changed` are the keys under which the value differs from the stored one.
    """

    def __init__(self, known: dict[K, V] | None = None) -> None:
        self.known: dict[K, V | None] = {**known} if known else {}
        self.changed: set[K] = set(self.known)
        self.fetch: Callable[[K], V | None] | None = None

    def get(self, key: K) -> V | None:
        """Return the value of a key; a caller who changes it has to `put` it back."""
        known = self.known
        if key in known:
            return known[key]
        if self.fetch is None:
            return None
        found = known[key] = self.fetch(key)
        return found

    def __getitem__(self, key: K) -> V:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def put(self, key: K, value: V | None) -> None:
        """Lay something under a key, or nothing."""
        self.known[key] = value
        self.changed.add(key)

    def news(self) -> Iterator[tuple[K, V | None]]:
        """Yield what changed, in order of the keys: None for what was removed."""
        return ((key, self.known[key]) for key in sorted(self.changed))
