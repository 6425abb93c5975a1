"""Running text with the markup gone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from kb_tools.article import Article, Span
from kb_tools.markdown import shown, tags
from kb_tools.regex import regex

_MARK = regex(r"[*_~]+|\|")
"""What leaves no gap where it is emphasis, and parts two cells where it is a table's."""
_CELL = regex(r"(?i)</?t[dh]\b[^<>]*>")
_PIPE, _TAG = "\ufdd0", "\ufdd1"
"""Stand for what borders a cell until the text is whole; no character of any text."""
_BORDERS = regex(rf"\s*(?:[{_PIPE}{_TAG}]\s*)+")
CELLS = " | "
"""Stands between the cells of a table, and for a bar in running text, which prose covers, too."""


def plain(article: Article, span: Span | None = None) -> str:
    """Return the readable text of a span of the article (of its body when there is none).

    Markup is gone, code and the alternative texts of images are kept, blank space is folded,
    the cells of a table are told apart.
    """
    body = article.meta_span.end if article.meta_span else 0
    return next(plain_texts(article, [span or Span(body, len(article.text))]))


def plain_texts(article: Article, spans: Iterable[Span]) -> Iterator[str]:
    """Yield the readable text of each span; the article is looked through once for all."""
    hidden = sorted(_hidden(article))
    starts = [span.start for span, _ in hidden]
    ends = list(accumulate((span.end for span, _ in hidden), max))
    for start, end in spans:
        near = hidden[bisect_right(ends, start) : bisect_left(starts, end)]
        yield _readable(article, start, end, near)


def _readable(article: Article, start: int, end: int, hidden: Iterable[tuple[Span, str]]) -> str:
    at, pieces = start, list[str]()
    for span, shown_there in hidden:
        if span.end > at:
            pieces += [_words(article, at, span.start), shown_there]
            at = span.end
    pieces.append(_words(article, at, end))
    text = "".join(pieces)
    if _PIPE in text or _TAG in text:
        text = _BORDERS.sub(_border, text.strip(f" \n{_PIPE}{_TAG}"))
    return " ".join(text.split())


def _border(match: re.Match[str]) -> str:
    """Return what stands between two cells, or a blank where a table begins or ends."""
    found = match.group()
    alone = sum(map(found.count, (_PIPE, _TAG))) == 1
    return " " if alone and (_TAG in found or "\n" in found) else CELLS


def _words(article: Article, start: int, end: int) -> str:
    """Return prose in which emphasis leaves no gap: `**Orders**.` reads `Orders.`"""
    words, at = [], start
    for mark in _MARK.finditer(article.text, start, max(start, end)):
        if not article.prose[mark.start() : mark.end()].strip():
            words.append(article.prose[at : mark.start()])
            if mark.group() == "|":
                words.append(_PIPE)
            at = mark.end()
    return shown.unescape("".join(words) + article.prose[at:end])


def _hidden(article: Article) -> Iterator[tuple[Span, str]]:
    """Yield what a reader sees but prose covers."""
    for code in article.code:
        yield code.span, code.body.of(article.text)
    for link in article.links:
        if link.image or link.form == "autolink":
            yield link.span, link.text
        elif link.form != "html":
            yield Span(link.span.start, link.text_span.start), ""
            yield Span(link.text_span.end, link.span.end), ""
    for span in article.html:
        if not article.text.startswith("<!--", span.start):
            cells = _CELL.sub(_TAG, span.of(article.text))
            yield span, shown.unescape(tags.ANY.sub(" ", cells))
