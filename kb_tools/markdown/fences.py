"""Fenced code, found before anything else as pymdownx.superfences does.

Openings that other generators understand open a block here too: `readable` respells them for
superfences before a page is rendered.

Each fence is folded into one line with a placeholder, which the block parser moves about as
text; what it means is looked up by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kb_tools.article import Code, Span, new
from kb_tools.markdown import openings
from kb_tools.markdown.lines import Block, cut, split
from kb_tools.regex import regex

OPEN_MARK, CLOSE_MARK = "\x02", "\x03"
"""Around a placeholder's number; the source's own are replaced before."""

PLACEHOLDER = regex(r"[> ]*\x02(\d+)\x03$")

_OPENING = regex(
    r"(?P<fence>~{3,}|`{3,})(?:[ ]*\.?(?P<lang>[\w#.+-]+)(?=[ ]|$))?"
    r"(?:[ ]*\{(?P<attrs>[^\n]*)\}|"
    r"(?P<options>(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>\"|').*?(?P=quote))?(?=[ ]|$))+))?"
    r"[ ]*$"
)
_OPTION = regex(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(\"|')(.*?)\2)?")
_CLASS = regex(r"\.([^\s=}]+)")
_HIGHLIGHT = {
    "hl_lines": regex(r"\d+(?:-\d+)?(?:[ ]+\d+(?:-\d+)?)*$"),
    "linenums": regex(r"\d+"),
    "title": regex(""),
    "title_mode": regex(""),
}


class _Opening(NamedTuple):
    row: int
    prefix: str
    fence: str
    language: str

    @property
    def quoted(self) -> int:
        return self.prefix.count(">")


class Fence(NamedTuple):
    """A fence, its lines as they were, and how far these are indented."""

    code: Code
    lines: Block
    indent: int


def fold(text: str, lines: Block) -> tuple[Block, list[Fence]]:
    """Return the lines with every fence folded into a placeholder, and the fences by number.

    An opening that is never closed stays in the lines, and is the last of the fences.
    """
    if "```" not in text and "~~~" not in text:
        return lines, []
    rows = [row for row, (line, _) in enumerate(lines) if "```" in line]
    if "~" in text and "~~~" in text:
        rows = [row for row, (line, _) in enumerate(lines) if "```" in line or "~~~" in line]
    rows.reverse()
    folded: Block = []
    fences: list[Fence] = []
    done = 0
    while rows:
        row = rows.pop()
        if (opening := _opening(lines, row)) is None:
            continue
        end = _closing(lines, opening, reversed(rows))
        if end == len(lines):
            fences.append(Fence(_unclosed(lines, opening), [], 0))
            break
        while rows and rows[-1] <= abs(end):
            rows.pop()
        if end > 0:
            folded += lines[done:row]
            folded.append((f"{opening.prefix}{OPEN_MARK}{len(fences)}{CLOSE_MARK}", lines[row][1]))
            done = end + 1
            code = _code(lines, opening, end)
            fences.append(new(Fence, (code, lines[row:done], len(opening.prefix))))
    return folded + lines[done:], fences


def respelled(line: str, *, bare: bool = False) -> str | None:
    """Return an opening as superfences reads it; None where it does already, or is none.

    `bare` leaves only the language, which is all that Python-Markdown's own extension reads.
    """
    rest = line.lstrip("> ")
    foreign = None if _native(rest) else openings.FOREIGN.match(rest)
    if foreign is None:
        return None
    written = openings.language if bare else openings.respelled
    return line[: len(line) - len(rest)] + foreign["fence"] + written(foreign["info"])


def readable(text: str, *, bare: bool = False) -> str:
    """Return Markdown with all openings of code as superfences reads them; see `respelled`."""
    _, fences = fold(text, split(text, 0))
    for fence in reversed(fences):
        start = fence.code.span.start
        end = fence.code.body.start - 1
        written = respelled(text[start:end], bare=bare) if fence.code.closed else None
        text = text if written is None else text[:start] + written + text[end:]
    return text


def unfold(fence: Fence, prefix: int) -> Block:
    """Return a fence's lines again, where `prefix` of their indent is left."""
    gone = fence.indent - prefix
    return [cut(line, gone) if line[0] else line for line in fence.lines]


def _opening(lines: Block, row: int) -> _Opening | None:
    line = lines[row][0]
    rest = line.lstrip("> ")
    prefix = line[: len(line) - len(rest)]
    if (match := _native(rest)) is not None:
        return new(_Opening, (row, prefix, match["fence"], _language(match)))
    if (foreign := openings.FOREIGN.match(rest)) is not None:
        return new(_Opening, (row, prefix, foreign["fence"], openings.language(foreign["info"])))
    return None


def _native(rest: str) -> re.Match[str] | None:
    """Match an opening that superfences understands."""
    match = _OPENING.match(rest)
    known = match is None or not match["options"] or _understood(match["options"])
    return match if known else None


def _language(match: re.Match[str]) -> str:
    if match["lang"] or not match["attrs"]:
        return match["lang"] or ""
    found = _CLASS.search(match["attrs"])
    return found[1] if found else ""


def _understood(options: str) -> bool:
    """Whether the options after the language are those that a fence can have."""
    for key, _, value in _OPTION.findall(options):
        if key not in _HIGHLIGHT or not _HIGHLIGHT[key].match(value):
            return False
    return True


def _closing(lines: Block, opening: _Opening, rows: Iterable[int]) -> int:
    """Return the row of the closing line, or the number of lines if there is none.

    Minus a row is the one that shows the opening to be none. `rows` are all the later ones
    with three backticks or tildes.
    """
    if opening.quoted:
        return _closing_quoted(lines, opening)
    if opening.prefix:
        return _closing_indented(lines, opening)
    fence = opening.fence
    for row in rows:
        if lines[row][0].rstrip(" ") == fence:
            return row
    return len(lines)


def _closing_indented(lines: Block, opening: _Opening) -> int:
    width, fence = len(opening.prefix), opening.fence
    indent = " " * width
    for row in range(opening.row + 1, len(lines)):
        line = lines[row][0]
        if not line or (line.startswith(indent) and not line.startswith(fence, width)):
            continue
        prefix = line[: _prefix_length(line, width)]
        rest = line[len(prefix) :]
        if ">" in prefix or (len(prefix) != width and rest):
            return -row
        if rest.startswith(fence) and rest.rstrip(" ") == fence:
            return row
    return len(lines)


def _closing_quoted(lines: Block, opening: _Opening) -> int:
    width, blank = len(opening.prefix), False
    for index in range(opening.row + 1, len(lines)):
        line = lines[index][0]
        prefix = line[: _prefix_length(line, width)]
        rest, quoted = line[len(prefix) :], prefix.count(">")
        if quoted > opening.quoted:
            return -index
        if not rest:
            blank = True
        elif len(prefix) < width or (blank and quoted < opening.quoted):
            return -index
        elif rest.startswith(opening.fence) and rest.rstrip(" ") == opening.fence:
            return index
        else:
            blank = False
    return len(lines)


def _prefix_length(line: str, width: int) -> int:
    length = 0
    for character in line[:width]:
        if character not in "> ":
            break
        length += 1
    return length


def _code(lines: Block, opening: _Opening, end: int) -> Code:
    first, last = lines[opening.row], lines[end]
    start = first[1] + len(opening.prefix)
    inside = first[1] + len(first[0]) + 1
    body = new(Span, (inside, max(inside, lines[end - 1][1] + len(lines[end - 1][0]))))
    span = new(Span, (start, last[1] + len(last[0])))
    return new(Code, (span, body, "fenced", opening.language, True))


def _unclosed(lines: Block, opening: _Opening) -> Code:
    line, offset = lines[opening.row]
    end = offset + len(line)
    span = Span(offset + len(opening.prefix), end)
    return Code(span, Span(end, end), "fenced", opening.language, closed=False)
