"""How far a build has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, float], None]
"""Takes how many pages are done, and which share of all work that is."""
PAGES = 0.9
"""Share of the time that the pages take; what comes after them takes the rest."""


class Steps:
    """Counts pages twice: each is rendered, then written."""

    def __init__(self, pages: int, progress: Progress | None) -> None:
        self._all, self._progress = 2 * pages, progress
        self._done = 0

    def next(self) -> None:
        """Tell that a page was rendered, or written."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done // 2, PAGES * self._done / self._all)
