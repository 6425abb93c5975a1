"""Running text with the markup gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.markdown import shown, tags

_EMPHASIS = re.compile(r"[*_~]+")


def plain(article: Article, span: Span | None = None) -> str:
    """Return the readable text of a span of the article (of its body when there is none).

    Markup is gone, code and the alternative texts of images are kept, blank space is folded.
    """
    body = article.meta_span.end if article.meta_span else 0
    start, end = span or (body, len(article.text))
    at, pieces = start, list[str]()
    for piece in sorted(_hidden(article, start, end)):
        if piece[0].end <= at or piece[0].start >= end:
            continue
        pieces += [_words(article, at, piece[0].start), piece[1]]
        at = piece[0].end
    pieces.append(_words(article, at, end))
    return " ".join("".join(pieces).split())


def _words(article: Article, start: int, end: int) -> str:
    """Return prose in which emphasis leaves no gap: `**Orders**.` reads `Orders.`"""
    words, at = [], start
    for mark in _EMPHASIS.finditer(article.text, start, max(start, end)):
        if not article.prose[mark.start() : mark.end()].strip():
            words.append(article.prose[at : mark.start()])
            at = mark.end()
    return shown.unescape("".join(words) + article.prose[at:end])


def _hidden(article: Article, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Yield what a reader sees but prose covers, near `start` to `end`."""
    for code in article.code:
        if code.span.end > start and code.span.start < end:
            yield code.span, code.body.of(article.text)
    for link in article.links:
        if link.span.end <= start or link.span.start >= end:
            continue
        if link.image or link.form == "autolink":
            yield link.span, link.text
        elif link.form != "html":
            yield Span(link.span.start, link.text_span.start), ""
            yield Span(link.text_span.end, link.span.end), ""
    for span in article.html:
        if (
            span.end > start
            and span.start < end
            and not article.text.startswith("<!--", span.start)
        ):
            yield span, shown.unescape(tags.ANY.sub(" ", span.of(article.text)))
