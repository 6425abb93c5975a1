"""The running text of an article in which a link may be placed, as a text to search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools import related_list
from kb_tools.article import Article, Span
from kb_tools.audience import internal_spans
from kb_tools.links.phrases import typed

GONE = "\0"
"""Replaces every character in which nothing is looked for; no phrase reaches across it."""

_TABLE_HEAD = re.compile(r"^[^|\n]*\|.*\n(?=[ \t>|]*:?-[ \t:|-]*$)", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{[:#.][^{}\n]*\}")
_ADMONITION = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|===\+?!?)[ \t].*$", re.MULTILINE)
_OPENING_MARKS = ("!!!", "???", "===")
_LITERAL_BRACKETS = re.compile(r"\[[^\[\]\n]*\]")
_QUOTED = re.compile(
    r"“([^”\n]*)”|「([^」\n]*)」|『([^』\n]*)』|«([^»\n]*)»|\"([^\"\n]*)\""
    r"|\*{1,3}(?! )([^*\n]+)(?<! )\*"
)


def linkable(article: Article) -> str:
    """Return the article's prose in lower case, as long as its text.

    Line ends are spaces, quotes straight. Headings, links, HTML, the heads of tables,
    admonitions' titles and the written list of related articles are gone.
    """
    gone = [heading.span for heading in article.headings]
    gone += [link.span for link in article.links]
    gone += [*article.html, *internal_spans(article)]
    gone += [span for span in (related_list.block(article),) if span is not None]
    text = article.text
    if "|" in text:
        gone += [Span(*match.span()) for match in _TABLE_HEAD.finditer(text)]
    if any(mark in text for mark in _OPENING_MARKS):
        gone += [Span(*match.span()) for match in _ADMONITION.finditer(text)]
    left = _LITERAL_BRACKETS.sub(_as_gone, covered(article.prose, gone))
    return typed(lowered(left)).replace("\n", " ")


def _as_gone(match: re.Match[str]) -> str:
    return GONE * len(match[0])


def covered(text: str, spans: list[Span]) -> str:
    """Return the text with every character inside the spans gone."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start > at:
            parts.append(text[at:start])
            at = start
        if end > at:
            parts.append(GONE * (end - at))
            at = end
    parts.append(text[at:])
    return "".join(parts)


def lowered(text: str) -> str:
    """Return the text in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] or c for c in text)


def cuts_into(text: str, start: int, end: int) -> bool:
    """Tell whether a span is a part of something quoted, emphasised or made by a template.

    Messages and labels are quoted or emphasised. Everything between quotation marks may
    be a title, and a title may hold a template.
    """
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    around = (line, stop if stop >= 0 else len(text))
    return any(
        opening < end and start < closing and not (start <= opening and closing <= end)
        for opening, closing in (*_quotations(text, *around), *_templates(text, *around))
    )


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for quoted in _QUOTED.finditer(text, start, end):
        inner = quoted[quoted.lastindex or 0]
        first = quoted.start(quoted.lastindex or 0) + len(inner) - len(inner.lstrip(" \u00a0*_"))
        yield first, first + len(inner.strip(" \u00a0*_"))


def _templates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _TEMPLATE.finditer(text, start, end))
