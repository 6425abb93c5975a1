"""The block parser: which lines are headings, paragraphs, items, quotes, code …

It follows Python-Markdown's own, processor by processor, on lines with their places. Each
processor looks at the next block, and either takes it (True) or leaves it to those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kb_tools.article import Code, Span, new
from kb_tools.markdown import fences
from kb_tools.markdown.cells import Row
from kb_tools.markdown.fences import Fence
from kb_tools.markdown.lines import (
    TAB,
    Block,
    Line,
    chunks,
    cut,
    detab,
    first,
    loose_detab,
    text_start,
)
from kb_tools.markdown.tree import Node
from kb_tools.regex import regex

MARKS = frozenset(["", *" !?=#>:[*-+_|0123456789"])
"""First characters of a line that any processor but the paragraph's could want."""

_ALONE = {mark: frozenset([mark]) for mark in MARKS}

DEEPEST = 60
"""Deeper nesting than this is read as paragraphs."""

LONGEST = 300
"""What is left of a block is cut into parts of so many lines: to put it back whole after each
heading or definition would take quadratic time."""

_INDENT = " " * TAB
_UNDERLINE = regex(r"(?:=+|-+)[ ]*$")
_QUOTE = regex(r"[ ]{0,3}>[ ]?")


class Title(NamedTuple):
    """A heading before its text is read."""

    line: Line
    """The text without its marks."""
    level: int
    span: Span
    form: Literal["hash", "setext"]


@dataclass(slots=True)
class Definition:
    """A link reference definition: where it leads, and where that is written."""

    target: str
    target_span: Span


Processor = Callable[["Structure", Node, list[Block]], bool]
"""Called with the result, the parent element and the blocks to come, the next one last."""

Grammar = Callable[[frozenset[str]], Sequence[Processor]]
"""The processors, in order, that could want a block whose lines start with these characters."""


@dataclass(slots=True)
class Structure:
    """What the block parser found, in the order of the rendered page."""

    grammar: Grammar
    texts: list[Block] = field(default_factory=list)
    """Running text: lines of a paragraph, an item, a title."""
    rows: list[Row] = field(default_factory=list)
    """Of tables."""
    titles: list[Title] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    footnotes: dict[str, Block] = field(default_factory=dict)
    fences: dict[int, Fence] = field(default_factory=dict)
    """By number, without those that an indented code block has swallowed."""
    state: list[str] = field(default_factory=list)
    depth: int = 0

    def within(self, state: str) -> bool:
        """Whether the innermost state of the parser is `state`."""
        return bool(self.state) and self.state[-1] == state


def read_blocks(out: Structure, parent: Node, blocks: list[Block]) -> None:
    """Read blocks into `out`; the list is emptied."""
    out.depth += 1
    blocks.reverse()
    grammar = out.grammar if out.depth < DEEPEST else _flat
    while blocks:
        block = blocks[-1]
        if len(block) == 1:
            marks = _ALONE.get(block[0][0][:1])
        else:
            marks = MARKS.intersection([line[0][:1] for line in block])
        if marks:
            for processor in grammar(marks):
                if processor(out, parent, blocks):
                    break
        else:
            paragraph(out, parent, blocks.pop())
    out.depth -= 1


def _flat(_marks: frozenset[str]) -> Sequence[Processor]:
    return (empty, any_paragraph)


def read_lines(out: Structure, parent: Node, lines: Block) -> None:
    """Part lines at blank ones and read them."""
    read_blocks(out, parent, chunks(lines))


def paragraph(out: Structure, parent: Node, block: Block) -> None:
    """Take a block as running text."""
    out.texts.append(block)
    if not out.state or out.state[-1] != "list":
        parent.add("p").text = True
    elif parent.last is not None:
        parent.last.tail = True
    else:
        parent.text = True


def any_paragraph(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take any block as running text."""
    block = blocks.pop()
    if any(line[0].strip() for line in block):
        paragraph(out, parent, block)
    return True


def push(blocks: list[Block], block: Block) -> None:
    """Put lines back as the next block, without the blank ones at their head."""
    start = next((index for index, line in enumerate(block) if line[0]), len(block))
    if len(block) - start <= LONGEST:
        if start < len(block):
            blocks.append(block[start:])
        return
    parts = reversed(range(start, len(block), LONGEST))
    blocks.extend(block[part : part + LONGEST] for part in parts)


def empty(_out: Structure, _parent: Node, blocks: list[Block]) -> bool:
    """Drop a block without lines, and blank lines at the head of one."""
    if blocks[-1] and blocks[-1][0][0]:
        return False
    push(blocks, blocks.pop())
    return True


def code_block(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take lines indented by a tab as code."""
    if not blocks[-1][0][0].startswith(_INDENT):
        return False
    taken, rest = detab(_unfolded(out, blocks.pop()))
    written = [line for line in taken if line[0].strip()]
    if written:
        start, end = text_start(written[0]), written[-1][1] + len(written[-1][0])
        if parent.last is not None and parent.last.tag == "pre" and out.code:
            before = out.code.pop()
            start = before.body.start
        out.code.append(Code(Span(start, end), Span(start, end), "indented"))
        if parent.last is None or parent.last.tag != "pre":
            parent.add("pre")
    push(blocks, rest)
    return True


def _unfolded(out: Structure, block: Block) -> Block:
    """An indented code block takes fences that were folded too early as plain code."""
    if not any(fences.OPEN_MARK in line[0] for line in block):
        return block
    lines: Block = []
    for line in block:
        match = fences.PLACEHOLDER.match(line[0])
        fence = out.fences.pop(int(match[1]), None) if match else None
        if match is None or fence is None:
            lines.append(line)
        else:
            lines += fences.unfold(fence, match.start(1) - 1)
    return lines


def hash_heading(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take the first `#` line of a block as a heading, and what is above it before."""
    found = first(blocks[-1], _hash_title)
    if found is None:
        return False
    index, title = found
    block = blocks.pop()
    if index:
        read_blocks(out, parent, [block[:index]])
    parent.add("h")
    out.titles.append(title)
    if index + 1 < len(block):
        rest = block[index + 1 :]
        push(blocks, loose_detab(rest) if out.within("looselist") else rest)
    return True


def _hash_title(line: Line) -> Title | None:
    """Return the heading that a line is; one that ends in an open escape is none."""
    text, offset = line
    if text[:1] != "#":
        return None
    whole = text.rstrip()
    level = min(len(text) - len(text.lstrip("#")), 6)
    end = max(len(text.rstrip("#")), level)
    if "\\" in text:
        if _escapes(text):
            return None
        end += end < len(text) and _escapes(text[:end])
    inner = text[level:end]
    title = inner.strip()
    start = offset + level + len(inner) - len(inner.lstrip())
    span = new(Span, (offset, offset + len(whole)))
    return new(Title, ((title, start), level, span, "hash"))


def _escapes(text: str) -> bool:
    """Whether the text ends with a backslash that escapes what follows."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def setext_heading(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take two lines, the second of `=` or `-`, as a heading."""
    block = blocks[-1]
    if len(block) < 2 or _UNDERLINE.match(block[1][0]) is None:
        return False
    blocks.pop()
    parent.add("h")
    text, offset = block[0]
    start = len(text) - len(text.lstrip())
    span = Span(offset + start, block[1][1] + len(block[1][0].rstrip()))
    level = 1 if block[1][0].startswith("=") else 2
    line = (text.strip(), offset + start)
    out.titles.append(Title(line, level, span, "setext"))
    push(blocks, block[2:])
    return True


def rule(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take the first rule in a block, and what is above it before."""
    block = blocks[-1]
    bare = [row for row, (text, _) in enumerate(block) if not text.strip("-_* ")]
    index = next((row for row in bare if _is_rule(block[row][0])), None) if bare else None
    if index is None:
        return False
    blocks.pop()
    if index:
        read_blocks(out, parent, [block[:index]])
    parent.add("hr")
    push(blocks, block[index + 1 :])
    return True


def _is_rule(text: str) -> bool:
    """Three marks of a kind, at most two spaces between them, at most three before."""
    bare = text.strip(" ")
    if len(text) - len(text.lstrip(" ")) > 3 or bare.count(bare[:1]) < 3:
        return False
    return not bare.strip(bare[0] + " ") and "   " not in bare


def quote(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take a block from its first `>` line on as a quote."""
    found = first(blocks[-1], lambda line: _QUOTE.match(line[0]))
    if found is None:
        return False
    block, index = blocks.pop(), found[0]
    if index:
        read_blocks(out, parent, [block[:index]])
    last = parent.last
    inner = last if last is not None and last.tag == "blockquote" else parent.add("blockquote")
    out.state.append("blockquote")
    read_lines(out, inner, [_unquoted(line) for line in block[index:]])
    out.state.pop()
    return True


def _unquoted(line: Line) -> Line:
    if line[0].strip() == ">":
        return "", line[1] + len(line[0])
    match = _QUOTE.match(line[0])
    return cut(line, match.end()) if match else line
