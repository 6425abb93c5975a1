"""The service's figures for Prometheus, summed over all workers."""

from __future__ import annotations

import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Figures:
    """Counts requests by route and status, their seconds, and suggestions given or not."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kb_requests", "Requests", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "kb_request_seconds", "Seconds", ["route"], registry=self._registry, buckets=_BUCKETS
        )
        self._answers = Counter(
            "kb_answers", "Tickets asked, by whether an article fits", ["fits"],
            registry=self._registry,
        )  # fmt: skip

    @property
    def count(self) -> Callable[[str, int, float], None]:
        """A function that notes one request: route, status, seconds."""
        return self._count

    def _count(self, route: str, status: int, seconds: float) -> None:
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, *, fits: bool) -> None:
        """Note whether an article was suggested for a ticket."""
        self._answers.labels("yes" if fits else "no").inc()

    def text(self) -> bytes:
        """Return the figures in Prometheus' text format."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
