"""Blocks that hold blocks: admonitions, details and tabs."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb_tools.markdown.blocks import Structure, push, read_blocks, read_lines
from kb_tools.markdown.lines import TAB, Block, Line, detab, first
from kb_tools.markdown.tree import Node
from kb_tools.regex import regex

_INDENT = " " * TAB
_ADMONITION = regex(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(?P<title>.*?)")? *$')
_DETAILS = regex(
    r'\?{3}(\+)? ?(?:([\w\-]+(?: +[\w\-]+)*?)?(?: +"(?P<title>.*?)")|([\w\-]+(?: +[\w\-]+)*?)) *$'
)
_TAB = regex(r'={3}(\+|\+!|!\+|!)? +"(?P<title>.*?)" *$')
_LISTS = ("ul", "ol", "dl")


def _opener(
    pattern: re.Pattern[str], add: Callable[[Node, re.Match[str]], Node]
) -> Callable[[Structure, Node, list[Block]], bool]:
    def opener(out: Structure, parent: Node, blocks: list[Block]) -> bool:
        """Take a block from the line on that opens a container, and what is indented below."""
        found = first(blocks[-1], lambda line: pattern.match(line[0]))
        if found is None:
            return False
        index, match = found
        block = blocks.pop()
        if index:
            read_blocks(out, parent, [block[:index]])
        body, rest = detab(block[index + 1 :])
        inside = add(parent, match)
        if match["title"]:
            out.texts.append([_title(block[index], match)])
        read_lines(out, inside, body)
        push(blocks, rest)
        return True

    return opener


def _title(line: Line, match: re.Match[str]) -> Line:
    return match["title"], line[1] + match.start("title")


def continued(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take an indented block as more of the container above it."""
    if parent.last is None or not parent.last.kind:
        return False
    inside, indent = _inside(parent.last, blocks[-1][0][0])
    if not indent:
        return False
    body, rest = detab(blocks.pop(), indent)
    if inside.tag in ("li", "dd"):
        inside.wrap_text()
    read_lines(out, inside, body)
    push(blocks, rest)
    return True


def _inside(container: Node, text: str) -> tuple[Node, int]:
    """Return the element in which an indented line goes on, and its indent; 0 if in none."""
    inside = container
    if inside.kind == "tabs" and inside.last is not None:
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
    return inside, indent if text.startswith(_INDENT) else 0


def _add_admonition(parent: Node, _match: re.Match[str]) -> Node:
    return parent.add("div", "admonition")


def _add_details(parent: Node, _match: re.Match[str]) -> Node:
    return parent.add("details", "details")


def _add_tab(parent: Node, match: re.Match[str]) -> Node:
    last = parent.last
    apart = "!" in (match[1] or "")
    tabs = last if last and last.kind == "tabs" and not apart else parent.add("div", "tabs")
    return tabs.add("div")


admonition = _opener(_ADMONITION, _add_admonition)
details = _opener(_DETAILS, _add_details)
tab = _opener(_TAB, _add_tab)
