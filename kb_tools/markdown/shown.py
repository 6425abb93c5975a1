"""What a reader sees of a text with inline markup."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from itertools import chain, zip_longest

from kb_tools.markdown.finds import Finds
from kb_tools.regex import regex

_ESCAPE = regex(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_ENTITY = regex(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_STARS = regex(r"(?<!\\)(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\])\1(?!\*)", re.DOTALL)
_LOW_LINES = regex(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
_BODY = "\x02"
"""Replaces code while emphasis is taken away."""

_LONG = 2000
"""In a longer text pairs of marks are not looked for: it would cost quadratic time."""

_MARKUP = regex(r"[\[`\\<{&*_\x02\x04]")


def unescape(text: str) -> str:
    """Undo backslash escapes and entities."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return decoded(text)


def decoded(text: str) -> str:
    """Undo entities, which end with a semicolon."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def folded(text: str) -> str:
    """Fold blank space to single spaces."""
    return " ".join(text.split())


def shown_plain(text: str) -> str:
    """Return what a reader sees of a text in which there is no code, link or tag."""
    if "*" in text or "_" in text:
        text = unmarked(text)
    return " ".join((decoded(text) if "&" in text else text).split())


class Shown:
    """A text and what was found in it, to ask what a reader sees of its parts."""

    def __init__(self, text: str, finds: Finds) -> None:
        self.text = text
        self.marks = sorted(finds.marks)
        self.bodies = {found[0]: text[found[1] : found[2]].strip() for found in finds.code}
        """What is seen of code and of autolinks, by their start."""
        for link in finds.links:
            if link.form == "autolink":
                self.bodies[link.start] = text[slice(*link.text)]

    def between(self, start: int, end: int) -> str:
        """Return what a reader sees, blank space folded."""
        return folded(decoded(self.source(start, end)))

    def source(self, start: int, end: int) -> str:
        """Return the same with entities as they are written: what anchors are made from."""
        part = self.text[start:end]
        if _MARKUP.search(part) is None:
            return folded(part)
        pieces: list[str] = []
        bodies: list[str] = []
        at = start
        begin, stop = bisect_left(self.marks, (start, 0)), bisect_left(self.marks, (end, 0))
        for first, last in self.marks[begin:stop]:
            if first < at or last > end:
                continue
            pieces.append(self.text[at:first])
            if first in self.bodies:
                pieces.append(_BODY)
                bodies.append(self.bodies[first].replace("&", "&amp;"))
            at = last
        pieces.append(self.text[at:end])
        plain = unmarked("".join(pieces)).split(_BODY)
        return folded("".join(chain.from_iterable(zip_longest(plain, bodies, fillvalue=""))))


def unmarked(text: str) -> str:
    """Take emphasis and backslash escapes away."""
    if len(text) > _LONG:
        return text.replace("*", "")
    for mark, pattern in (("*", _STARS), ("_", _LOW_LINES)):
        for _ in range(3):
            if mark not in text:
                break
            text, count = pattern.subn(r"\2", text)
            if not count:
                break
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
