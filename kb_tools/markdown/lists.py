"""Lists: ordered, unordered and definition lists, and what is indented below their items."""

from __future__ import annotations

from kb_tools.markdown.blocks import MARKS, Structure, push, read_blocks
from kb_tools.markdown.lines import TAB, Block, cut, detab, first, loose_detab
from kb_tools.markdown.tree import Node
from kb_tools.regex import regex

_INDENT = " " * TAB
_ITEM = regex(r"[ ]{0,3}(?:\d+\.|[*+-])[ ]+")
_INDENTED_ITEM = regex(r"[ ]{4,7}(?:\d+\.|[*+-])[ ]+")
_DEFINITION = regex(r"[ ]{0,3}:[ ]{1,3}")
_NO_INDENT = regex(r"[ ]{0,3}[^ :]")
_LIST_ITEMS, _LISTS = ("li",), ("ul", "ol")
_DEFINITION_ITEMS, _DEFINITION_LISTS = ("dd", "li"), ("dl", "ol", "ul")


def indented(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take an indented block as a further child of the list item above it."""
    return _indented(out, parent, blocks, _LIST_ITEMS, _LISTS, "li")


def indented_definition(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take an indented block as a further child of the definition above it."""
    return _indented(out, parent, blocks, _DEFINITION_ITEMS, _DEFINITION_LISTS, "dd")


def _indented(
    out: Structure,
    parent: Node,
    blocks: list[Block],
    items: tuple[str, ...],
    lists: tuple[str, ...],
    item: str,
) -> bool:
    last = parent.last
    if (
        not blocks[-1][0][0].startswith(_INDENT)
        or out.within("detabbed")
        or not (parent.tag in items or (last is not None and last.tag in lists))
    ):
        return False
    block = blocks.pop()
    level, sibling = _level(out, parent, block, items, lists)
    block = loose_detab(block, level)
    out.state.append("detabbed")
    if parent.tag in items:
        inside = last if last is not None and last.tag in lists else parent
        read_blocks(out, inside, [block])
    elif sibling.tag in items:
        read_blocks(out, sibling, [block])
    elif sibling.last is not None and sibling.last.tag in items:
        sibling.last.wrap_text()
        read_blocks(out, sibling.last, [block])
    else:
        read_blocks(out, sibling.add(item), [block])
    out.state.pop()
    return True


def _level(
    out: Structure, parent: Node, block: Block, items: tuple[str, ...], lists: tuple[str, ...]
) -> tuple[int, Node]:
    """Go down the last children as far as the block's indent reaches."""
    text = block[0][0]
    indent = (len(text) - len(text.lstrip(" "))) // TAB
    level = 1 if out.within("list") else 0
    while indent > level:
        child = parent.last
        if child is None or not (child.tag in lists or child.tag in items):
            break
        if child.tag in lists:
            level += 1
        parent = child
    return level, parent


def items(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take a block that starts with an item as a list, or as more of the one before.

    Of items with nothing but text one element is enough, since only the last one is asked for.
    """
    if _ITEM.match(blocks[-1][0][0]) is None:
        return False
    found = _split_items(blocks.pop())
    last = parent.last
    if last is not None and last.tag in _LISTS:
        _loosen(last)
        out.state.append("looselist")
        read_blocks(out, last.add("li"), [found.pop(0)])
        out.state.pop()
    elif parent.tag in _LISTS:
        last = parent
    else:
        last = parent.add("ul")
    out.state.append("list")
    simple = False
    for item in found:
        if item[0][0][:1] not in MARKS and (
            len(item) == 1 or MARKS.isdisjoint([line[0][:1] for line in item])
        ):
            out.texts.append(item)
            simple = True
            continue
        if simple:
            last.add("li").text = True
            simple = False
        under = last.last if item[0][0].startswith(_INDENT) else None
        read_blocks(out, under or last.add("li"), [item])
    if simple:
        last.add("li").text = True
    out.state.pop()
    return True


def _loosen(last: Node) -> None:
    item = last.last
    if item is None:
        return
    item.wrap_text()
    if item.last is not None and item.last.tail:
        item.last.tail = False
        item.add("p")


def _split_items(block: Block) -> list[Block]:
    found: list[Block] = []
    for line in block:
        text = line[0]
        if match := _ITEM.match(text):
            end = match.end()
            found.append([(text[end:], line[1] + end)])
        elif _INDENTED_ITEM.match(text) and not found[-1][0][0].startswith(_INDENT):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def definition(out: Structure, parent: Node, blocks: list[Block]) -> bool:
    """Take terms and the first `:` line of a block as a definition list."""
    block = blocks[-1]
    found = first(block, lambda line: _DEFINITION.match(line[0]))
    if found is None:
        return False
    index, match = found
    terms = [row for row in block[:index] if row[0].strip()]
    last = parent.last
    if not terms and last is None:
        return False
    blocks.pop()
    after = block[index + 1 :]
    rest: Block = []
    if not after or _NO_INDENT.match(after[0][0]) is None:
        after, rest = detab(after)
    state = "list"
    if not terms and last is not None and last.tag == "p":
        state = "looselist"
        parent.last = last = last.before
    under = last if last is not None and last.tag == "dl" else parent.add("dl")
    for text, offset in terms:
        under.add("dt")
        out.texts.append([(text.strip(), offset + len(text) - len(text.lstrip()))])
    out.state.append(state)
    read_blocks(out, under.add("dd"), [[cut(block[index], match.end()), *after]])
    out.state.pop()
    push(blocks, rest)
    return True
