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

_PIECE = re.compile(
    r"`([^`\n]+)`(?!`)"
    r"|\[((?:[^\[\]`\\<{!\n\x02\x04]|`[^`\n]+`(?!`))*+)\]\(([^\s()\"'<>\\`{\x02\x04]*)\)"
    r"|<(/?(?!h[1-6]|script|style)[a-zA-Z][a-zA-Z0-9]*[ ]?/?>)"
    r"|\x02\d+\x03()|\x04()"
    r"|`|\[|\\|<|\{"
)
"""Every branch starts with a literal: only then does `re` skip to the next one fast."""

_CODE, _TEXT, _TARGET = 1, 2, 3
_INNER_CODE = re.compile(r"`([^`]+)`")

_new = tuple.__new__
"""Makes a named tuple in half the time; there are four in every link."""


def read(blocks: Iterable[Block], page: Page) -> Iterator[Block]:
    """Read into the page those blocks of which all lines are plain, and yield the others."""
    lines: Block = []
    for block in blocks:
        if len(block) == 1:
            lines += block
        elif not _read_block(block, page):
            yield block
    for row in _read_lines(lines, page):
        yield [lines[row]]


def read_rows(rows: Iterable[Row], page: Page) -> list[Block]:
    """Read into the page those rows of tables that are plain; return the cells of the others."""
    plain: list[Row] = []
    others: list[Row] = []
    for row in rows:
        (plain if row.is_plain() else others).append(row)
    others += [plain[number] for number in _read_lines([row.line for row in plain], page)]
    return [[cell] for row in others for cell in row.cells()]


def _read_block(block: Block, page: Page) -> bool:
    """Take in a whole block, or nothing of it."""
    before = page.counts()
    if not _read_lines(block, page):
        return True
    page.cut(before)
    return False


def _read_lines(lines: Block, page: Page) -> list[int]:  # noqa: C901 - calls would cost too much
    """Read into the page the lines that are plain, and return the numbers of the others.

    One search goes through all lines as one text, and they are followed along: line `row` ends
    there at `stop`, stands in the article `shift` further on, and is read up to `at`.
    """
    if not lines:
        return []
    kept, code = page.kept, page.code
    others: list[int] = []
    text = "\n".join([line for line, _ in lines])
    row, stop, shift, at = 0, len(lines[0][0]), lines[0][1], text_start(lines[0])
    left, before = -1, page.counts()
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if start > stop:
            while start > stop:
                if stop + shift > at:
                    kept += (at, stop + shift)
                row += 1
                line, at = lines[row]
                shift = at - stop - 1
                stop += len(line) + 1
                if line[:1] == " ":
                    at = text_start(lines[row])
            before = page.counts()
        elif start < left:
            continue
        kind = match.lastindex
        if kind == _CODE:
            start += shift
            end += shift
            if start > at:
                kept += (at, start)
            body = _new(Span, (start + 1, end - 1))
            code.append(_new(Code, (_new(Span, (start, end)), body, "inline", "", True)))
            at = end
        elif kind is not None:
            image = kind == _TARGET and text[start - 1 : start] == "!"
            kept += (at, start + shift - image)
            if kind == _TARGET:
                _read_link(match, shift, image, page)
            at = end + shift
        elif _means_more(text, stop - len(lines[row][0]), start):
            page.cut(before)
            others.append(row)
            left, at = stop, stop + shift
    kept += (at, stop + shift)
    for rest in lines[row + 1 :]:
        kept += (text_start(rest), rest[1] + len(rest[0]))
    return others


def _means_more(text: str, line: int, at: int) -> bool:
    """Whether a mark that opens nothing plain opens anything: a brace does only after a mark."""
    if text[at] != "{":
        return True
    before = text[line:at].rstrip(" ")[-1:]
    return not before or (text[at - 1] != " " and not before.isalnum())


def _read_link(match: re.Match[str], shift: int, image: bool, page: Page) -> None:
    """Take in a link or an image; `shift` is what lies between the match and the article."""
    written, target = match.group(_TEXT, _TARGET)
    (start, end), _, (first, last), (target_start, target_end), *_ = match.regs
    first += shift
    last += shift
    if "`" in written:
        shown_text = _with_code(written, first, [] if image else page.kept, page.code)
    else:
        shown_text = shown.shown_plain(written)
        if not image:
            page.kept += (first, last)
    page.links.append(
        _new(
            Link,
            (
                shown_text,
                shown.decoded(target) if "&" in target else target,
                _new(Span, (start + shift - image, end + shift)),
                _new(Span, (first, last)),
                _new(Span, (target_start + shift, target_end + shift)),
                "inline",
                image,
            ),
        )
    )


def _with_code(written: str, offset: int, kept: list[int], code: list[Code]) -> str:
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
            kept += (at, at + len(piece))
            at += len(piece)
            pieces[index] = shown.decoded(shown.unmarked(piece))
    return shown.folded("".join(pieces))
