"""Blocks that hold blocks: admonitions, details and tabs."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb_tools.markdown.blocks import Structure, push, read_blocks, read_lines
from kb_tools.markdown.lines import TAB, Block, Line, detab
from kb_tools.markdown.tree import Node

_INDENT = " " * TAB
_ADMONITION = re.compile(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(?P<title>.*?)")? *$')
_DETAILS = re.compile(
    r'\?{3}(\+)? ?(?:([\w\-]+(?: +[\w\-]+)*?)?(?: +"(?P<title>.*?)")|([\w\-]+(?: +[\w\-]+)*?)) *$'
)
_TAB = re.compile(r'={3}(\+|\+!|!\+|!)? +"(?P<title>.*?)" *$')
_LISTS = ("ul", "ol", "dl")


def _opens(block: Block, mark: str, pattern: re.Pattern[str]) -> tuple[int, re.Match[str]] | None:
    for index, (text, _) in enumerate(block):
        if text.startswith(mark) and (match := pattern.match(text)):
            return index, match
    return None


def _processor(
    mark: str,
    pattern: re.Pattern[str],
    kind: str,
    add: Callable[[Node, re.Match[str]], Node],
) -> Callable[[Structure, Node, list[Block]], bool]:
    def container(out: Structure, parent: Node, blocks: list[Block]) -> bool:
        """Take a block that opens the container, or one that goes on in the container above."""
        opened = _opens(blocks[-1], mark, pattern)
        if opened is None:
            return _goes_on(out, parent, blocks, kind)
        block = blocks.pop()
        index, match = opened
        if index:
            read_blocks(out, parent, [block[:index]])
        body, rest = detab(block[index + 1 :])
        inside = add(parent, match)
        if match["title"]:
            out.texts.append([_title(block[index], match)])
        read_lines(out, inside, body)
        push(blocks, rest)
        return True

    return container


def _title(line: Line, match: re.Match[str]) -> Line:
    return match["title"], line[1] + match.start("title")


def _goes_on(out: Structure, parent: Node, blocks: list[Block], kind: str) -> bool:
    block = blocks[-1]
    found = _sibling(parent, block, kind)
    if found is None:
        return False
    inside, indent = found
    blocks.pop()
    body, rest = detab(block, indent)
    if inside.tag in ("li", "dd"):
        inside.wrap_text()
    read_lines(out, inside, body)
    push(blocks, rest)
    return True


def _sibling(parent: Node, block: Block, kind: str) -> tuple[Node, int] | None:
    """Return the element in which an indented block goes on, and how far it is indented."""
    inside = parent.last
    text = block[0][0]
    if inside is None or inside.kind != kind or not text.startswith(_INDENT):
        return None
    if kind == "tabs" and inside.last is not None:
        inside = inside.last
    indent = TAB
    last = inside.last
    while last is not None and last.tag in _LISTS and text.startswith(_INDENT * 2):
        if last.last is None:
            break
        inside = last.last
        last = inside.last
        text = text[TAB:]
        indent += TAB
    return (inside, indent) if text.startswith(_INDENT) else None


def _add_admonition(parent: Node, _match: re.Match[str]) -> Node:
    return parent.add("div", "admonition")


def _add_details(parent: Node, _match: re.Match[str]) -> Node:
    return parent.add("details", "details")


def _add_tab(parent: Node, match: re.Match[str]) -> Node:
    last = parent.last
    apart = "!" in (match[1] or "")
    tabs = last if last and last.kind == "tabs" and not apart else parent.add("div", "tabs")
    return tabs.add("div")


admonition = _processor("!!!", _ADMONITION, "admonition", _add_admonition)
details = _processor("???", _DETAILS, "details", _add_details)
tab = _processor("===", _TAB, "tabs", _add_tab)
