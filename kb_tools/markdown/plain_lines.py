"""The fast way through running text: lines with nothing but plain links, code and tags.

Nine lines in ten are so. One regular expression reads such a line; where it meets anything
that could mean more, or could go on in the next line, the whole text is left to `inline`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb_tools.article import Code, Link, Span
from kb_tools.markdown import shown
from kb_tools.markdown.lines import Block

if TYPE_CHECKING:
    from kb_tools.markdown.page import Page

_SPECIAL = re.compile(r"[\[`\\<{\x02\x04]")
_PIECE = re.compile(
    r"`([^`]+)`(?!`)"
    r"|(!?)\[((?:[^\[\]`\\<{!\x02\x04]|`[^`]+`(?!`))*+)\]\(([^\s()\"'<>\\`{\x02\x04]*)\)(?!\{)"
    r"|(</?[a-zA-Z][a-zA-Z0-9]*[ ]?/?>)"
    r"|([\[`\\<{\x02\x04])"
)
_CODE, _IMAGE, _TEXT, _TARGET, _TAG, _OTHER = range(1, 7)
_INNER_CODE = re.compile(r"`([^`]+)`")


def read(block: Block, page: Page) -> bool:
    """Read a block into the page if all its lines are plain; else leave both as they are."""
    kept: list[tuple[int, int]] = []
    links: list[Link] = []
    code: list[Code] = []
    for text, offset in block:
        if _SPECIAL.search(text) is None:
            kept.append((offset, offset + len(text)))
        elif not _line(text, offset, kept, links, code):
            return False
    page.kept += kept
    page.links += links
    page.code += code
    return True


def _line(
    text: str, offset: int, kept: list[tuple[int, int]], links: list[Link], code: list[Code]
) -> bool:
    at = offset
    for match in _PIECE.finditer(text):
        kind = match.lastindex
        if kind == _OTHER:
            return False
        start, end = match.span()
        start, end = start + offset, end + offset
        kept.append((at, start))
        if kind == _CODE:
            code.append(Code(Span(start, end), Span(start + 1, end - 1), "inline"))
        elif kind == _TARGET:
            _link(match, offset, kept, links, code)
        at = end
    kept.append((at, offset + len(text)))
    return True


def _link(
    match: re.Match[str],
    offset: int,
    kept: list[tuple[int, int]],
    links: list[Link],
    code: list[Code],
) -> None:
    written, target, image = match[_TEXT], match[_TARGET], bool(match[_IMAGE])
    first, last = match.span(_TEXT)
    first, last = first + offset, last + offset
    a, b = match.span(_TARGET)
    links.append(
        Link(
            _text(written),
            shown.decoded(target) if "&" in target else target,
            Span(match.start() + offset, match.end() + offset),
            Span(first, last),
            Span(a + offset, b + offset),
            "inline",
            image,
        )
    )
    at = first
    if "`" in written:
        for inner in _INNER_CODE.finditer(written):
            start, end = inner.span()
            start, end = start + first, end + first
            code.append(Code(Span(start, end), Span(start + 1, end - 1), "inline"))
            kept.append((at, start))
            at = end
    if not image:
        kept.append((at, last))


def _text(written: str) -> str:
    """Return what a reader sees of a link's text."""
    if "`" in written:
        pieces = _INNER_CODE.split(written)
        pieces[1::2] = [code.strip().replace("&", "&amp;") for code in pieces[1::2]]
        pieces[::2] = [shown.unmarked(piece) for piece in pieces[::2]]
        written = "".join(pieces)
    elif "*" in written or "_" in written:
        written = shown.unmarked(written)
    return shown.folded(shown.decoded(written))
