"""Rows of tables, and how pipes part them into cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.markdown.lines import Line, cut
from kb_tools.regex import regex

_MARKS = regex(r"\\\\|\\`+|`+|\\\||\|")
_PIPE = regex(r"\|")
_PIPE_IN_CODE = regex(r"`[^`|]*\|[^`]*`")
_PIPE_IN_LINK = regex(r"\[[^\[\]|]*\||\]\([^()|]*\|")


class Row(NamedTuple):
    """A row without the blank space around it; cells beyond the header's are not shown."""

    line: Line
    border: bool
    columns: int

    def cells(self) -> Iterator[Line]:
        """Yield the cells that hold text, without the blank space around them."""
        for text, offset in split(self.line, border=self.border)[: self.columns]:
            bare = text.strip(" ")
            if bare:
                yield bare, offset + len(text) - len(text.lstrip(" "))

    def is_plain(self) -> bool:
        """Whether the row can be read as one text: no pipe in it but those that part cells."""
        text = self.line[0]
        if "\\" in text or ("`" in text and _PIPE_IN_CODE.search(text)):
            return False
        if "[" in text and _PIPE_IN_LINK.search(text):
            return False
        outer = (text.startswith("|") + text.endswith("|")) if self.border else 0
        return text.count("|") - outer < self.columns


def stripped(line: Line) -> Line:
    """Return a line without blank space around it."""
    text = line[0]
    bare = text.lstrip(" ")
    return bare.rstrip(" "), line[1] + len(text) - len(bare)


def bordered(row: Line) -> bool:
    """Whether a row starts or ends with a pipe."""
    return row[0].startswith("|") or _ends_in_border(row[0])


def _ends_in_border(text: str) -> bool:
    """Whether the text ends in a pipe that is not escaped."""
    if not text.endswith("|"):
        return False
    return (len(text) - 1 - len(text[:-1].rstrip("\\"))) % 2 == 0


def split(row: Line, *, border: bool) -> list[Line]:
    """Return all cells of a row, blank space included."""
    text, offset = row
    if border:
        if text.startswith("|"):
            text, offset = cut(row, 1)
        if _ends_in_border(text):
            text = text[:-1]
    if "|" not in text:
        return [(text, offset)]
    pipes = _pipes(text)
    starts = [0, *[pipe + 1 for pipe in pipes]]
    ends = [*pipes, len(text)]
    return [(text[a:b], offset + a) for a, b in zip(starts, ends, strict=True)]


def _pipes(text: str) -> list[int]:
    """Return the positions of the pipes that separate cells: neither escaped nor in inline code."""
    if "\\" not in text and ("`" not in text or _PIPE_IN_CODE.search(text) is None):
        return [match.start() for match in _PIPE.finditer(text)]
    pipes: list[int] = []
    ticks: list[tuple[int, int, int]] = []
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark == "|":
            pipes.append(match.start())
        elif mark[-1] == "`":
            escaped = mark[0] == "\\"
            ticks.append((len(mark) - escaped, match.start(), match.end() - 1))
            if escaped:
                ticks[-1] = (len(mark) - 2, match.start(), match.end() - 2)
    return list(_outside(pipes, _code_regions(ticks, text)))


def _outside(pipes: list[int], regions: list[tuple[int, int]]) -> Iterator[int]:
    at = 0
    for pipe in pipes:
        while at < len(regions) and regions[at][1] < pipe:
            at += 1
        if at == len(regions) or pipe < regions[at][0]:
            yield pipe


def _code_regions(ticks: list[tuple[int, int, int]], text: str) -> list[tuple[int, int]]:
    """Return where code reaches from and to; each opening takes the next run of its length."""
    closers: dict[int, list[int]] = {}
    for index in reversed(range(len(ticks))):
        closers.setdefault(_run(ticks[index], text), []).append(index)
    regions: list[tuple[int, int]] = []
    after = 0
    for index, (size, start, _) in enumerate(ticks):
        candidates = closers.get(size, []) if size and index >= after else []
        while candidates and candidates[-1] <= index:
            candidates.pop()
        if candidates:
            after = candidates[-1] + 1
            regions.append((start, ticks[after - 1][2]))
    return regions


def _run(tick: tuple[int, int, int], text: str) -> int:
    """As a closing run an escaped one counts with its first mark."""
    return tick[0] + 1 if text[tick[1]] == "\\" else tick[0]
