"""What a translation was made of: its original, and the original's revision."""

from __future__ import annotations

from kb_tools.article import Article
from kb_tools.corpus.knowledge_base import KnowledgeBase


def original(article: Article, kb: KnowledgeBase) -> Article | None:
    """Return what an article with a `source_rev` was translated from."""
    if "source_rev" not in article.meta_spans:
        return None
    others = kb.translations(article)
    first = next((others[lang] for lang in kb.languages if lang in others), article)
    return None if first.path == article.path else first


def revision(article: Article) -> str:
    """Return the `source_rev` as it is written: YAML takes some hashes for numbers."""
    return article.meta_spans["source_rev"].of(article.text).strip("\"' ")
