"""How the index file is laid out: named regions behind a checked header.

    magic (8) | length of the head (4) | checksum of all that follows (4) | head | regions

The head is JSON: facts about the whole and, for each region, where it starts and how long
it is. Regions are arrays of one machine type, aligned to 8 bytes, so that a memory-mapped
file is used as it lies on the disk. The file is a cache of one machine: another byte order
is another magic.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Mapping
from typing import Any

VERSION = 8
"""Goes up with every change of the format or of what decides the contents: terms, weights."""

MAGIC = b"kbidx" + sys.byteorder[:1].encode() + VERSION.to_bytes(2, "big")

_HEAD = struct.Struct("<8sII")
_ALIGN = 8


class LayoutError(Exception):
    """The bytes are no index of this version, or they are damaged."""


def pack(facts: Mapping[str, object], regions: Mapping[str, array[Any] | bytes]) -> bytes:
    """Return the bytes of an index: facts for the head, and named regions."""
    places: dict[str, tuple[str, int, int]] = {}
    chunks: list[bytes] = []
    at = 0
    for name, region in regions.items():
        code = region.typecode if isinstance(region, array) else "B"
        data = region.tobytes() if isinstance(region, array) else region
        places[name] = (code, at, len(data))
        padding = -len(data) % _ALIGN
        chunks += (data, b"\0" * padding)
        at += len(data) + padding
    head = json.dumps({"facts": facts, "regions": places}, ensure_ascii=False).encode()
    head += b" " * (-(_HEAD.size + len(head)) % _ALIGN)
    body = b"".join((head, *chunks))
    return _HEAD.pack(MAGIC, len(head), zlib.crc32(body)) + body


def unpack(data: memoryview) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Return facts and regions of an index; LayoutError if it is none, or not whole."""
    if len(data) < _HEAD.size:
        raise LayoutError
    magic, length, checksum = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if magic != MAGIC or length > len(body):
        raise LayoutError
    if zlib.crc32(body) != checksum:
        raise LayoutError
    try:
        head = json.loads(bytes(body[:length]))
        regions = {name: _region(body[length:], *place) for name, place in head["regions"].items()}
        return head["facts"], regions
    except (ValueError, KeyError, TypeError) as error:
        raise LayoutError from error


def _region(data: memoryview, code: str, start: int, length: int) -> memoryview:
    region = data[start : start + length]
    if len(region) != length:
        raise LayoutError
    return region.cast(code)  # type: ignore[call-overload,no-any-return]
