"""Blocks of raw HTML, taken out of the text before Markdown is read, as md_in_html does.

A block-level tag at the start of a line opens one; it lasts until that tag is closed, blank
lines or not. Markdown inside is not read unless the tag says `markdown`. In the lines a
block leaves one placeholder, with a blank line after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from kb_tools.article import Span
from kb_tools.markdown.lines import Block
from kb_tools.regex import regex

PLACEHOLDER = "\x04"
"""Placeholder for a raw block; the source's own are replaced before."""

_BLOCK = (
    "address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form|"
    "h1|h2|h3|h4|h5|h6|header|hgroup|hr|main|menu|nav|ol|p|pre|section|table|ul|canvas|colgroup|"
    "dd|body|dt|group|html|iframe|li|legend|math|map|noscript|output|object|option|progress|"
    "script|style|summary|tbody|td|textarea|tfoot|th|thead|tr|video|center"
)
BLOCK_TAGS = frozenset(_BLOCK.split("|"))
_BLOCK_TAG = regex(rf"<(?:(?:{_BLOCK})[\s/>]|[!?])", re.IGNORECASE)
_OPENS_BLOCK = regex(rf"^ {{0,3}}{_BLOCK_TAG.pattern}", re.MULTILINE | re.IGNORECASE)
_TAG = regex(
    r"<([a-zA-Z][^`\t\n\r\f />\x00]*)"
    r"((?>(?:[\s/]*(?:(?<=['\"\s/])[^`\s/>][^\s/=>]*"
    r"(?:\s*=+\s*(?:'[^']*'|\"[^\"]*\"|(?!['\"])[^`>\s]*)(?:\s*,)*)?(?:\s|/(?!>))*)*)?\s*)/?)>"
)
"""As html.parser reads a start tag; atomic, so that a broken one costs no more than a whole one."""

_BARE_SLASH = regex(r"=[^\s\"'>]*/$")
_END_TAG = regex(r"</([a-zA-Z][^\t\n\r\f />\x00]*)[^>]*>")
_COMMENT_CLOSE = regex(r"--!?>")
_BLANK_AFTER = regex(r"(?: *\n){2}")
_SPAN_TAGS = frozenset(
    [
        "address",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "legend",
        "li",
        "p",
        "summary",
        "td",
        "th",
    ]
)
_RAW_TAGS = frozenset(["canvas", "math", "option", "pre", "script", "style", "textarea"])
_MARKDOWN = regex(r"(?:^|\s)markdown(?:\s*=\s*[\"']?(\w+)|(?=[\s/]|$))")


class _Piece(NamedTuple):
    """A stretch of the joined text that leaves the Markdown: raw HTML, or a bare tag."""

    start: int
    end: int
    placeholder: bool
    line_start: bool
    """The placeholder is alone on its line, not after the spaces before the tag."""


def extract(text: str, start: int, lines: Block) -> tuple[Block, list[Span]]:
    """Return the lines without raw HTML blocks, and where in the article these are.

    The lines are those of `text` from offset `start` on.
    """
    if not any(_starts_line(text, tag.start()) for tag in _BLOCK_TAG.finditer(text, start)):
        return lines, []
    joined = "\n".join([line for line, _ in lines])
    if _OPENS_BLOCK.search(joined) is None:
        return lines, []
    pieces = _Reader(joined).read()
    return _without(lines, pieces) if pieces else (lines, [])


def _starts_line(text: str, at: int) -> bool:
    """Whether at most three spaces precede the character on its line."""
    return not text[max(at - 4, text.rfind("\n", 0, at) + 1) : at].strip(" ")


class _Reader:
    """One pass over the tags of a text, in the order in which an HTML parser meets them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[_Piece] = []
        self.tail_until = -1
        """Up to here (the end of the line of the last block) a block tag opens a block anywhere."""
        self.markdown: list[str] = []
        self.just_opened = -1
        self.no_comment_after = len(text) + 1
        self.last_close = text.rfind(">")

    def read(self) -> list[_Piece]:
        position = self.text.find("<")
        while position >= 0:
            position = self.text.find("<", self._step(position))
        return self.pieces

    def _step(self, at: int) -> int:
        after = self.text[at + 1 : at + 2]
        if after.isascii() and after.isalpha():
            return self._start_tag(at)
        if after == "/":
            return self._end_tag(at)
        if self.text.startswith("<!--", at):
            return self._comment(at)
        if after and after in "!?" and self._opens(at):
            return self._declaration(at)
        return at + 1

    def _start_tag(self, at: int) -> int:
        match = _TAG.match(self.text, at) if at < self.last_close else None
        if match is None:
            return at + 1
        name = match[1].lower()
        if name not in BLOCK_TAGS or not self._opens(at):
            return match.end()
        if name == "hr" or _self_closing(match):
            self._take(at, match.end(), spaced=False)
            return match.end()
        bare = self.markdown or self.text[at - 1 : at] in ("", "\n", ">")
        if bare and self._is_markdown(name, match[2]):
            self.markdown.append(name)
            self.just_opened = match.end()
            self.pieces.append(_Piece(at, match.end(), False, True))
            return match.end()
        end = self._raw_end(match.end(), name)
        self._take(at, end, spaced=True)
        return end

    def _is_markdown(self, name: str, attributes: str) -> bool:
        found = _MARKDOWN.search(attributes) if "markdown" in attributes else None
        if found is None or name in _RAW_TAGS:
            return False
        return found[1] in (None, "1", "markdown", "block", "span")

    def _end_tag(self, at: int) -> int:
        match = _END_TAG.match(self.text, at)
        if match is None:
            return at + 2
        name = match[1].lower()
        if name in self.markdown:
            while self.markdown.pop() != name:
                pass
            self.pieces.append(_Piece(at, match.end(), False, True))
            self._set_tail(match.end())
        return match.end()

    def _comment(self, at: int) -> int:
        close = None if at > self.no_comment_after else _COMMENT_CLOSE.search(self.text, at + 4)
        if close is None:
            self.no_comment_after = min(self.no_comment_after, at)
            return at + 1
        if self._opens(at):
            self._take(at, close.end(), spaced=False)
        return close.end()

    def _declaration(self, at: int) -> int:
        mark = "?>" if self.text[at + 1] == "?" else ">"
        if self.text.startswith("<![CDATA[", at):
            mark = "]]>"
        end = self.text.find(mark, at)
        if end < 0:
            return at + 2
        self._take(at, end + len(mark), spaced=False)
        return end + len(mark)

    def _opens(self, at: int) -> bool:
        if at <= self.tail_until:
            return True
        line = self.text.rfind("\n", 0, at) + 1
        if self.just_opened >= line and not self.text[self.just_opened : at].strip():
            return True
        return at - line <= 3 and not self.text[line:at].strip(" ")

    def _raw_end(self, at: int, name: str) -> int:
        """Return the end of the raw block that the tag `name` has opened before `at`."""
        stack = _Stack(name)
        if name in ("script", "style"):
            at = self._skip_data(at, name)
        position = self.text.find("<", at)
        while position >= 0:
            position, done = self._raw_step(position, stack)
            if done:
                return position
            position = self.text.find("<", position)
        return len(self.text)

    def _raw_step(self, at: int, stack: _Stack) -> tuple[int, bool]:
        if self.text.startswith("<!--", at):
            close = None if at > self.no_comment_after else _COMMENT_CLOSE.search(self.text, at + 4)
            if close is None:
                self.no_comment_after = min(self.no_comment_after, at)
            return (close.end() if close else at + 1), False
        if at > self.last_close:
            return len(self.text), False
        if match := _TAG.match(self.text, at):
            name = match[1].lower()
            if name != "hr" and not _self_closing(match):
                stack.open(name)
                if name in ("script", "style"):
                    return self._skip_data(match.end(), name), False
            return match.end(), False
        if match := _END_TAG.match(self.text, at):
            stack.close(match[1].lower())
            return match.end(), not stack.names
        return at + 1, False

    def _skip_data(self, at: int, name: str) -> int:
        close = re.compile(rf"</{name}", re.IGNORECASE).search(self.text, at)
        return close.start() if close else len(self.text)

    def _take(self, start: int, end: int, *, spaced: bool) -> None:
        """Note a raw block; in the tail of another, a tag without content joins that one."""
        joins = not spaced and start <= self.tail_until
        self.pieces.append(_Piece(start, end, not joins, spaced))
        self._set_tail(end)

    def _set_tail(self, end: int) -> None:
        if _BLANK_AFTER.match(self.text, end):
            self.tail_until = -1
        else:
            line_end = self.text.find("\n", end)
            self.tail_until = len(self.text) if line_end < 0 else line_end


class _Stack:
    """Open tags; to look for a name costs the same however many there are."""

    def __init__(self, name: str) -> None:
        self.names = [name]
        self.counts = Counter([name])

    def open(self, name: str) -> None:
        self.names.append(name)
        self.counts[name] += 1

    def close(self, name: str) -> None:
        while self.counts[name]:
            last = self.names.pop()
            self.counts[last] -= 1
            if last == name:
                break


def _self_closing(tag: re.Match[str]) -> bool:
    return tag[2].endswith("/") and _BARE_SLASH.search(tag[2]) is None


def _without(lines: Block, pieces: list[_Piece]) -> tuple[Block, list[Span]]:
    starts = [0]
    for line, _ in lines:
        starts.append(starts[-1] + len(line) + 1)
    starts.pop()

    def place(offset: int) -> int:
        row = bisect_right(starts, offset) - 1
        return lines[row][1] + offset - starts[row]

    kept: Block = []
    spans: list[Span] = []
    row, column = 0, 0
    for piece in pieces:
        first = bisect_right(starts, piece.start) - 1
        while row < first:
            kept.append(_from(lines[row], column))
            row, column = row + 1, 0
        before = _from(lines[row], column, piece.start - starts[row])
        spans.append(Span(place(piece.start), place(piece.end - 1) + 1))
        row = bisect_right(starts, piece.end) - 1
        column = piece.end - starts[row]
        if not piece.placeholder:
            kept.append(before)
            kept.append(("", before[1]))
        elif piece.line_start:
            kept.append(before)
            kept += [(PLACEHOLDER, spans[-1].start), ("", before[1])]
        else:
            if not before[0]:
                kept.append(before)
            kept += [(before[0] + PLACEHOLDER, before[1]), ("", before[1])]
    if row < len(lines):
        kept.append(_from(lines[row], column))
        kept += lines[row + 1 :]
    return kept, spans


def _from(line: tuple[str, int], start: int, end: int | None = None) -> tuple[str, int]:
    """Return a part of a line; a blank end of a line is an empty one."""
    text = line[0][start:end]
    return (text if end is not None or text.strip() else ""), line[1] + start
