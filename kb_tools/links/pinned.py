"""Related articles that an author chose: the front matter's `related`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.article import Article, Span


class Pin(NamedTuple):
    """One entry of `related`: an article's id or path, and where it is."""

    value: str
    span: Span


def pins(article: Article) -> tuple[Pin, ...]:
    """Return the entries of the front matter's `related`, in order."""
    value = article.meta.get("related")
    names = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(_placed(article, [str(name) for name in names if isinstance(name, str | int)]))


def _placed(article: Article, names: list[str]) -> Iterator[Pin]:
    whole = article.meta_spans.get("related")
    if whole is None:
        return
    at = whole.start
    for name in names:
        found = re.compile(rf"(?<![\w/.-]){re.escape(name)}(?![\w/.-])").search(
            article.text, at, whole.end
        )
        span = Span(*found.span()) if found else whole
        at = found.end() if found else at
        yield Pin(name, span)
