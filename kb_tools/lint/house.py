"""What a knowledge base's own articles say about its habits, learned once for each base."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.data import table

T = TypeVar("T")


def per_base(compute: Callable[[KnowledgeBase], T]) -> Callable[[KnowledgeBase], T]:
    """Compute something once for each knowledge base, and keep it as long as the base."""
    known: WeakKeyDictionary[KnowledgeBase, T] = WeakKeyDictionary()

    def remembered(kb: KnowledgeBase) -> T:
        if kb not in known:
            known[kb] = compute(kb)
        return known[kb]

    return remembered


@dataclass(frozen=True, slots=True)
class Habits:
    """How the articles of a base are kept."""

    managed: bool
    """Its front matter is that of kb_tools: at least half of the articles say their `kind`."""
    keys: Mapping[str, int]
    """How many articles use each front matter key."""


@per_base
def habits(kb: KnowledgeBase) -> Habits:
    """Learn a base's habits from its articles."""
    keys = Counter(key for article in kb.articles.values() for key in article.meta)
    kinds = sum(is_kind(article.meta.get("kind")) for article in kb.articles.values())
    managed = bool(kb.config.lint.required_keys) or 2 * kinds >= max(1, len(kb.articles))
    return Habits(managed, keys)


def is_kind(value: object) -> bool:
    """Say whether a front matter value is one of the kinds of articles."""
    return isinstance(value, str) and value in table("keys")["kind"]


def is_chinese(article: Article) -> bool:
    """Say whether an article is written in Chinese."""
    return article.lang.startswith("zh")


def is_template(article: Article) -> bool:
    """Say whether a file is there to be copied by writers, not to be read by customers."""
    return re.search(r"(?:^|[/_-])templates?(?:[/_.-]|$)", article.path, re.IGNORECASE) is not None
