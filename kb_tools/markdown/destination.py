"""What is in the parentheses of a link: where it leads, and a title."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from kb_tools.regex import regex

_ANGLED = regex(r"\(\s*(?:(<[^<>]*>)\s*(?:('[^']*'|\"[^\"]*\")\s*)?\))?", re.DOTALL)
_MARKS_AT_MOST = 60
"""Parentheses and quotes in one destination; more is no link, and would cost quadratic time."""

_MARK = regex(r"[()\"']")
_PLAIN = regex(r"\(\s*([^\s()\"'<>]*)\s*\)")


class Destination(NamedTuple):
    """Offsets of a link's target, and the end of the whole, after the parenthesis."""

    start: int
    stop: int
    end: int


def read(text: str, at: int) -> Destination | None:
    """Read the destination whose `(` is at `at`; None when it is never closed."""
    if plain := _PLAIN.match(text, at):
        return Destination(plain.start(1), plain.end(1), plain.end())
    match = _ANGLED.match(text, at)
    if match is None:
        return None
    if match[1]:
        return _trimmed(text, match.start(1) + 1, match.end(1) - 1, match.end())
    return _Scan(text, match.end()).run()


def _trimmed(text: str, start: int, stop: int, end: int) -> Destination:
    target = text[start:stop]
    start += len(target) - len(target.lstrip())
    return Destination(start, start + len(target.strip()), end)


class _Scan:
    """Python-Markdown's own search for the closing parenthesis, mark by mark.

    A quote opens a title, in which parentheses do not count; should the title never end, the
    parenthesis that would have closed the link without it does.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.depth = 1
        self.fallback_depth = 1
        self.fallback = -1
        self.in_title = False
        self.quotes: list[list[int]] = []
        """Up to two kinds of quote: code point, offset after the first, offset after the last."""

    def run(self) -> Destination | None:
        for match in islice(_MARK.finditer(self.text, self.start), _MARKS_AT_MOST):
            at, mark = match.start(), match[0]
            if mark == "(":
                self._open()
            elif mark == ")":
                if (found := self._close(at)) is not None:
                    return found
            else:
                self._quote(at, mark)
        if self.fallback_depth == 0 and self.fallback >= 0:
            return _trimmed(self.text, self.start, self.fallback, self.fallback + 1)
        return None

    def _open(self) -> None:
        if not self.in_title:
            self.depth += 1
        elif self.fallback_depth > 0:
            self.fallback_depth -= 1

    def _close(self, at: int) -> Destination | None:
        last = self.text[self.start : at].rstrip(" ")[-1:]
        title = next((q for q in self.quotes if q[2] >= 0 and chr(q[0]) == last), None)
        if title is not None:
            return _trimmed(self.text, self.start, title[1] - 1, at + 1)
        if not self.in_title:
            self.depth -= 1
            return _trimmed(self.text, self.start, at, at + 1) if self.depth == 0 else None
        if self.fallback_depth > 0:
            self.fallback_depth -= 1
            if self.fallback_depth == 0:
                self.fallback = at
        return None

    def _quote(self, at: int, mark: str) -> None:
        if not self.quotes:
            self.in_title = True
            self.fallback_depth, self.depth = self.depth, 1
            self.quotes.append([ord(mark), at + 1, -1])
            return
        for quote in self.quotes:
            if quote[0] == ord(mark):
                quote[2] = at + 1
                return
        if len(self.quotes) == 1:
            self.quotes.append([ord(mark), at + 1, -1])
