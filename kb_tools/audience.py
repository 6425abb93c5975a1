"""Blocks for colleagues only, inside an article that everyone may read.

A writer marks them in one of two ways; neither needs an extension of Markdown:

    <!-- internal -->            !!! internal "For the second line"
    Refund by hand in the CRM.       Refund by hand in the CRM.
    <!-- /internal -->

A public build never contains such a block, and the linter reports one that would get out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb_tools.article import Article, Span
from kb_tools.regex import regex

_OPEN = regex(r"<!--\s*internal\s*-->", re.IGNORECASE)
_CLOSE = regex(r"<!--\s*/internal\s*-->", re.IGNORECASE)
_ADMONITION = regex(r"^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?:[\w-]+[ \t]+)*internal\b.*$", re.MULTILINE)


def internal_spans(article: Article) -> tuple[Span, ...]:
    """Return the spans of an article's internal blocks, markers included, in order.

    A block that is never closed reaches to the end: hiding too much is the lesser harm.
    Marks inside code are examples, not marks.
    """
    if "internal" not in article.text.lower():
        return ()
    found = [*_between_comments(article), *_admonitions(article)]
    return tuple(_merged(sorted(found)))


def without_internal(article: Article) -> str:
    """Return the article's text without its internal blocks; the text itself when it has none."""
    text, start, kept = article.text, 0, []
    for span in internal_spans(article):
        kept.append(text[start : span.start])
        start = span.end
    return "".join(kept) + text[start:] if start else text


def _between_comments(article: Article) -> Iterator[Span]:
    start = None
    for mark in _marks(article):
        if start is None and _OPEN.match(mark.of(article.text)):
            start = mark.start
        elif start is not None and _CLOSE.match(mark.of(article.text)):
            yield Span(start, mark.end)
            start = None
    if start is not None:
        yield Span(start, len(article.text))


def _marks(article: Article) -> list[Span]:
    found = (m for mark in (_OPEN, _CLOSE) for m in mark.finditer(article.text))
    return sorted(Span(*m.span()) for m in found if not _in_code(article, m.start()))


def _admonitions(article: Article) -> Iterator[Span]:
    for opening in _ADMONITION.finditer(article.text):
        if not _in_code(article, opening.start()):
            inside = len(opening[1].expandtabs(4)) + 4
            yield Span(opening.start(), _end_of_block(article.text, opening.end(), inside))


def _end_of_block(text: str, end: int, inside: int) -> int:
    """Return where the lines indented by `inside` columns, and blank ones between, stop."""
    at = end + 1
    for line in text[end + 1 :].splitlines(keepends=True):
        at += len(line)
        if line.strip():
            indent = line.expandtabs(4)
            if len(indent) - len(indent.lstrip()) < inside:
                break
            end = at
    return min(end, len(text))


def _in_code(article: Article, offset: int) -> bool:
    return any(code.span.start <= offset < code.span.end for code in article.code)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current
