"""Where an article's links lead, worked out once for all rules that ask."""

from __future__ import annotations

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.lint.house import per_base

Targets = tuple[tuple[Link, Resolution], ...]


def targets(article: Article, kb: KnowledgeBase) -> Targets:
    """Return an article's links, each with where it leads."""
    known = _known(kb)
    if article.path not in known:
        known[article.path] = tuple(
            (link, kb.resolve(link.target, article)) for link in article.links
        )
    return known[article.path]


@per_base
def _known(kb: KnowledgeBase) -> dict[str, Targets]:  # noqa: ARG001 - one table for each base
    return {}
