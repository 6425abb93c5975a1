"""Where an article's links lead."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase, Resolution


def targets(article: Article, kb: KnowledgeBase) -> Iterator[tuple[Link, Resolution]]:
    """Yield an article's links, each with where it leads."""
    for link in article.links:
        yield link, kb.resolve(link.target, article)
