"""What is written in one place and shown in another: references, footnotes, abbreviations."""

from __future__ import annotations

import re

from kb_tools.article import Span
from kb_tools.markdown.blocks import Definition, Structure, push
from kb_tools.markdown.lines import TAB, Block, Line, cut, first, loose_detab
from kb_tools.markdown.tree import Node
from kb_tools.regex import regex

_INDENT = " " * TAB
_FOOTNOTE = regex(r"[ ]{0,3}\[\^([^\]]*)\]:[ ]*")
_ABBREVIATION = regex(r"\*\[([^\\]*?)\][ ]?:[ ]*")
_REFERENCE = regex(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?"
    r"((?:([\"'])(?:.*)\4[ ]*|\((?:.*)\)[ ]*))?$",
    re.MULTILINE,
)


def footnote(out: Structure, _parent: Node, blocks: list[Block]) -> bool:
    """Take the first footnote definition of a block, with what is indented below it."""
    found = first(blocks[-1], lambda line: _FOOTNOTE.match(line[0]))
    if found is None:
        return False
    index, match = found
    block = blocks.pop()
    rest = block[index + 1 :]
    following = next((i for i, row in enumerate(rest) if _FOOTNOTE.match(row[0])), None)
    body = [cut(block[index], match.end()), *loose_detab(rest[:following])]
    if following is None:
        body += _tabbed(blocks)
    else:
        push(blocks, rest[following:])
    out.footnotes[match[1]] = body
    if index:
        blocks.append(block[:index])
    return True


def _tabbed(blocks: list[Block]) -> Block:
    body: Block = []
    while blocks and blocks[-1] and blocks[-1][0][0].startswith(_INDENT):
        block = blocks.pop()
        at = next((i for i, row in enumerate(block) if _FOOTNOTE.match(row[0])), len(block))
        body.append(("", block[0][1]))
        body += loose_detab(block[:at])
        if at < len(block):
            blocks.append(block[at:])
            break
    return body


def abbreviation(_out: Structure, _parent: Node, blocks: list[Block]) -> bool:
    """Take the first abbreviation of a block."""
    found = first(blocks[-1], lambda line: _ABBREVIATION.match(line[0]))
    if found is None:
        return False
    block, (index, match) = blocks[-1], found
    size = 1 if block[index][0][match.end() :].strip() else 2
    if not match[1].strip() or index + size > len(block):
        return False
    blocks.pop()
    push(blocks, block[index + size :])
    push(blocks, block[:index])
    return True


def reference(out: Structure, _parent: Node, blocks: list[Block]) -> bool:
    """Take the first link reference definition of a block."""
    block = blocks[-1]
    if not [text for text, _ in block if "]:" in text]:
        return False
    text = "\n".join([line[0] for line in block])
    match = _REFERENCE.search(text)
    if match is None:
        return False
    blocks.pop()
    first = text.count("\n", 0, match.start())
    size = match[0].count("\n") + 1
    _define(out, block[first : first + size], text, match)
    push(blocks, block[first + size :])
    push(blocks, block[:first])
    return True


def _define(out: Structure, lines: list[Line], text: str, match: re.Match[str]) -> None:
    label = match[1].strip().lower()
    written = match[2]
    row = text.count("\n", match.start(), match.start(2))
    column = match.start(2) - (text.rfind("\n", 0, match.start(2)) + 1)
    bare = written.lstrip("<")
    start = lines[row][1] + column + len(written) - len(bare)
    target = bare.rstrip(">")
    out.definitions[label] = Definition(target, Span(start, start + len(target)))
