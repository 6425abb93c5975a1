"""Fenced code, found before anything else as pymdownx.superfences does.

Each fence is folded into one line with a placeholder, which the block parser moves about as
text; what it means is looked up by its number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kb_tools.article import Code, Span
from kb_tools.markdown.lines import Block

OPEN_MARK, CLOSE_MARK = "\x02", "\x03"
"""Around a placeholder's number; the source's own are replaced before."""

PLACEHOLDER = re.compile(r"[> ]*\x02(\d+)\x03$")

_CANDIDATE = re.compile(r"^[> \t]*(?:```|~~~)", re.MULTILINE)
_OPENING = re.compile(
    r"(?P<fence>~{3,}|`{3,})(?:[ ]*\.?(?P<lang>[\w#.+-]+)(?=[ ]|$))?"
    r"(?:[ ]*\{(?P<attrs>[^\n]*)\}|"
    r"(?P<options>(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>\"|').*?(?P=quote))?(?=[ ]|$))+))?"
    r"[ ]*$"
)
_OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(\"|')(.*?)\2)?")
_CLASS = re.compile(r"\.([^\s=}]+)")
_HIGHLIGHT = {
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ ]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d+"),
    "title": re.compile(""),
    "title_mode": re.compile(""),
}


class _Opening(NamedTuple):
    row: int
    prefix: str
    fence: str
    language: str

    @property
    def quoted(self) -> int:
        return self.prefix.count(">")


def fold(text: str, lines: Block) -> tuple[Block, list[Code]]:
    """Return the lines with every fence folded into a placeholder, and the fences by number.

    An opening that is never closed stays in the lines, and is the last of the fences.
    """
    if _CANDIDATE.search(text) is None:
        return lines, []
    folded: Block = []
    fences: list[Code] = []
    done = index = 0
    while (opening := _next_opening(lines, index)) is not None:
        end = _closing(lines, opening)
        if end == len(lines):
            fences.append(_unclosed(lines, opening))
            break
        if end < 0:
            index = -end
            continue
        folded += lines[done : opening.row]
        mark = f"{opening.prefix}{OPEN_MARK}{len(fences)}{CLOSE_MARK}"
        folded.append((mark, lines[opening.row][1]))
        fences.append(_code(lines, opening, end))
        done = index = end + 1
    return folded + lines[done:], fences


def _next_opening(lines: Block, start: int) -> _Opening | None:
    for index in range(start, len(lines)):
        line = lines[index][0]
        if "```" not in line and "~~~" not in line:
            continue
        rest = line.lstrip("> ")
        if (match := _OPENING.match(rest)) and _understood(match):
            language = match["lang"] or ""
            if match["attrs"] and not language:
                found = _CLASS.search(match["attrs"])
                language = found[1] if found else ""
            return _Opening(index, line[: len(line) - len(rest)], match["fence"], language)
    return None


def _understood(match: re.Match[str]) -> bool:
    """Whether the options after the language are those that a fence can have."""
    for key, _, value in _OPTION.findall(match["options"] or ""):
        if key not in _HIGHLIGHT or not _HIGHLIGHT[key].match(value):
            return False
    return True


def _closing(lines: Block, opening: _Opening) -> int:
    """Return the index of the closing line, the number of lines if none, or minus the index
    from which to look for the next opening when this one turns out to be none."""
    find = _closing_quoted if opening.quoted else _closing_plain
    return find(lines, opening)


def _closing_plain(lines: Block, opening: _Opening) -> int:
    width, fence = len(opening.prefix), opening.fence
    for index in range(opening.row + 1, len(lines)):
        line = lines[index][0]
        if not line:
            continue
        if width:
            prefix = line[: _prefix_length(line, width)]
            if ">" in prefix:
                return -(index + 1)
            rest = line[len(prefix) :]
            if len(prefix) != width and rest:
                return -(index + 1)
        else:
            rest = line
        if rest.startswith(fence) and rest.rstrip(" ") == fence:
            return index
    return len(lines)


def _closing_quoted(lines: Block, opening: _Opening) -> int:
    width, blank = len(opening.prefix), False
    for index in range(opening.row + 1, len(lines)):
        line = lines[index][0]
        prefix = line[: _prefix_length(line, width)]
        rest, quoted = line[len(prefix) :], prefix.count(">")
        if quoted > opening.quoted:
            return -(index + 1)
        if not rest:
            blank = True
        elif len(prefix) < width or (blank and quoted < opening.quoted):
            return -(index + 1)
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
    start = lines[opening.row][1] + len(opening.prefix)
    stop = lines[end][1] + len(lines[end][0])
    body = Span(lines[opening.row + 1][1], max(lines[end][1] - 1, lines[opening.row + 1][1]))
    return Code(Span(start, stop), body, "fenced", opening.language)


def _unclosed(lines: Block, opening: _Opening) -> Code:
    line, offset = lines[opening.row]
    end = offset + len(line)
    span = Span(offset + len(opening.prefix), end)
    return Code(span, Span(end, end), "fenced", opening.language, closed=False)
