"""HTML tags: those inside running text, and those of raw HTML blocks."""

from __future__ import annotations

import re

from kb_tools.markdown.finds import Finds, Found

INLINE = re.compile(
    r"<(?:/?+[a-zA-Z][^\s\"'<>@]*+(?:\s+[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'"
    r"|[^\s\"'=<>]++))?+)*+\s*+/?|[?](?:(?!<[?]|[?]>).)*[?]|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>",
    re.DOTALL,
)
"""A tag as Python-Markdown knows it in running text; a comment is read apart."""

_NAME = re.compile(r"<(/?[a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""\s(href|src|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE
)


def note(text: str, start: int, end: int, limit: int, finds: Finds) -> None:
    """Note what the tag at `start` to `end` links to, shows, or names as an anchor.

    A link's text ends at its closing tag, or at `limit` when there is none.
    """
    name = _NAME.match(text, start)
    if name is None or text[start + 1] == "/":
        return
    tag = name[1].lower()
    for match in _ATTRIBUTE.finditer(text, name.end(), end):
        key = match[1].lower()
        place = match.span(match.lastindex or 0)
        if key == "id" or (key == "name" and tag == "a"):
            finds.anchors.append(text[slice(*place)])
        elif (tag, key) == ("a", "href"):
            inner, close = _inside(text, end, limit)
            finds.links.append(Found(start, close, (end, inner), place, "html", False))
        elif (tag, key) == ("img", "src"):
            finds.links.append(
                Found(start, end, _alternative(text, start, end), place, "html", True)
            )


def _inside(text: str, end: int, limit: int) -> tuple[int, int]:
    match = re.compile(r"</a\s*>|<a\s", re.IGNORECASE).search(text, end, limit)
    if match is None:
        return end, end
    return match.start(), (match.end() if match[0][1] == "/" else match.start())


def _alternative(text: str, start: int, end: int) -> tuple[int, int]:
    match = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE).search(
        text, start, end
    )
    return match.span(match.lastindex or 0) if match else (start, start)


ANY = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[a-zA-Z][^>]*>", re.DOTALL | re.IGNORECASE
)
"""A tag, a comment or a script in raw HTML, when only the text counts."""
