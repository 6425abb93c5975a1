"""Words of the front matter that readers see: in lists, in search results, on the browser's tab."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article

KEYS = ("title", "summary")


def hits(article: Article, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches in an article's title and summary, as they are written."""
    for key in KEYS:
        if (span := article.meta_spans.get(key)) is not None:
            yield from pattern.finditer(article.text, span.start, span.end)
