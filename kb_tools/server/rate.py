"""How often somebody may ask: never more than so many requests in any minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0
NAMES = 10_000
"""Names after which those who asked nothing for a minute are forgotten."""


class Rate:
    """Counts requests by name in this process. Nothing runs besides: a request does the work."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._times: dict[str, deque[float]] = {}
        self._forget_at = NAMES

    def wait(self, name: str) -> float:
        """Count a request and return 0, or return the seconds after which it may come."""
        now = self._clock()
        times = self._times.get(name) or self._new(name, now)
        if len(times) == self._per_minute and now - times[0] < MINUTE:
            return MINUTE - (now - times[0])
        times.append(now)
        return 0.0

    def _new(self, name: str, now: float) -> deque[float]:
        if len(self._times) >= self._forget_at:
            self._times = {n: t for n, t in self._times.items() if now - t[-1] < MINUTE}
            self._forget_at = max(NAMES, 2 * len(self._times))
        return self._times.setdefault(name, deque(maxlen=self._per_minute))
