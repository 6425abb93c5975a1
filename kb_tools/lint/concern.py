"""Whose findings an edit changes, besides those of the articles that were edited.

A rule that looks at other articles says so by its `concerns`, in the least that is true: then a
check after an edit goes through a handful of articles instead of ten thousand. Articles may have
been edited, have come, gone or got other names; the options, the site, the languages and the
layout are the same. A function of this kind must never leave out an article; one too many costs
a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.relatives import relatives
from kb_tools.links.pinned import pins
from kb_tools.lint.anchors import swallowed, takes_in
from kb_tools.lint.reach import holders_led, reached

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


def linking(
    before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern the articles that link to one that looks otherwise from there, or now elsewhere."""
    seen = [path for path in changed if _sight(before, path) != _sight(after, path)]
    return _with_sources(before, after, seen, changed)


def linking_translated(
    before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern, besides, the articles that link to a translation of one that looks otherwise."""
    seen = frozenset(path for path in changed if _sight(before, path) != _sight(after, path))
    versions = kin(before, after, seen)
    found = _with_sources(before, after, seen | versions, changed)
    return None if found is None else {*found, *versions}


def reading_links(
    before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern the articles that link to one, or are its translations: they read its text."""
    found = _with_sources(before, after, changed, changed)
    return None if found is None else {*found, *kin(before, after, changed)}


def _with_sources(
    before: KnowledgeBase, after: KnowledgeBase, targets: Iterable[str], changed: frozenset[str]
) -> Collection[str] | None:
    led = reached(before, after, changed)
    return None if led is None else led.union(*(_sources(after).get(p, ()) for p in targets))


def kin(before: KnowledgeBase, after: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles that share an id, or a path but for the language."""
    bases = (before, after)
    return {other for kb in bases for path in changed for other in relatives(kb).get(path, ())}


def _sight(kb: KnowledgeBase, path: str) -> tuple[object, ...]:
    """Return what can be learnt about an article by following a link to it."""
    if path not in kb.articles:
        return ()
    article = kb.articles[path]
    whole = article.meta_fault is not None or "{#" in article.text
    headings = [(h.text, h.id, h.text_span.of(article.text)) for h in article.headings]
    own = (article.title, article.kind, dict(article.meta), headings, article.anchors)
    more = (takes_in(article, known=kb.facts.known), article.text if whole else "")
    return (*own, *swallowed(article), *more)


@holders_led
def _sources(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Yield where an article's links and pins lead, or what a dead one is likely meant for."""
    for target in (*(link.target for link in article.links), *(p.value for p in pins(article))):
        found = kb.resolve(target, article)
        if found.status == "missing" and found.nearest is not None:
            found = kb.resolve(found.nearest, article)
        if found.article is not None and found.article.path != article.path:
            yield found.article.path
