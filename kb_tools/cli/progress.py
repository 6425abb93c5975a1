"""Progress on long work, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def counter(label: str) -> Iterator[Callable[[int, int], None]]:
    """Count `n of all` on standard error, on a terminal and after the first second only."""
    shown = sys.stderr.isatty()
    start = last = time.monotonic()

    def count(number: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and now - start > 1 and now - last > 0.1:
            click.echo(f"\r{label} {number:,}/{total:,}", nl=False, err=True)
            last = now

    yield count
    if last != start:
        click.echo("\r\033[K", nl=False, err=True)
