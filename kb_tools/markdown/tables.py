"""Tables: rows of cells, each cell a text of its own."""

from __future__ import annotations

import re

from kb_tools.markdown.blocks import Structure
from kb_tools.markdown.lines import Block, Line, cut
from kb_tools.markdown.tree import Node

_MARKS = re.compile(r"\\\\|\\`+|`+|\\\||\|")
_PIPE = re.compile(r"\|")
_PIPE_IN_CODE = re.compile(r"`[^`|]*\|[^`]*`")
_SEPARATOR = frozenset("|:- ")


def table(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take a block whose second line parts a header from rows as a table."""
    block = blocks[-1]
    if len(block) < 2 or not _SEPARATOR.issuperset(block[1][0]):
        return False
    rows = [_stripped(line) for line in block]
    header = rows[0][0]
    border = header.startswith("|") or _ends_in_border(header)
    head = _cells(rows[0], border)
    if not (len(head) > 1 or (border and all(_bordered(row) for row in rows[1:]))):
        return False
    if len(_cells(rows[1], border)) != len(head):
        return False
    blocks.pop()
    parent.add("table")
    for row in [rows[0], *rows[2:]]:
        for cell in _cells(row, border)[: len(head)]:
            text = cell[0].strip(" ")
            if text:
                start = cell[1] + len(cell[0]) - len(cell[0].lstrip(" "))
                out.texts.append([(text, start)])
    return True


def _stripped(line: Line) -> Line:
    text = line[0]
    bare = text.lstrip(" ")
    return bare.rstrip(" "), line[1] + len(text) - len(bare)


def _bordered(row: Line) -> bool:
    return row[0].startswith("|") or _ends_in_border(row[0])


def _ends_in_border(text: str) -> bool:
    """Whether the text ends in a pipe that is not escaped."""
    if not text.endswith("|"):
        return False
    return (len(text) - 1 - len(text[:-1].rstrip("\\"))) % 2 == 0


def _cells(row: Line, border: bool) -> list[Line]:
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
    """Return where the pipes stand that part cells: neither escaped nor in inline code."""
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
    regions = _code_regions(ticks, text)
    return [p for p in pipes if not any(a <= p <= b for a, b in regions)]


def _code_regions(ticks: list[tuple[int, int, int]], text: str) -> list[tuple[int, int]]:
    regions: list[tuple[int, int]] = []
    at = 0
    while at < len(ticks):
        size, start, _ = ticks[at]
        closers = (i for i in range(at + 1, len(ticks)) if _run(ticks[i], text) == size)
        close = next(closers, None) if size else None
        if close is None:
            at += 1
        else:
            regions.append((start, ticks[close][2]))
            at = close + 1
    return regions


def _run(tick: tuple[int, int, int], text: str) -> int:
    """As a closing run an escaped one counts with its first mark."""
    return tick[0] + 1 if text[tick[1]] == "\\" else tick[0]
