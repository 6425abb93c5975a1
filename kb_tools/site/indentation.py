"""Without the blank lines and indentation that templates leave: a third of a short page."""

from __future__ import annotations

import re

_INDENT = re.compile(r"\n\s+")
_KEPT = re.compile(r"<(?:(?:pre|style|textarea)\b|script>)")
"""Elements in which every space says something."""


def removed(html: str, content: str) -> str:
    """Return a page with its lines set at the margin; the article's own `content` stays as it is.

    Where a line ends, one is left: for a browser it is the same space.
    """
    before, found, after = html.partition(content)
    if not found or _KEPT.search(before) or _KEPT.search(after):
        return html
    return _INDENT.sub("\n", before) + found + _INDENT.sub("\n", after)
