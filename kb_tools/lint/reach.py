"""Whose links may lead elsewhere when articles come, go or are found by other names.

A link can only lead elsewhere if its last word, `login` of `../faq/login.md#a`, is that of a name
which came or went; or if it is dead, and what came or went is spelled nearly alike; or if it
starts at the root, and the folders are others. One article too many costs a millisecond.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary, ref

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase, addresses, nearest, resolution
from kb_tools.corpus.gathering import Holders, Led, counting, holding, only_changed
from kb_tools.corpus.naming import Name
from kb_tools.links.pinned import pins

ROOT = "/"
"""Placeholder for the links that start at the root of a site that nobody described."""

_Reach = frozenset[str] | None
_Known = tuple[ref[KnowledgeBase], frozenset[str], _Reach]
_known: WeakKeyDictionary[KnowledgeBase, _Known] = WeakKeyDictionary()


def reached(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> _Reach:
    """Return the articles that changed, and those whose links may lead elsewhere.

    None where those of any article may.
    """
    found = _known.get(kb)
    if found is None or found[0]() is not before or found[1] != changed:
        found = _known[kb] = ref(before), changed, _reached(before, kb, changed)
    return found[2]


def _reached(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> _Reach:
    renamed = [path for path in changed if _name(before, path) != _name(kb, path)]
    other = before.files ^ kb.files
    if not renamed and not other:
        return changed
    if (before.layout, before.languages, before.facts) != (kb.layout, kb.languages, kb.facts):
        return None
    names = {name for path in renamed for one in (before, kb) for name in _names(one, path)}
    lasts = {_last(name) for name in (*names, *other)}
    if before.folders != kb.folders or before.address_folders != kb.address_folders:
        lasts.add(ROOT)
    led = (path for last in lasts for path in _ends(before).get(last, ()))
    return changed.union(led, _meant(before, {*renamed, *other}))


def _name(kb: KnowledgeBase, path: str) -> Name | None:
    return Name.of(kb.articles[path], kb.layout) if path in kb.articles else None


def _names(kb: KnowledgeBase, path: str) -> Iterator[str]:
    """Yield all that a link to an article can be written with; nothing if it is not there."""
    own = _name(kb, path)
    if own is not None:
        yield from (path, own.id, *own.permalinks, *own.aliases)


def _last(name: str) -> str:
    return posixpath.basename(addresses.address(name))


def _observed(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Yield the last words of an article's links and pins."""
    for target in dict.fromkeys(_targets(article)):
        path = resolution.within(target, kb)
        if path:
            yield from _lasts(path, article, kb)


def _targets(article: Article) -> Iterator[str]:
    yield from (link.target for link in article.links)
    yield from (pin.value for pin in pins(article))


def _lasts(path: str, article: Article, kb: KnowledgeBase) -> Iterator[str]:
    if path.startswith(ROOT) and not kb.facts.known:
        yield ROOT
    for way in dict.fromkeys((path, unquote(path))):
        last = _last(way)
        yield last
        if not last.strip("."):  # the folder that contains it, or one above
            for place in resolution.places(kb, path, article):
                yield _last(place)


_ends = holding(_observed, _observed, only_changed)


def _dead(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Yield what an article's dead links name."""
    for target in dict.fromkeys(_targets(article)):
        if kb.resolve(target, article).status == "missing":
            file = resolution.candidate(kb, target, article)
            yield from map(nearest.name, (file, kb.layout.place(file).key))


_lost = holding(_dead, _dead, reached)


def _meant(kb: KnowledgeBase, paths: Iterable[str]) -> Iterator[str]:
    """Yield the articles with a dead link that is spelled nearly like one of these paths."""
    dead = _lost(kb)
    names = {nearest.name(one) for path in paths for one in (path, kb.layout.place(path).key)}
    for name in names:
        for other in nearest.close(name, dead):
            yield from dead[other]


def counted_led(observe: Led) -> Callable[[KnowledgeBase], Any]:
    """Do what `gathering.counted` does for what depends on where an article's links lead, too."""
    return counting(observe, observe, reached)


def holders_led(keys: Led) -> Callable[[KnowledgeBase], Holders]:
    """Do what `gathering.holders` does for what depends on where an article's links lead, too."""
    return holding(keys, keys, reached)
