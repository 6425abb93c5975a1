"""Attribute lists: `{#id .class key=value}` after headings, links and blocks."""

from __future__ import annotations

import re

_LIST = r"\{\:?[ ]*([^\}\n ][^\n]*)\}"
AT_END = re.compile(rf"[ ]+{_LIST}[ ]*$")
"""At the end of a heading or of a table's cell."""
ON_LAST_LINE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")
"""On the last line of a paragraph."""
AFTER_INLINE = re.compile(_LIST)
"""Right after a link, an image, code or emphasis."""

_ITEM = re.compile(r"""([^ =}]+)=("[^"]*"|'[^']*'|[^ =}]+)|([^ =}]+)|[ ]""")


def whole(source: str) -> dict[str, str] | None:
    """Return the attributes of a list, or None if a closing brace stands inside."""
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
