"""Records out of a JSON document larger than memory, however it was made to hurt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import ijson

DEEPEST = 200
"""Levels of arrays and objects in each other; no help desk writes a tenth of it."""

Path = tuple[str, ...]
"""Where the records are: `()`, `("item",)` for a list, `("tickets", "item")` below a key."""


class DepthError(ValueError):
    """Arrays and objects are in each other more than DEEPEST levels."""


def values(stream: BinaryIO, wanted: Path) -> Iterator[Any]:
    """Yield every value at a path, one in memory at a time.

    Raises ijson.JSONError where it is no JSON, DepthError where it is nested without need.
    """
    builder = None
    for path, event, value in located(stream):
        if builder is None and path == wanted and event not in ("end_map", "end_array"):
            builder = ijson.ObjectBuilder()
        if builder is not None:
            builder.event(event, value)
            if path == wanted and event not in ("start_map", "start_array", "map_key"):
                yield builder.value
                builder = None


def located(stream: BinaryIO) -> Iterator[tuple[Path, str, Any]]:
    """Yield each event of a JSON document with the path of the value that it belongs to."""
    events: Iterable[tuple[str, Any]] = ijson.basic_parse(stream, use_float=True)
    keys: list[str] = []
    for event, value in events:
        if event == "map_key":
            keys[-1] = value
            yield tuple(keys[:-1]), event, value
        elif event in ("end_map", "end_array"):
            keys.pop()
            yield tuple(keys), event, value
        else:
            yield tuple(keys), event, value
            if event in ("start_map", "start_array"):
                if len(keys) >= DEEPEST:
                    raise DepthError
                keys.append("" if event == "start_map" else "item")
