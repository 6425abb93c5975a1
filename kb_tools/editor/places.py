"""Offsets in an article, and positions as an editor counts them.

An article's text has LF line ends and no byte order mark; spans are in code points. An editor
counts lines, and within a line UTF-16 units unless it agreed to something else with the server.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lsprotocol import types as lsp

from kb_tools.article import Span

_UNITS: Mapping[str, str] = {"utf-8": "utf-8", "utf-16": "utf-16-le"}
"""How to encode text to count its units; code points need no encoding."""


@dataclass(frozen=True, slots=True)
class Places:
    """One text, and how its editor counts: `utf-8`, `utf-16` or `utf-32`.

    `bom` says that the editor has a byte order mark before it.
    """

    text: str
    encoding: str = "utf-16"
    bom: bool = False

    def position(self, offset: int) -> lsp.Position:
        """Return the editor's position of an offset; one beyond the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        starts = _starts(self.text)
        line = bisect_right(starts, offset) - 1
        units = _units(self.text[starts[line] : offset], self.encoding)
        return lsp.Position(line, units + self._mark(line))

    def offset(self, position: lsp.Position) -> int:
        """Return the offset of an editor's position; beyond the end of a line, its end."""
        starts = _starts(self.text)
        if position.line >= len(starts):
            return len(self.text)
        start = starts[position.line]
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return start + _points(line, position.character - self._mark(position.line), self.encoding)

    def range(self, span: Span) -> lsp.Range:
        """Return the editor's range of a span."""
        return lsp.Range(self.position(span.start), self.position(span.end))

    def span(self, range_: lsp.Range) -> Span:
        """Return the span of an editor's range."""
        return Span(self.offset(range_.start), self.offset(range_.end))

    def _mark(self, line: int) -> int:
        return _units("\ufeff", self.encoding) if self.bom and line == 0 else 0


@lru_cache(maxsize=64)
def _starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _units(text: str, encoding: str) -> int:
    """Return how many units a text has."""
    codec = _UNITS.get(encoding)
    if codec is None or text.isascii():
        return len(text)
    size = len(text.encode(codec, "surrogatepass"))
    return size // 2 if codec == "utf-16-le" else size


def _points(line: str, units: int, encoding: str) -> int:
    """Return how many characters of a line precede so many units; inside one, before it."""
    if encoding not in _UNITS or line.isascii():
        return max(0, min(units, len(line)))
    seen = 0
    for number, char in enumerate(line):
        seen += _units(char, encoding)
        if seen > units:
            return number
    return len(line)
