"""Tables: rows of cells, each cell a text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    header, separator = _stripped(block[0]), _stripped(block[1])
    border = _bordered(header)
    head = _cells(header, border)
    if (len(head) == 1 and not border) or len(_cells(separator, border)) != len(head):
        return False
    rows = [_stripped(line) for line in block]
    if len(head) == 1 and not all(_bordered(row) for row in rows):
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
