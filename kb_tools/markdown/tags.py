"""HTML tags: those inside running text, and those of raw HTML blocks."""

from __future__ import annotations

import re

from kb_tools.markdown.finds import Finds, Found
from kb_tools.regex import regex

INLINE = regex(
    r"<(?:/?+[a-zA-Z][^\s\"'<>@]*+(?:\s+[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'"
    r"|[^\s\"'=<>]++))?+)*+\s*+/?|[?](?:(?!<[?]|[?]>).)*[?]|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>",
    re.DOTALL,
)
"""A tag as Python-Markdown knows it in running text; a comment is read apart."""

_NAME = regex(r"<(/?[a-zA-Z][^\s/>]*)")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SCRIPT = regex(r"<(script|style)\b(?![^>]*/>)", re.IGNORECASE)
_LINK_END = regex(r"</a\s*>|<a\s", re.IGNORECASE)
_HEADING_END = regex(r"</?h[1-6]\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = regex(
    r"""\s(href|src|alt|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE
)


def note(text: str, start: int, end: int, limit: int, finds: Finds) -> None:
    """Note what the tag at `start` to `end` links to, shows, heads, or names as an anchor.

    What it encloses ends at its closing tag; nothing is looked for behind `limit`.
    """
    name = _NAME.match(text, start)
    if name is None or text[start + 1] == "/":
        return
    tag = name[1].lower()
    places = {
        match[1].lower(): match.span(match.lastindex or 0)
        for match in _ATTRIBUTE.finditer(text, name.end(), end)
    }
    anchors = [places[key] for key in ("id", "name") if key in places]
    anchor = text[slice(*anchors[0])] if anchors and ("id" in places or tag == "a") else ""
    if anchor:
        finds.tag_anchors.append(anchor)
    if tag == "a" and "href" in places:
        inner, close = _inside(_LINK_END, text, end, limit)
        finds.links.append(Found(start, close, (end, inner), places["href"], "html", False))
    elif tag == "img" and "src" in places:
        shown = places.get("alt", (start, start))
        finds.links.append(Found(start, end, shown, places["src"], "html", True))
    elif tag in _HEADINGS:
        inner, close = _inside(_HEADING_END, text, end, limit)
        if close > inner:
            own = anchor if "id" in places else ""
            finds.headings.append((int(tag[1]), own, (start, close), (end, inner)))


def end_of_script(text: str, tag: re.Match[str], limit: int) -> int:
    """Return where the text of a script or style ends, or the end of any other tag."""
    name = _SCRIPT.match(tag[0])
    if name is None:
        return tag.end()
    close = re.compile(rf"</{name[1]}\s*>", re.IGNORECASE).search(text, tag.end(), limit)
    return close.end() if close else limit


def _inside(ending: re.Pattern[str], text: str, start: int, limit: int) -> tuple[int, int]:
    """Return where the inside of a tag ends, and the whole; nothing if another one opens."""
    match = ending.search(text, start, limit)
    if match is None:
        return start, start
    return match.start(), (match.end() if match[0][1] == "/" else match.start())


ANY = regex(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""A tag, a comment or a script in raw HTML, when only the text counts."""
