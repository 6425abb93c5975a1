"""The place of the list of related articles that `kb fix` wrote: between two comments."""

from __future__ import annotations

from kb_tools.article import Article, Span
from kb_tools.regex import regex

_OPEN = regex(r"<!--\s*kb:related\s*-->")
_CLOSE = regex(r"<!--\s*/kb:related\s*-->")


def block(article: Article) -> Span | None:
    """Return the span of the article's written list, markers included; None without one.

    A list whose second marker is missing is no list: nobody knows where it ends.
    """
    if "kb:related" not in article.text:
        return None
    marks = [(span, span.of(article.text)) for span in article.comments]
    start = next((span.start for span, mark in marks if _OPEN.fullmatch(mark)), None)
    ends = (span.end for span, mark in marks if _CLOSE.fullmatch(mark))
    end = next((end for end in ends if start is not None and end > start), None)
    return None if start is None or end is None else Span(start, end)
