"""What is learned from all articles at once, and kept up to date edit by edit.

A base is never changed: an edit makes another one, which knows its ancestors. What was
gathered from an ancestor is gathered again only for the articles that differ, so that one edit
costs no more among ten thousand articles than among ten. What has a `Form` outlives the process,
too: a base that was read from a database finds it in its `archive`.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
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
Led = Callable[[Article, "KnowledgeBase"], Iterable[Hashable]]
Touched = Callable[["KnowledgeBase", "KnowledgeBase", frozenset[str]], frozenset[str] | None]
"""(before, after, the paths that differ) to those that are to be looked at; None for all."""
Holders = Mapping[Any, tuple[str, ...]]
"""The paths of the articles that have a key, in order, by key."""
Archive = Mapping[str, str]
"""What was gathered from a base, as JSON, by the name of what gathered it."""

LONGEST = 8
"""How many ancestors a base knows, at most."""


class Ancestor(NamedTuple):
    """A base that another was made of, and the paths whose articles differ between the two."""

    base: ref[KnowledgeBase]
    changed: frozenset[str]


class Form(NamedTuple):
    """How a result is written as plain values and read again, and what it is called.

    `same(before, kb, changed)` says, cheaply, that it holds after articles were edited, came or
    went.
    """

    name: str
    plain: Callable[[Any], Any]
    made: Callable[[Any], Any]
    same: Callable[[KnowledgeBase, KnowledgeBase, frozenset[str]], bool]


_FORMS: dict[str, tuple[Form, Callable[[KnowledgeBase], Any]]] = {}
_EVERY: list[tuple[Callable[[KnowledgeBase], bool], Callable[[KnowledgeBase], object]]] = []
"""All that is gathered: whether it is known of a base, and what makes it known."""


def archived(
    kb: KnowledgeBase, without: Iterable[str] = (), names: Iterable[str] | None = None
) -> dict[str, str]:
    """Return what is gathered from a base, as JSON: all of it, or what has these names.

    What the modules `without` gather is left out.
    """
    wanted = _FORMS.keys() if names is None else _FORMS.keys() & set(names)
    out = tuple(f"{module}." for module in without)
    return {
        name: _text(_FORMS[name][0].plain(_FORMS[name][1](kb)))
        for name in sorted(wanted)
        if not name.startswith(out)
    }


def outdated(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Return the names of what an archive of `before` has and what an edit changed."""
    there = before.archive.keys()
    return {n for n in _FORMS.keys() & there if not _FORMS[n][0].same(before, kb, changed)}


def carry(before: KnowledgeBase, kb: KnowledgeBase) -> None:
    """Gather from a base all that is known of another, so that a later edit only adapts it."""
    for is_known, gathered in _EVERY:
        if is_known(before):
            gathered(kb)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lineage(kb: KnowledgeBase, changed: Iterable[str]) -> tuple[Ancestor, ...]:
    """Return the ancestors of a base that is made of `kb` by changing some articles."""
    paths = frozenset(changed)
    older = (Ancestor(a.base, a.changed | paths) for a in kb.ancestors if a.base() is not None)
    return (Ancestor(ref(kb), paths), *older)[:LONGEST]


def once(
    make: Callable[[KnowledgeBase], T],
    adapt: Callable[[KnowledgeBase, T, KnowledgeBase, frozenset[str]], T] | None = None,
    form: Form | None = None,
) -> Callable[[KnowledgeBase], T]:
    """Remember what `make` says of each base, as long as the base lives.

    `adapt(before, its, kb, changed)` makes it of what is known of an ancestor instead. A result
    must not hold the base itself.
    """
    known: WeakKeyDictionary[KnowledgeBase, T] = WeakKeyDictionary()

    def is_known(kb: KnowledgeBase) -> bool:
        if kb not in known and form is not None and (text := kb.archive.get(form.name)):
            known[kb] = form.made(json.loads(text))
        return kb in known

    @wraps(make)
    def remembered(kb: KnowledgeBase) -> T:
        if (found := known.get(kb)) is not None:  # rules ask for every article
            return found
        if not is_known(kb):
            ancestor = None if adapt is None else next(_among(kb, is_known), None)
            if adapt is None or ancestor is None:
                known[kb] = make(kb)
            else:
                before, changed = ancestor
                known[kb] = adapt(before, known[before], kb, changed)
        return known[kb]

    _EVERY.append((is_known, remembered))
    if form is not None:
        _FORMS[form.name] = form, remembered
    return remembered


def _among(
    kb: KnowledgeBase, is_known: Callable[[KnowledgeBase], bool]
) -> Iterator[tuple[KnowledgeBase, frozenset[str]]]:
    for ancestor in kb.ancestors:
        before = ancestor.base()
        if before is not None and is_known(before):
            there = (p for p in ancestor.changed if p in before.articles or p in kb.articles)
            yield before, frozenset(there)  # without what came and went meanwhile


def only_changed(
    _before: KnowledgeBase, _kb: KnowledgeBase, changed: frozenset[str]
) -> frozenset[str]:
    """Look at the articles that differ, as a caller who looks at nothing else needs to."""
    return changed


def counted(observe: Observe) -> Callable[[KnowledgeBase], Counter[Any]]:
    """Make a function of a base that counts what `observe` yields for its articles.

    It may yield things, or a mapping of things to how many there are.
    """
    return counting(lambda article, _: observe(article), observe, only_changed)


def counting(
    observe: Led, named: Callable[..., object], touched: Touched
) -> Callable[[KnowledgeBase], Counter[Any]]:
    """Do the same for what depends on other articles, too: `touched` says whose count may differ.

    What is kept is called after the function `named`.
    """

    def total(kb: KnowledgeBase) -> Counter[Any]:
        counts: Counter[Any] = Counter()
        for article in kb.articles.values():
            counts.update(observe(article, kb))
        return counts

    def adapted(
        before: KnowledgeBase, counts: Counter[Any], kb: KnowledgeBase, changed: frozenset[str]
    ) -> Counter[Any]:
        paths = touched(before, kb, changed)
        if paths is None:
            return total(kb)
        counts = counts.copy()
        for path in paths:
            counts.subtract(_of(before, path, observe))
            counts.update(_of(kb, path, observe))
        return +counts

    def plain(counts: Counter[Any]) -> list[Any]:
        return [*counts.items()]

    def made(rows: list[list[Any]]) -> Counter[Any]:
        return Counter({_key(key): count for key, count in rows})

    return once(total, adapted, Form(_name(named), plain, made, _same(observe, Counter, touched)))


def holders(keys: Observe) -> Callable[[KnowledgeBase], Holders]:
    """Make a function of a base that says which of its articles have each of their keys."""
    return holding(lambda article, _: keys(article), keys, only_changed)


def holding(
    keys: Led, named: Callable[..., object], touched: Touched
) -> Callable[[KnowledgeBase], Holders]:
    """Do the same for keys that depend on other articles, too: as `counting` does."""

    def found(kb: KnowledgeBase) -> dict[Any, tuple[str, ...]]:
        lists: dict[Any, list[str]] = {}
        for path in sorted(kb.articles):
            for key in dict.fromkeys(keys(kb.articles[path], kb)):
                lists.setdefault(key, []).append(path)
        return {key: tuple(paths) for key, paths in lists.items()}

    def adapted(
        before: KnowledgeBase,
        known: Mapping[Any, tuple[str, ...]],
        kb: KnowledgeBase,
        changed: frozenset[str],
    ) -> dict[Any, tuple[str, ...]]:
        paths = touched(before, kb, changed)
        if paths is None:
            return found(kb)
        out = dict(known)
        for path in paths:
            old, new = set(_of(before, path, keys)), set(_of(kb, path, keys))
            out |= {key: _without(out[key], path) for key in old - new}
            out |= {key: _with(out.get(key, ()), path) for key in new - old}
        return {key: paths for key, paths in out.items() if paths}

    def plain(lists: Holders) -> list[Any]:
        return [*lists.items()]

    def made(rows: list[list[Any]]) -> dict[Any, tuple[str, ...]]:
        return {_key(key): tuple(paths) for key, paths in rows}

    return once(found, adapted, Form(_name(named), plain, made, _same(keys, set, touched)))


def each_kept(make: Callable[[Article], bytes]) -> Callable[[KnowledgeBase], Mapping[str, bytes]]:
    """Make a function of a base that says of each article what `make` does, by path, if anything.

    It goes by the article alone.
    """

    def made(kb: KnowledgeBase) -> dict[str, bytes]:
        return {p: data for p in sorted(kb.articles) if (data := make(kb.articles[p]))}

    def adapted(
        before: KnowledgeBase,  # noqa: ARG001 - as `once` asks
        known: Mapping[str, bytes],
        kb: KnowledgeBase,
        changed: frozenset[str],
    ) -> Mapping[str, bytes]:
        out = {path: data for path, data in known.items() if path not in changed}
        there = (path for path in changed if path in kb.articles)
        return out | {path: data for path in there if (data := make(kb.articles[path]))}

    def same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
        return all(of(before, path) == of(kb, path) for path in changed)

    def of(kb: KnowledgeBase, path: str) -> bytes:
        return make(kb.articles[path]) if path in kb.articles else b""

    def plain(known: Mapping[str, bytes]) -> dict[str, str]:
        return {path: b64encode(data).decode("ascii") for path, data in known.items()}

    def read(rows: Mapping[str, str]) -> dict[str, bytes]:
        return {path: b64decode(data) for path, data in rows.items()}

    return once(made, adapted, Form(_name(make), plain, read, same))


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _key(value: Any) -> Any:  # noqa: ANN401 - whatever an observer yields
    return tuple(map(_key, value)) if isinstance(value, list) else value


def _same(
    observe: Led, collect: Callable[[Iterable[Hashable]], object], touched: Touched
) -> Callable[[KnowledgeBase, KnowledgeBase, frozenset[str]], bool]:
    def same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
        paths = touched(before, kb, changed)
        return paths is not None and all(
            collect(_of(before, path, observe)) == collect(_of(kb, path, observe)) for path in paths
        )

    return same


def named(article: Article) -> tuple[object, ...]:
    """Return all by which an article is found."""
    old = [*addresses.old_addresses(article)]
    links = [*addresses.permalinks(article)]
    return article.lang, article.id, "id" in article.meta, links, old


def same_names(before: KnowledgeBase, after: KnowledgeBase, changed: Iterable[str]) -> bool:
    """Tell whether the articles of two bases are found by the same paths, ids and addresses."""
    return before.articles.keys() == after.articles.keys() and all(
        named(before.articles[path]) == named(after.articles[path])
        for path in changed
        if path in after.articles
    )


def _of(kb: KnowledgeBase, path: str, observe: Led) -> Iterable[Hashable]:
    return observe(kb.articles[path], kb) if path in kb.articles else ()


def _without(paths: tuple[str, ...], path: str) -> tuple[str, ...]:
    return tuple(other for other in paths if other != path)


def _with(paths: tuple[str, ...], path: str) -> tuple[str, ...]:
    at = bisect_left(paths, path)
    return (*paths[:at], path, *paths[at:])
