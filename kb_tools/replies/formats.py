"""A reply written in Markdown, as each desk takes it: plain text, HTML, Jira wiki markup.

HTML is built from a short list of elements, so that nothing in an article or a ticket can
bring a script, a style or a form with it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from kb_tools.markdown import render
from kb_tools.tickets.markup import folded

_SILENT = frozenset(["script", "style", "template", "iframe", "object", "noscript", "svg", "form"])


@dataclass(frozen=True, slots=True)
class Style:
    """How a desk writes: what it puts around each element, a link, an item, and plain words."""

    around: dict[str, tuple[str, str]]
    link: Callable[[str, str], str]
    item: Callable[[int, str, int], str]
    """Write an item: its number (0 = unnumbered), its text, how deep it is nested."""
    words: Callable[[str], str]
    code: Callable[[str], str] | None = None
    """Write the text of a code block; without one it is written as plain words are."""
    table: Callable[[list[list[str]]], str] | None = None
    """Write a table, the header first; without one its elements are written as they are."""


def _text_table(rows: list[list[str]]) -> str:
    """Write each row as an item: what the first cell says, and the others under their heads."""
    head, *body = rows
    return "\n\n" + "\n".join(_text_row(head, row) for row in body) + "\n\n"


def _text_row(head: list[str], row: list[str]) -> str:
    first, *others = row
    if len(others) == 1:
        return f"- {_labelled(first, others[0])}"
    lines = [_labelled(*pair) for pair in zip(head[1:], others, strict=False) if pair[1]]
    return "\n  ".join([f"- {first}", *lines])


def _labelled(label: str, text: str) -> str:
    if not label:
        return text
    return f"{label}: {text}" if label[-1].isascii() else f"{label}：{text}"


def _jira_table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [f"||{'||'.join(head)}||", *(f"|{'|'.join(cell or ' ' for cell in r)}|" for r in body)]
    return "\n\n" + "\n".join(lines) + "\n\n"


_JIRA_MARKS = re.compile(r"[{}\[\]|!]|(?<![\w*_+^~-])[*_+^~-](?=[^\s*_+^~-])|\?(?=\?)")
"""What Jira would read as markup: brackets, images, and marks at the start of a word."""


def _jira_url(url: str) -> str:
    return url.replace("|", "%7C").replace("]", "%5D")


def _text_item(number: int, text: str, depth: int) -> str:
    mark = f"{number}. " if number else "- "
    return "\n" + "  " * depth + mark + text.strip()


_BLOCKS = ("p", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "div")

TEXT = Style(
    around=dict.fromkeys(_BLOCKS, ("\n\n", "\n\n")) | {"td": ("", "  "), "th": ("", "  ")},
    link=lambda words, url: url if words == url else f"{words} ({url})",
    item=_text_item,
    words=lambda text: text,
    table=_text_table,
)
JIRA = Style(
    around=TEXT.around
    | {
        "strong": ("*", "*"),
        "em": ("_", "_"),
        "code": ("{{", "}}"),
        "pre": ("\n{noformat}\n", "\n{noformat}\n"),
    }
    | {f"h{n}": (f"\n\nh{n}. ", "\n\n") for n in range(1, 7)},
    link=lambda words, url: f"[{words.replace('|', ' ')}|{_jira_url(url)}]",
    item=lambda number, text, depth: (
        "\n" + ("#" if number else "*") * (depth + 1) + " " + text.strip()
    ),
    words=lambda text: _JIRA_MARKS.sub(r"\\\g<0>", text),
    code=lambda text: text.replace("{noformat}", "{ noformat}"),
    table=_jira_table,
)
_KEPT = (*_BLOCKS, "strong", "em", "code", "td", "th", "ul", "ol")
HTML = Style(
    around={tag: (f"<{tag}>", f"</{tag}>") for tag in _KEPT},
    link=lambda words, url: f'<a href="{html.escape(url)}">{words}</a>',
    item=lambda _, text, __: f"<li>{text}</li>",
    words=lambda text: html.escape(text, quote=False),
)


def written(markdown: str, style: Style) -> str:
    """Return Markdown in a desk's style."""
    soup = BeautifulSoup(render(markdown), "html.parser")
    return folded(_inner(soup, style, 0, pre=False)) + "\n"


def _inner(node: Tag, style: Style, depth: int, *, pre: bool) -> str:
    return "".join(_one(child, style, depth, pre=pre) for child in node.children)


def _one(node: object, style: Style, depth: int, *, pre: bool) -> str:
    if isinstance(node, PreformattedString):
        return ""
    if isinstance(node, NavigableString):
        text = str(node) if pre else re.sub(r"\s+", " ", str(node))
        return style.code(text) if pre and style.code else style.words(text)
    if not isinstance(node, Tag) or node.name in _SILENT:
        return ""
    if node.name in ("ul", "ol"):
        return _list(node, style, depth)
    if node.name == "table" and style.table:
        return _table(node, style, style.table, depth)
    inner = _inner(node, style, depth, pre=pre or node.name == "pre")
    url = str(node.get("href") or "")
    if node.name == "a" and re.match(r"https?://", url):
        return style.link(inner, url)
    if node.name == "br":
        return "<br>" if style is HTML else "\n"
    if node.name == "code" and pre:
        return inner
    before, after = style.around.get(node.name, ("", ""))
    return f"{before}{inner}{after}" if inner.strip() else ""


def _table(node: Tag, style: Style, write: Callable[[list[list[str]]], str], depth: int) -> str:
    rows = [
        [_inner(cell, style, depth, pre=False).strip() for cell in row.find_all(["th", "td"])]
        for row in node.find_all("tr")
    ]
    return write([row for row in rows if row]) if any(rows) else ""


def _list(node: Tag, style: Style, depth: int) -> str:
    items = [child for child in node.children if isinstance(child, Tag)]
    numbered = node.name == "ol"
    rows = [
        style.item(n if numbered else 0, _inner(item, style, depth + 1, pre=False), depth)
        for n, item in enumerate(items, 1)
    ]
    before, after = style.around.get(node.name, ("\n", "\n"))
    return before + "".join(rows) + after


FORMATS: dict[str, Callable[[str], str]] = {
    "text": lambda markdown: written(markdown, TEXT),
    "markdown": lambda markdown: markdown,
    "html": lambda markdown: written(markdown, HTML),
    "zendesk": lambda markdown: written(markdown, HTML),
    "jira": lambda markdown: written(markdown, JIRA),
}
"""How each kind of desk takes a reply; Zendesk takes HTML in `comment.html_body`."""
