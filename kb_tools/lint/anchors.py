"""Anchors as other generators make them, for a knowledge base whose own one is not known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kb_tools.article import Article


def is_anchor_elsewhere(article: Article, anchor: str) -> bool:
    """Say whether GitHub, Hugo or Docusaurus would have the anchor in this article."""
    return f"{{#{anchor}}}" in article.text or anchor.lower() in _github(article)


def _github(article: Article) -> Iterator[str]:
    """Yield anchors from headings as GitHub makes them, and with Markdown's `_1` as `-1`."""
    seen: Counter[str] = Counter()
    for heading in article.headings:
        source = heading.text_span.of(article.text)
        slug = re.sub(r"[^\w\- ]", "", source.strip().lower()).replace(" ", "-")
        yield f"{slug}-{seen[slug]}" if seen[slug] else slug
        yield re.sub(r"_(\d+)$", r"-\1", heading.id).lower()
        seen[slug] += 1
