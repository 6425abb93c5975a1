"""The sentences of an article's running text, with their places."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.regex import regex

_ITEM = regex(r"[ \t>]*(?:[-*+]|\d+[.)]|#{1,6})[ \t]")
_TABLE = regex(r"[ \t>]*\|")
_RULED = regex(r"[ \t>]*:?-+:?[ \t]*\|[-:| \t]*$")
"""The line below the head of a table whose rows begin without `|`."""
_END = regex(r"[。；！？]+|[.!?;](?=[\s\"')\]*_]|$)|[:：](?<=  .)")
"""Two spaces before a colon are what is left of a link or of bold: a label of its own."""


def sentences(article: Article, least: int = 1) -> Iterator[Span]:
    """Yield the sentences of at least so many characters, in order.

    A paragraph, an item of a list and a heading end a sentence; tables have none.
    """
    for unit in _units(article, least):
        start = unit.start
        for end in _END.finditer(article.prose, *unit):
            if end.end() - start >= least:
                yield from _trimmed(article, start, end.end(), least)
            start = end.end()
        if unit.end - start >= least:
            yield from _trimmed(article, start, unit.end, least)


def _units(article: Article, least: int) -> Iterator[Span]:
    """Yield paragraphs and items of lists that are long enough to hold a sentence."""
    text, prose = article.text, article.prose
    start = at = 0
    table = False
    starts = {heading.span.start for heading in article.headings}
    for line in text.split("\n"):
        end = at + len(line)
        apart = not line or at in starts or line.isspace() or _TABLE.match(line) is not None
        table = not apart and (
            table or (("-|" in line or "- |" in line) and bool(_RULED.match(line)))
        )
        if table:
            start = end + 1
        elif apart or _ITEM.match(line):
            if at - start >= least:
                yield Span(start, at)
            start = at
        if apart:
            start = end + 1
        at = end + 1
    if len(prose) - start >= least:
        yield Span(start, len(prose))


def _trimmed(article: Article, start: int, end: int, least: int) -> Iterator[Span]:
    piece = article.prose[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end - start >= least:
        yield Span(start, end)
