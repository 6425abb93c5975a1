"""What a knowledge base's own articles say about its habits, learned once for each base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted
from kb_tools.language import normal
from kb_tools.lint.data import table
from kb_tools.regex import regex

_TEMPLATE = regex(r"(?:^|[/_-])templates?(?:[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class Habits:
    """How the articles of a base are kept."""

    managed: bool
    """Its front matter is that of kb_tools: at least half of the articles say their `kind`."""
    keys: Mapping[str, int]
    """How many articles use each front matter key."""


def habits(kb: KnowledgeBase) -> Habits:
    """Learn a base's habits from its articles."""
    kinds = _kinds(kb)[True]
    managed = bool(kb.config.lint.required_keys) or 2 * kinds >= max(1, len(kb.articles))
    return Habits(managed, _keys(kb))


@counted
def _keys(article: Article) -> Iterable[str]:
    return tuple(article.meta)


@counted
def _kinds(article: Article) -> Iterable[bool]:
    return (is_kind(article.meta.get("kind")),)


def is_kind(value: object) -> bool:
    """Say whether a front matter value is one of the kinds of articles."""
    return isinstance(value, str) and value in table("keys")["kind"]


def is_chinese(article: Article) -> bool:
    """Say whether an article is written in Chinese."""
    return article.lang.startswith("zh")


def is_template(article: Article) -> bool:
    """Say whether a file is there to be copied by writers, not to be read by customers."""
    path = article.path.lower()
    return "template" in path and _TEMPLATE.search(path) is not None


def locale(article: Article) -> str:
    """Return the article's language, with the region that its path gives: zh-TW beside zh-HK."""
    if not article.lang.startswith("zh"):
        return article.lang
    parts = (part.strip("_") for part in article.path.replace(".", "/").split("/"))
    return next((part for part in parts if normal(part) == article.lang), article.lang)
