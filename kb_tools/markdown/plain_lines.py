"""The fast way through running text: lines with nothing but plain links, code and tags.

Nine texts in ten are so. One regular expression reads such a line; where it meets anything
that could mean more, or could go on in the next line, the whole text is left to `inline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kb_tools.article import Code, Link, Span
from kb_tools.markdown import shown
from kb_tools.markdown.cells import Row
from kb_tools.markdown.lines import Block, text_start

if TYPE_CHECKING:
    from kb_tools.markdown.page import Page

MARKUP = re.compile(r"[\[`\\<{\x02\x04*_&]")
"""A text without any of these is shown as it is written."""

_SPECIAL = re.compile(r"[\[`\\<{\x02\x04]")
_PIECE = re.compile(
    r"`([^`]+)`(?!`)"
    r"|\[((?:[^\[\]`\\<{!\x02\x04]|`[^`]+`(?!`))*+)\]\(([^\s()\"'<>\\`{\x02\x04]*)\)"
    r"|<(/?(?!h[1-6]|script|style)[a-zA-Z][a-zA-Z0-9]*[ ]?/?>)"
    r"|\x02\d+\x03()|\x04()"
    r"|`|\[|\\|<|\{"
)
"""Every branch starts with a literal: only then does `re` skip to the next one fast."""

_CODE, _TEXT, _TARGET = 1, 2, 3
_INNER_CODE = re.compile(r"`([^`]+)`")

Places = list[tuple[int, int]]

_new = tuple.__new__
"""Makes a named tuple in half the time; there are four in every link."""


def read(blocks: Iterable[Block], page: Page) -> Iterator[Block]:
    """Read into the page those blocks of which all lines are plain, and yield the others."""
    special = _SPECIAL.search
    for block in blocks:
        if len(block) == 1 and special(block[0][0]) is None:
            text, offset = block[0]
            page.kept.append((text_start(block[0]), offset + len(text)))
        elif not _read_block(block, page):
            yield block


def read_rows(rows: Iterable[Row], page: Page) -> list[Block]:
    """Read into the page those rows of tables that are plain; return the cells of the others."""
    special = _SPECIAL.search
    others: list[Block] = []
    for row in rows:
        text, offset = row.line
        if not row.is_plain():
            others += [[cell] for cell in row.cells()]
        elif special(text) is None:
            page.kept.append((offset, offset + len(text)))
        elif not _read_block([row.line], page):
            others += [[cell] for cell in row.cells()]
    return others


def _read_block(block: Block, page: Page) -> bool:
    """Take in a whole block, or nothing of it."""
    kept, links, code = page.kept, page.links, page.code
    before = len(kept), len(links), len(code)
    for text, offset in block:
        if not _read_line(text, offset, kept, links, code):
            del kept[before[0] :], links[before[1] :], code[before[2] :]
            return False
    return True


def _read_line(text: str, offset: int, kept: Places, links: list[Link], code: list[Code]) -> bool:
    at = text_start((text, offset))
    for match in _PIECE.finditer(text):
        kind = match.lastindex
        start, end = match.span()
        if kind is None:
            if _means_more(text, start):
                return False
            continue
        image = kind == _TARGET and text[start - 1 : start] == "!"
        start += offset - image
        end += offset
        if start > at:
            kept.append((at, start))
        at = end
        if kind == _CODE:
            body = _new(Span, (start + 1, end - 1))
            code.append(_new(Code, (_new(Span, (start, end)), body, "inline", "", True)))
        elif kind == _TARGET:
            _read_link(match, offset, image, kept, links, code)
    kept.append((at, offset + len(text)))
    return True


def _means_more(text: str, at: int) -> bool:
    """Whether a mark that opens nothing plain opens anything: a brace does only after a mark."""
    if text[at] != "{":
        return True
    before = text[:at].rstrip(" ")[-1:]
    return not before or (text[at - 1] != " " and not before.isalnum())


def _read_link(
    match: re.Match[str],
    offset: int,
    image: bool,
    kept: Places,
    links: list[Link],
    code: list[Code],
) -> None:
    written, target = match.group(_TEXT, _TARGET)
    (start, end), _, (first, last), (target_start, target_end), *_ = match.regs
    first += offset
    last += offset
    if "`" in written:
        shown_text = _with_code(written, first, [] if image else kept, code)
    else:
        shown_text = shown.shown_plain(written)
        if not image:
            kept.append((first, last))
    links.append(
        _new(
            Link,
            (
                shown_text,
                shown.decoded(target) if "&" in target else target,
                _new(Span, (start + offset - image, end + offset)),
                _new(Span, (first, last)),
                _new(Span, (target_start + offset, target_end + offset)),
                "inline",
                image,
            ),
        )
    )


def _with_code(written: str, offset: int, kept: Places, code: list[Code]) -> str:
    """Note the code in a link's text, and return what a reader sees of that."""
    pieces = _INNER_CODE.split(written)
    at = offset
    for index, piece in enumerate(pieces):
        if index % 2:
            span = _new(Span, (at, at + len(piece) + 2))
            body = _new(Span, (at + 1, at + 1 + len(piece)))
            code.append(_new(Code, (span, body, "inline", "", True)))
            at = span.end
            pieces[index] = piece.strip()
        elif piece:
            kept.append((at, at + len(piece)))
            at += len(piece)
            pieces[index] = shown.decoded(shown.unmarked(piece))
    return shown.folded("".join(pieces))
