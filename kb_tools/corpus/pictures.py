"""How heavy an image file is, and how wide and high, read from its first bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NamedTuple

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")
HEAD = 65_536
"""The first bytes, which contain a JPEG's frame header unless its metadata is unusually long."""

_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")


class Picture(NamedTuple):
    """An image file: bytes, and pixels (0 where the format has none or hides them)."""

    weight: int
    width: int = 0
    height: int = 0


def is_picture(path: str) -> bool:
    """Say whether a path is that of an image file."""
    return path.lower().endswith(SUFFIXES)


def measured(file: Path) -> Picture | None:
    """Return what is known of an image file; None when it cannot be read."""
    try:
        weight = file.stat().st_size
        with file.open("rb") as stream:
            return Picture(weight, *size(stream.read(HEAD)))
    except OSError:
        return None


def size(head: bytes) -> tuple[int, int]:
    """Return width and height in pixels of an image that begins with these bytes.

    >>> size(b"GIF89a" + bytes([64, 1, 200, 0]))
    (320, 200)
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _numbers(head[16:20], head[20:24], "big")
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _numbers(head[6:8], head[8:10], "little")
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head[12:16], head[20:])
    return 0, 0


def _numbers(width: bytes, height: bytes, order: Literal["big", "little"]) -> tuple[int, int]:
    return int.from_bytes(width, order), int.from_bytes(height, order)


def _jpeg(head: bytes) -> tuple[int, int]:
    """Go from segment to segment: what looks like a frame inside of one is a thumbnail."""
    place = 2
    while place + 9 <= len(head) and head[place] == 0xFF:
        if _FRAME.match(head, place):
            return _numbers(head[place + 7 : place + 9], head[place + 5 : place + 7], "big")
        place += 2 + max(2, int.from_bytes(head[place + 2 : place + 4], "big"))
    return 0, 0


def _webp(kind: bytes, data: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        width, height = _numbers(data[4:7], data[7:10], "little")
        return width + 1, height + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _numbers(data[6:8], data[8:10], "little")
    return width & 0x3FFF, height & 0x3FFF
