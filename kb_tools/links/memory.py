"""What is worked out once for a knowledge base, and asked for by every article of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from kb_tools.corpus import KnowledgeBase
from kb_tools.garbage import uncollected

T = TypeVar("T")


def once(make: Callable[[KnowledgeBase], T]) -> Callable[[KnowledgeBase], T]:
    """Decorate a function of a knowledge base so that it runs once for each base.

    A base is never changed, so the result stays true; it goes when the base goes, which
    is why a result must not hold the base itself.
    """
    made: WeakKeyDictionary[KnowledgeBase, T] = WeakKeyDictionary()

    @wraps(make)
    def remembered(kb: KnowledgeBase) -> T:
        if kb not in made:
            with uncollected():
                made[kb] = make(kb)
        return made[kb]

    return remembered
