"""Lines that know their position in the article, and blocks of them.

Python-Markdown works on text that it cuts and dedents; this package does the same to lines,
each with the offset of its first character, so that every find has its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, count
from operator import add
from typing import TypeVar

from kb_tools.regex import regex

Line = tuple[str, int]
"""The text of a line without its line end, and the offset of its first character."""

Block = list[Line]
"""Lines that belong together; mostly without a blank line among them."""

TAB = 4

Found = TypeVar("Found")

_BLANK = regex(r"^ +$", re.MULTILINE)


def split(text: str, start: int) -> Block:
    """Return the lines of `text` from offset `start` on; blank ones are empty, tabs are spaces."""
    parts = text[start:].split("\n")
    starts = map(add, accumulate(map(len, parts), initial=start), count())
    lines = list(zip(parts, starts, strict=False))
    if "\t" in text or (" \n" in text and _BLANK.search(text)):
        lines = [_normal(line) for line in lines]
    return lines


def _normal(line: Line) -> Line:
    if "\t" in line[0]:
        return _untabbed(*line)
    return line if line[0].strip(" ") else ("", line[1])


def _untabbed(line: str, offset: int) -> Line:
    """Expand the tabs before the text; one after it becomes one space, so that places hold."""
    rest = line.lstrip(" \t")
    if not rest:
        return "", offset
    indent = len(line[: len(line) - len(rest)].expandtabs(TAB))
    text = " " * indent + rest.replace("\t", " ")
    return text, offset + len(line) - len(rest) - indent


def chunks(lines: Block) -> list[Block]:
    """Return the blocks that blank lines part."""
    blocks: list[Block] = []
    start = 0
    for end in [index for index, line in enumerate(lines) if not line[0]]:
        if end > start:
            blocks.append(lines[start:end])
        start = end + 1
    if start < len(lines):
        blocks.append(lines[start:])
    return blocks


def first(block: Block, find: Callable[[Line], Found | None]) -> tuple[int, Found] | None:
    """Return the index of the first line in which `find` finds anything, and what."""
    for index, line in enumerate(block):
        if found := find(line):
            return index, found
    return None


def cut(line: Line, count: int) -> Line:
    """Return a line without its first `count` characters."""
    return line[0][count:], line[1] + count


def text_start(line: Line) -> int:
    """Return the position of a line's text; before it, expanded tabs may have no place."""
    text, offset = line
    return offset + len(text) - len(text.lstrip(" ")) if text[:1] == " " else offset


def detab(block: Block, width: int = TAB) -> tuple[Block, Block]:
    """Dedent the lines up to the first that is not indented; return them, and the rest."""
    indent = " " * width
    taken: Block = []
    for line in block:
        if line[0].startswith(indent):
            taken.append(cut(line, width))
        elif not line[0].strip():
            taken.append(("", line[1]))
        else:
            break
    return taken, block[len(taken) :]


def loose_detab(block: Block, level: int = 1) -> Block:
    """Dedent every line that is indented by `level` tabs, and leave the others."""
    indent = " " * (TAB * level)
    return [cut(ln, TAB * level) if ln[0].startswith(indent) else ln for ln in block]
