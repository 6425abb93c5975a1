"""Whose findings an edit changes, besides those of the articles that were edited.

A rule that looks at other articles says so by its `concerns`, in the least that is true: then a
check after an edit goes through a handful of articles instead of ten thousand. A function of
this kind is asked only where every article is still found by the same names, the site and the
options are the same, and articles differ in what they say. It must never leave out an article;
one too many costs a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import Form, holders_led, once, same_names
from kb_tools.links.pinned import pins

Concerns = Callable[[KnowledgeBase, KnowledgeBase, frozenset[str]], Collection[str] | None]
"""(before, after, the paths of the articles that differ) to paths; None for any article."""


def anybody(_before: KnowledgeBase, _after: KnowledgeBase, _changed: frozenset[str]) -> None:
    """Concern every article, as rules do that do not know better."""


def nobody(_before: KnowledgeBase, _after: KnowledgeBase, _changed: frozenset[str]) -> tuple[()]:
    """Concern no other article: the rule looks at names only, or at nothing else."""
    return ()


def all_unless_same(conclusion: Callable[[KnowledgeBase], object]) -> Concerns:
    """Concern every article when the base as a whole says something else than before."""

    def concerns(
        before: KnowledgeBase, after: KnowledgeBase, _changed: frozenset[str]
    ) -> tuple[()] | None:
        return () if conclusion(before) == conclusion(after) else None

    return concerns


def linking(before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles that link to one that looks otherwise from there."""
    seen = [p for p in changed if _sight(before.articles[p]) != _sight(after.articles[p])]
    return {source for path in seen for source in _sources(after).get(path, ())}


def reading_links(before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles that link to one, or are its translations: they read its text."""
    sources = {source for path in changed for source in _sources(after).get(path, ())}
    return sources | kin(before, after, changed)


def kin(_before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles that share an id, or a path but for the language."""
    return {other for path in changed for other in relatives(after).get(path, ())}


def _sight(article: Article) -> tuple[object, ...]:
    """Return what can be told of an article by following a link to it."""
    whole = article.meta_fault is not None or "{#" in article.text
    headings = [(h.text, h.id, h.text_span.of(article.text)) for h in article.headings]
    own = (article.title, article.kind, dict(article.meta), headings, article.anchors)
    return (*own, article.text if whole else "")


@holders_led
def _sources(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Yield where an article's links and pins lead, or what a dead one is likely meant for."""
    for target in (*(link.target for link in article.links), *(p.value for p in pins(article))):
        found = kb.resolve(target, article)
        if found.status == "missing" and found.nearest is not None:
            found = kb.resolve(found.nearest, article)
        if found.article is not None and found.article.path != article.path:
            yield found.article.path


def _groups(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, article in sorted(kb.articles.items()):
        named["key", kb.layout.key(article)].append(path)
        named["id", article.id].append(path)
    found: dict[str, set[str]] = defaultdict(set)
    for paths in named.values():
        for path in paths if len(paths) > 1 else ():
            found[path].update(paths)
    return {path: tuple(sorted(others - {path})) for path, others in found.items()}


def _same_groups(
    before: KnowledgeBase,
    known: Mapping[str, tuple[str, ...]],
    kb: KnowledgeBase,
    changed: frozenset[str],
) -> Mapping[str, tuple[str, ...]]:
    return known if same_names(before, kb, changed) else _groups(kb)


relatives = once(
    _groups,
    _same_groups,
    Form(f"{__name__}.relatives", dict, lambda rows: rows, lambda *_: True),
)
"""The articles that share an id with another, or a path but for the language, by path."""
