"""Captions of a video (WebVTT) as text to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TIMES = re.compile(r"^(?:\d+:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(?:\d+:)?\d{2}:\d{2}\.\d{3}")
_TAG = re.compile(r"<[^>]*>")
_WIDE = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_STOPS = ("。", "！", "？", ".", "!", "?", "…", "”", '"')
LONG = 240
"""Characters after which a sentence's end ends a paragraph."""


def paragraphs(text: str) -> list[str]:
    """Return what is said, in paragraphs.

    >>> paragraphs("WEBVTT\\n\\n00:00.000 --> 00:02.000\\nPress the\\n<b>button</b>.\\n")
    ['Press the button.']
    """
    found: list[str] = []
    for line in _said(text):
        last = found[-1] if found else ""
        if not last or (len(last) > LONG and last.endswith(_STOPS)):
            found.append(line)
        else:
            gap = "" if _WIDE.match(last[-1]) or _WIDE.match(line[0]) else " "
            found[-1] = f"{last}{gap}{line}"
    return found


def _said(text: str) -> Iterator[str]:
    """Yield each line that is shown; one that is repeated while the next one rolls in, once."""
    last = ""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").lstrip("\ufeff")):
        lines = block.strip().split("\n")
        start = next((i for i, line in enumerate(lines) if _TIMES.match(line.strip())), None)
        if start is None:
            continue  # the head, a note, or a style
        for line in lines[start + 1 :]:
            words = " ".join(unescape(_TAG.sub("", line)).split())
            if words and words != last:
                last = words
                yield words
