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


WIDTH = 20


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, float], None]]:
    """Show a bar on standard error: how much is done, its share of all, how long it will take."""
    shown = sys.stderr.isatty()
    start = time.monotonic()
    first: list[float] = []

    def draw(number: int, share: float) -> None:
        first.append(share) if not first else None
        seconds = time.monotonic() - start
        click.echo(
            f"\r{label} {number:,} {drawn(share)} {left(seconds, share - first[0], 1 - share)}",
            nl=False,
            err=True,
        )

    yield draw if shown else lambda *_: None
    if first:
        click.echo("\r\033[K", nl=False, err=True)


def drawn(share: float) -> str:
    """Return a share as a bar and a percentage.

    >>> drawn(0.5)
    '██████████░░░░░░░░░░  50%'
    """
    full = round(WIDTH * share)
    return f"{'█' * full}{'░' * (WIDTH - full)} {share:>4.0%}"


def left(seconds: float, done: float, rest: float) -> str:
    """Return how much longer it takes, in minutes and seconds, as wide as any other.

    >>> left(60, 0.25, 0.5), left(0, 0, 1)
    ('  2:00', '      ')
    """
    if done <= 0:
        return " " * 6
    minutes, second = divmod(round(seconds * rest / done), 60)
    return f"{minutes:>3}:{second:02}"
