"""What a rule works out from one article and needs again: while it counts, and while it checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kb_tools.article import Article

T = TypeVar("T")


def fact(make: Callable[[Article], T]) -> Callable[[Article], T]:
    """Remember what `make` says of an article as long as the article lives."""

    @wraps(make)
    def remembered(article: Article) -> T:
        known = article.facts
        if make not in known:
            known[make] = make(article)
        found: T = known[make]
        return found

    return remembered
