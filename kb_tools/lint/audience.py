"""Who sees an article, and which places in it."""

from __future__ import annotations

from kb_tools.article import Article
from kb_tools.audience import internal_spans
from kb_tools.corpus import KnowledgeBase, visibility


def is_public(article: Article, kb: KnowledgeBase) -> bool:
    """Say whether everyone sees the article, or would once it is published."""
    hidden = visibility.status(article) == "archived"
    return not hidden and visibility.audience_rank(article, kb.config.audience) == 0


def internal_at(article: Article, offset: int) -> bool:
    """Say whether a public build leaves the place at `offset` out."""
    return any(span.start <= offset < span.end for span in internal_spans(article))
