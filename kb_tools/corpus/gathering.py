"""What is learned from all articles at once, and kept up to date edit by edit.

A base is never changed: an edit makes another one, which knows its ancestors. What was
gathered from an ancestor is gathered anew only for the articles that differ, so that one edit
costs no more among ten thousand articles than among ten.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary, ref

from kb_tools.article import Article
from kb_tools.corpus import addresses

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

T = TypeVar("T")
Observe = Callable[[Article], Iterable[Hashable]]
Holders = Mapping[Any, tuple[str, ...]]
"""The paths of the articles that have a key, in order, by key."""

LONGEST = 8
"""How many ancestors a base knows, at most."""


class Ancestor(NamedTuple):
    """A base that another was made of, and the paths whose articles differ between the two."""

    base: ref[KnowledgeBase]
    changed: frozenset[str]


def lineage(kb: KnowledgeBase, changed: Iterable[str]) -> tuple[Ancestor, ...]:
    """Return the ancestors of a base that is made of `kb` by changing some articles."""
    paths = frozenset(changed)
    older = (Ancestor(a.base, a.changed | paths) for a in kb.ancestors if a.base() is not None)
    return (Ancestor(ref(kb), paths), *older)[:LONGEST]


def once(
    make: Callable[[KnowledgeBase], T],
    adapt: Callable[[KnowledgeBase, T, KnowledgeBase, frozenset[str]], T] | None = None,
) -> Callable[[KnowledgeBase], T]:
    """Remember what `make` says of each base, as long as the base lives.

    `adapt(before, its, kb, changed)` makes it of what is known of an ancestor instead. A result
    must not hold the base itself.
    """
    known: WeakKeyDictionary[KnowledgeBase, T] = WeakKeyDictionary()

    @wraps(make)
    def remembered(kb: KnowledgeBase) -> T:
        if kb not in known:
            ancestor = next(_among(kb, known), None) if adapt is not None else None
            if adapt is None or ancestor is None:
                known[kb] = make(kb)
            else:
                before, changed = ancestor
                known[kb] = adapt(before, known[before], kb, changed)
        return known[kb]

    return remembered


def _among(
    kb: KnowledgeBase, known: WeakKeyDictionary[KnowledgeBase, T]
) -> Iterator[tuple[KnowledgeBase, frozenset[str]]]:
    for ancestor in kb.ancestors:
        before = ancestor.base()
        if before is not None and before in known:
            yield before, ancestor.changed


def counted(observe: Observe) -> Callable[[KnowledgeBase], Counter[Any]]:
    """Make a function of a base that counts what `observe` yields for its articles.

    It may yield things, or a mapping of things to how many there are.
    """

    def total(kb: KnowledgeBase) -> Counter[Any]:
        counts: Counter[Any] = Counter()
        for article in kb.articles.values():
            counts.update(observe(article))
        return counts

    def adapted(
        before: KnowledgeBase, counts: Counter[Any], kb: KnowledgeBase, changed: frozenset[str]
    ) -> Counter[Any]:
        counts = counts.copy()
        for path in changed:
            counts.subtract(_of(before, path, observe))
            counts.update(_of(kb, path, observe))
        return +counts

    return once(total, adapted)


def holders(keys: Observe) -> Callable[[KnowledgeBase], Holders]:
    """Make a function of a base that says which of its articles have each of their keys."""

    def found(kb: KnowledgeBase) -> dict[Any, tuple[str, ...]]:
        lists: dict[Any, list[str]] = {}
        for path in sorted(kb.articles):
            for key in dict.fromkeys(keys(kb.articles[path])):
                lists.setdefault(key, []).append(path)
        return {key: tuple(paths) for key, paths in lists.items()}

    def adapted(
        before: KnowledgeBase,
        known: Mapping[Any, tuple[str, ...]],
        kb: KnowledgeBase,
        changed: frozenset[str],
    ) -> dict[Any, tuple[str, ...]]:
        out = dict(known)
        for path in changed:
            old, new = set(_of(before, path, keys)), set(_of(kb, path, keys))
            for key in old - new:
                out[key] = tuple(other for other in out[key] if other != path)
                if not out[key]:
                    del out[key]
            for key in new - old:
                out[key] = _with(out.get(key, ()), path)
        return out

    return once(found, adapted)


def each(
    make: Callable[[Article, KnowledgeBase], T],
) -> Callable[[KnowledgeBase], Mapping[str, T]]:
    """Make a function of a base that says of each article what `make` does, by path.

    It may go by where the article's links lead, and by nothing else of the other articles.
    """

    def made(kb: KnowledgeBase) -> dict[str, T]:
        return {path: make(article, kb) for path, article in kb.articles.items()}

    def adapted(
        before: KnowledgeBase, known: Mapping[str, T], kb: KnowledgeBase, changed: frozenset[str]
    ) -> Mapping[str, T]:
        if not same_names(before, kb, changed) or before.files != kb.files:
            return made(kb)
        return {**known, **{path: make(kb.articles[path], kb) for path in changed}}

    return once(made, adapted)


def named(article: Article) -> tuple[object, ...]:
    """Return all by which an article is found."""
    links = [*addresses.by_permalink({article.path: article})]
    return (
        article.lang,
        article.id,
        "id" in article.meta,
        links,
        [*addresses.old_addresses(article)],
    )


def same_names(before: KnowledgeBase, after: KnowledgeBase, changed: Iterable[str]) -> bool:
    """Tell whether the articles of two bases are found by the same paths, ids and addresses."""
    return before.articles.keys() == after.articles.keys() and all(
        named(before.articles[path]) == named(after.articles[path]) for path in changed
    )


def _of(kb: KnowledgeBase, path: str, observe: Observe) -> Iterable[Hashable]:
    return observe(kb.articles[path]) if path in kb.articles else ()


def _with(paths: tuple[str, ...], path: str) -> tuple[str, ...]:
    at = bisect_left(paths, path)
    return (*paths[:at], path, *paths[at:])
