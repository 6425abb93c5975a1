"""Articles by what a writer types: a part of the title, an id, a path, in either script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import once
from kb_tools.search.terms import fold

_LIKE = 70.0
"""Similarity (0 to 100) from which a title may be meant although no letter run is shared."""


class Name(NamedTuple):
    """What an article is found by, folded: simplified, lower case, full width made half."""

    title: str
    id: str
    path: str


def articles(kb: KnowledgeBase, typed: str, limit: int, lang: str = "") -> list[Article]:
    """Return the articles that a writer likely means, best first, those in `lang` before others.

    All words typed must be there; else the letters in their order; else nearly so.
    """
    wanted = fold(typed).strip()
    ranked = sorted(
        (kb.articles[path].lang != lang, rank, len(name.title), path)
        for path, name in _names(kb).items()
        if (rank := _rank(wanted, name)) is not None
    )
    found = [path for *_, path in ranked]
    if len(found) < limit and len(wanted) > 2:
        found += [path for path in _alike(kb, wanted, limit) if path not in found]
    return [kb.articles[path] for path in found[:limit]]


def _rank(wanted: str, name: Name) -> int | None:
    """Return how well a name fits, 0 best; None when it does not."""
    if name.id == wanted or name.title.startswith(wanted):
        return 0
    if wanted in name.title or name.id.startswith(wanted):
        return 1
    words = wanted.split()
    if all(word in name.title for word in words):
        return 2
    if all(word in name.path for word in words):
        return 3
    return 4 if _in_order(wanted, name.title) else None


def _in_order(wanted: str, title: str) -> bool:
    """Tell whether the letters occur in a title in this order, with others between them."""
    letters = iter(title)
    return all(char in letters for char in wanted if char != " ")


def _alike(kb: KnowledgeBase, wanted: str, limit: int) -> Iterator[str]:
    titles = {path: name.title for path, name in _names(kb).items()}
    hits = process.extract(
        wanted, titles, scorer=fuzz.partial_ratio, score_cutoff=_LIKE, limit=limit
    )
    return (path for _, _, path in hits)


def _made(kb: KnowledgeBase) -> dict[str, Name]:
    return {path: _name(article) for path, article in kb.articles.items()}


def _adapted(
    _before: KnowledgeBase, names: Mapping[str, Name], kb: KnowledgeBase, changed: Iterable[str]
) -> dict[str, Name]:
    out = dict(names)
    for path in changed:
        out.pop(path, None)
        if path in kb.articles:
            out[path] = _name(kb.articles[path])
    return out


_names = once(_made, _adapted)


def _name(article: Article) -> Name:
    given = article.meta.get("id")
    title = re.sub(r"\s+", " ", fold(article.title))
    return Name(title, fold(str(given)) if given else "", article.path.lower())
