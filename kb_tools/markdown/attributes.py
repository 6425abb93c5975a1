"""Attribute lists: `{#id .class key=value}` after headings, links and blocks."""

from __future__ import annotations

from kb_tools.regex import regex

_LIST = r"\{\:?[ ]*([^\}\n ][^\n]*)\}"
_AT_END = regex(rf"[ ]+{_LIST}[ ]*$")
"""At the end of a heading or of a table's cell."""
_ON_LAST_LINE = regex(rf"\n[ ]*{_LIST}[ ]*$")
"""On the last line of a paragraph."""
AFTER_INLINE = regex(r"\{\:?[ ]*([^\}\n ][^}\n]{0,300})\}")
"""Right after a link, an image, code or emphasis."""

_ITEM = regex(r"""([^ =}]+)=("[^"]*"|'[^']*'|[^ =}]+)|([^ =}]+)|[ ]""")


def at_end(text: str, *, own_line: bool) -> tuple[int, dict[str, str]] | None:
    """Return where the attribute list of a block starts, and what it says."""
    if not text.rstrip(" ").endswith("}"):
        return None
    match = (_ON_LAST_LINE if own_line else _AT_END).search(text)
    found = whole(match[1]) if match else None
    return (match.start(), found) if match and found is not None else None


def whole(source: str) -> dict[str, str] | None:
    """Return the attributes of a list, or None if a closing brace is inside."""
    found, length = items(source)
    return found if length == len(source) else None


def items(source: str) -> tuple[dict[str, str], int]:
    """Return the attributes of a list (`id` for `#x`) and how much of `source` was read.

    All of it was read unless there is a closing brace inside.
    """
    found: dict[str, str] = {}
    at = 0
    while match := _ITEM.match(source, at):
        at = match.end()
        if match[1]:
            found[match[1]] = match[2].strip("\"'")
        elif match[3] and match[3].startswith("#"):
            found["id"] = match[3][1:]
    return found, at
