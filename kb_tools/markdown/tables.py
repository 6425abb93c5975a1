"""Tables: a header, a line of dashes, and rows."""

from __future__ import annotations

from kb_tools.markdown import cells
from kb_tools.markdown.blocks import Structure
from kb_tools.markdown.cells import Row
from kb_tools.markdown.lines import Block
from kb_tools.markdown.tree import Node

_SEPARATOR = frozenset("|:- ")


def table(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take a block whose second line parts a header from rows as a table."""
    block = blocks[-1]
    if len(block) < 2 or not _SEPARATOR.issuperset(block[1][0]):
        return False
    header, separator = cells.stripped(block[0]), cells.stripped(block[1])
    border = cells.bordered(header)
    columns = len(cells.split(header, border=border))
    if (columns == 1 and not border) or len(cells.split(separator, border=border)) != columns:
        return False
    rows = [cells.stripped(line) for line in block]
    if columns == 1 and not all(cells.bordered(row) for row in rows):
        return False
    blocks.pop()
    parent.add("table")
    out.rows += [Row(row, border, columns) for row in (header, *rows[2:])]
    return True
