"""Long arrays of which a few places change: everything between is copied in one piece."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub
from typing import Any, NamedTuple, TypeAlias

Region: TypeAlias = "array[Any] | bytes"
"""A column of an index."""

WIDE = 1 << 16
"""From this many documents on, their numbers need four bytes."""


class Cut(NamedTuple):
    """At a place of a list `gone` items go out, and `items` come in; cuts are in order."""

    place: int
    gone: int
    items: Sequence[Any] = ()


def starts(lengths: Iterable[int]) -> array[int]:
    """Return where each of some consecutive lists starts, and where all end."""
    return array("I", accumulate(lengths, initial=0))


def blobs(name: str, values: Iterable[bytes]) -> dict[str, Region]:
    """Return the regions of some bytes each, one after the other."""
    kept = list(values)
    return {f"{name}_start": starts(map(len, kept)), name: b"".join(kept)}


def sizes(places: Sequence[int]) -> list[int]:
    """Return how long each of some lists is of which `starts` has the places."""
    return list(map(sub, places[1:], places[:-1]))


def flat(items: memoryview, cuts: Iterable[Cut]) -> bytes:
    """Return an array after the cuts, as bytes."""
    pieces: list[bytes | memoryview] = []
    at = 0
    for cut in cuts:
        pieces += (items[at : cut.place], array(items.format, cut.items).tobytes())
        at = cut.place + cut.gone
    return b"".join((*pieces, items[at:]))


def ragged(places: memoryview, items: memoryview, cuts: Sequence[Cut]) -> tuple[array[int], bytes]:
    """Return lists of bytes, one after another, after cuts that count in whole lists."""
    lengths = sizes(places)
    for place, gone, new in reversed(cuts):
        lengths[place : place + gone] = map(len, new)
    inner = (
        Cut(places[place], places[place + gone] - places[place], b"".join(new))
        for place, gone, new in cuts
    )
    return starts(lengths), flat(items, inner)
