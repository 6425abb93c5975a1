"""Work that makes millions of small values and few cycles, with less search for cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the garbage collector, which would look at every value again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let the garbage collector look for cycles a thirtieth as often."""
    before = gc.get_threshold()
    gc.set_threshold(30 * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
