"""The fast way through running text: lines with nothing but plain links, code and tags.

Nine texts in ten are so. One regular expression reads such a line; where it meets anything
that could mean more, or could go on in the next line, the whole text is left to `inline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from kb_tools.article import Link, Span, new
from kb_tools.markdown import shown
from kb_tools.markdown.cells import Row
from kb_tools.markdown.lines import Block, Line, text_start
from kb_tools.regex import regex

MARKUP = regex(r"[\[`\\<{\x02\x04*_&]")
"""A text without any of these is shown as it is written."""

_PIECE = regex(
    r"`([^`\n]+)`(?!`)"
    r"|\[((?:[^\[\]`\\<{!\n\x02\x04]|`[^`\n]+`(?!`))*+)\]\(([^\s()\"'<>\\`{\x02\x04]*)\)"
    r"|<(/?(?!h[1-6]|script|style)[a-zA-Z][a-zA-Z0-9]*[ ]?/?>)"
    r"|\x02\d+\x03()|\x04()"
    r"|`|\[|\\|<(?! )|\{"
)
"""Every branch starts with a literal: only then does `re` skip to the next one fast."""

_CODE, _TEXT, _TARGET = 1, 2, 3
_INNER_CODE = regex(r"`([^`]+)`")
_BODY = "\x02"
"""Replaces code while emphasis is taken away."""

_MAY_HAVE_ATTRIBUTES = frozenset(")]>`*_")
"""What a link, an image, code or emphasis ends with."""

ONLY_CODE = regex(r"(?:[^\[`\\<{\x02\x04&]++|`[^`\n&]+`(?!`))*+(?<!\})\Z")
"""A text without other markup than code and emphasis; a brace at its end could close a list."""


@dataclass(slots=True)
class Plain:
    """What was read of plain lines, with places in the article; filled as they are read."""

    links: list[Link]
    code: list[int]
    """Starts and ends in turn of inline code between single backticks."""
    kept: list[int]
    """Where running text is: starts and ends in turn, in any order."""


def read(blocks: Sequence[Block], into: Plain) -> Iterator[Block]:
    """Read those blocks of which all lines are plain, and yield the others."""
    lines: Block = []
    for block in blocks:
        if len(block) == 1:
            lines += block
        elif not _read_block(block, into):
            yield block
    for row in _read_lines(lines, into):
        yield [lines[row]]


def read_rows(rows: Iterable[Row], into: Plain) -> list[Block]:
    """Read those rows of tables that are plain; return the cells of the others."""
    plain: list[Row] = []
    others: list[Row] = []
    for row in rows:
        (plain if row.is_plain() else others).append(row)
    others += [plain[number] for number in _read_lines([row.line for row in plain], into)]
    return [[cell] for row in others for cell in row.cells()]


def _read_block(block: Block, into: Plain) -> bool:
    """Take in a whole block, or nothing of it."""
    if not _read_lines(block, into, alone=False):
        return True
    for line in reversed(block):
        _forget(into, line)
    return False


def _read_lines(lines: Block, into: Plain, *, alone: bool = True) -> list[int]:
    """Read the lines that are plain, and return the numbers of the others.

    One search goes through all lines as one text, and they are followed along: line `row` ends
    there at `stop`, is in the article `shift` further on, and is read up to `at`. Each is
    a text of its own if `alone`. Calls in here are dear: only rare cases have a function.
    """
    if not lines:
        return []
    kept, code = into.kept, into.code
    others: list[int] = []
    text = "\n".join([line for line, _ in lines])
    row, stop, shift, at = 0, len(lines[0][0]), lines[0][1], text_start(lines[0])
    left = -1
    for match in _PIECE.finditer(text):
        start, end = match.span()
        while start > stop:
            kept += (at, stop + shift)
            row += 1
            line, at = lines[row]
            shift = at - stop - 1
            stop += len(line) + 1
            if line[:1] == " ":
                at = text_start(lines[row])
        if start < left:
            continue
        kind = match.lastindex
        if kind == _CODE:
            start += shift
            end += shift
            kept += (at, start)
            code += (start, end)
            at = end
        elif kind == _TARGET:
            at = _read_link(match, shift, at, into)
        elif kind is not None:  # a tag, or what stands for a block
            kept += (at, start + shift)
            at = end + shift
        elif _means_more(text, stop - len(lines[row][0]), start, alone=alone):
            _forget(into, lines[row])
            others.append(row)
            left, at = stop, stop + shift
    kept += (at, stop + shift)
    _keep_whole(lines[row + 1 :], kept)
    return others


def _keep_whole(lines: Block, kept: list[int]) -> None:
    for line in lines:
        kept += (text_start(line), line[1] + len(line[0]))


def _forget(into: Plain, line: Line) -> None:
    """Drop what was read of a line last, as it is not plain after all."""
    first, last = text_start(line), line[1] + len(line[0])
    for places in (into.kept, into.code):
        while places and first <= places[-2] <= last:
            del places[-2:]
    while into.links and first <= into.links[-1].span.start <= last:
        into.links.pop()


def _means_more(text: str, line: int, at: int, *, alone: bool) -> bool:
    """Whether a mark that opens nothing plain opens anything.

    A brace does only right after what may have attributes, or below the lines that have them.
    """
    if text[at] != "{":
        return True
    before = text[line:at]
    return before[-1] in _MAY_HAVE_ATTRIBUTES if before.strip(" ") else not alone


def _read_link(match: re.Match[str], shift: int, at: int, into: Plain) -> int:
    """Take in a link or an image, and the text before it.

    `shift` is what lies between the match and the article, which is read up to `at`; return up
    to where it is read then.
    """
    place, end = match.span()
    start = place + shift
    end += shift
    kept = into.kept
    written, target = match.group(_TEXT, _TARGET)
    image = match.string[place - 1 : place] == "!"
    kept += (at, start - image)
    first = start + 1
    last = first + len(written)
    if "`" in written:
        shown_text = with_code(written, first, [] if image else kept, into.code)
    else:
        shown_text = shown.shown_plain(written)
        if not image:
            kept += (first, last)
    target = shown.decoded(target) if "&" in target else target
    whole, target_place = new(Span, (start - image, end)), new(Span, (last + 2, end - 1))
    spans = whole, new(Span, (first, last)), target_place
    into.links.append(new(Link, (shown_text, target, *spans, "inline", image)))
    return end


def with_code(written: str, offset: int, kept: list[int], code: list[int]) -> str:
    """Note the code in a text without other markup than emphasis; return what a reader sees."""
    pieces = _INNER_CODE.split(written)
    texts, bodies = pieces[::2], pieces[1::2]
    at = offset
    for text, body in zip_longest(texts, bodies):
        if text:
            kept += (at, at + len(text))
            at += len(text)
        if body is not None:
            end = at + len(body) + 2
            code += (at, end)
            at = end
    if "*" in written or "_" in written:
        texts = shown.unmarked(_BODY.join(texts)).split(_BODY)
    seen = zip_longest(map(shown.decoded, texts), map(str.strip, bodies), fillvalue="")
    return shown.folded("".join(chain.from_iterable(seen)))
