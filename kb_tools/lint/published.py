"""Whether readers knew an address, and whether it still leads somewhere."""

from __future__ import annotations

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address, led_on
from kb_tools.corpus.visibility import is_public

_OWN_ADDRESS = ("permalink", "slug", "url")
"""Front matter keys by which other generators give a page an address apart from its path."""


def was_read(article: Article, kb: KnowledgeBase) -> bool:
    """Tell whether any readers see an article at the address that its path gives it."""
    own = any(article.meta.get(key) for key in _OWN_ADDRESS)
    return not own and is_public(article, kb.config.audience[-1], kb.config.audience)


def leads_on(path: str, kb: KnowledgeBase) -> bool:
    """Tell whether an article's old address shows a page or redirects to one."""
    old = address(kb.facts.placed(path))
    known = old == "" or old in kb.by_address or old in kb.aliases
    return known or old in led_on(kb.facts.redirects)
