"""What a knowledge base with new texts takes over from the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kb_tools.article import Article
from kb_tools.corpus import addresses
from kb_tools.corpus.cache.lazy import Families, Places
from kb_tools.corpus.gathering import lineage, named
from kb_tools.corpus.resolution import Resolution

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

Pairs = list[tuple[Article, Article]]
"""Articles as they were and as they are, at the same path."""

_INDEXES: Mapping[str, Callable[[Article], Iterable[str]]] = {
    "by_address": lambda article: (addresses.address(article.path),),
    "aliases": addresses.old_addresses,
    "permalinks": lambda article: addresses.by_permalink({article.path: article}),
}


def inherited(
    before: KnowledgeBase, changed: Mapping[str, Article], articles: Mapping[str, Article]
) -> dict[str, object]:
    """Return the cached properties of a base that hold with new versions of articles, too.

    Little holds when an article is new at its path: it may even change the layout.
    """
    own = before.__dict__
    kept: dict[str, object] = {"ancestors": lineage(before, changed)}
    if not changed.keys() <= before.articles.keys():
        return kept
    pairs = [(before.articles[path], article) for path, article in changed.items()]
    kept |= _taken(own, "layout", "_folders")
    if all(old.lang == new.lang for old, new in pairs):
        kept |= _taken(own, "langs", "languages", "_names")
        if "_by_key" in own:
            kept["_by_key"] = _translated(own["_by_key"], pairs, before.layout.key, articles)
    if all(named(old) == named(new) for old, new in pairs):
        kept |= _taken(own, "address_folders", "nav")
        kept |= {
            name: _swapped(own[name], pairs, keys, articles)
            for name, keys in _INDEXES.items()
            if name in own
        }
        if "by_id" in own:
            kept["by_id"] = _translated(own["by_id"], pairs, lambda one: one.id, articles)
        if "_resolved" in own:
            kept["_resolved"] = _resolved(own["_resolved"], pairs)
    return kept


def _taken(own: Mapping[str, Any], *names: str) -> dict[str, object]:
    return {name: own[name] for name in names if name in own}


def _swapped(
    index: Mapping[str, Article],
    pairs: Pairs,
    keys: Callable[[Article], Iterable[str]],
    articles: Mapping[str, Article],
) -> Mapping[str, Article]:
    if isinstance(index, Places):
        return index.over(articles)
    out = dict(index)
    for old, new in pairs:
        out |= {key: new for key in keys(new) if out.get(key) is old}
    return out


def _translated(
    index: Mapping[str, Mapping[str, Article]],
    pairs: Pairs,
    name: Callable[[Article], str],
    articles: Mapping[str, Article],
) -> Mapping[str, Mapping[str, Article]]:
    if isinstance(index, Families):
        return index.over(articles)
    out = dict(index)
    for old, new in pairs:
        if out[name(new)][new.lang] is old:
            out[name(new)] = {**out[name(new)], new.lang: new}
    return out


Resolved = dict[str, dict[str, Resolution]]
"""Where links lead, by the path of their source and by target."""


def _resolved(known: Resolved, pairs: Pairs) -> Resolved:
    """Return where links lead as long as every article is found by the same names.

    Those that lead to an article that is no more are worked out again when they are asked for:
    `KnowledgeBase.resolve` looks.
    """
    out = known.copy()
    for old, _ in pairs:
        out.pop(old.path, None)
    return out
