"""How akin articles are: by text (`similar`), product, tags and their neighbours in the graph.

Once worked out for a base, it follows the edits: only articles that an edit brings nearer to
others, or takes farther away, are looked at again, and all is as if it were worked out anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from kb_tools import related_list
from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.garbage import uncollected
from kb_tools.links import phrases, similar
from kb_tools.links.graph import Edge, LinkGraph
from kb_tools.links.linkable import covered
from kb_tools.links.similar import Similarity

INBOUND = 0.1
"""What a link from the other article to this one adds to the score."""
TOGETHER = 0.1
"""What being linked from the same articles adds, at most."""
CROWD = 20
"""An article that links to more others is a table of contents: it says nothing of kinship."""
TAGS = 0.05
"""What having the same tags adds, at most; another product takes twice as much away."""

Found = Mapping[str, tuple["Kin", ...]]


class Kin(NamedTuple):
    """An article that belongs beside another, and how much (about 0 to 1.5)."""

    article: Article
    score: float


class _Subject(NamedTuple):
    tags: frozenset[str]
    product: frozenset[str]


class _Links(NamedTuple):
    """Where an article's text leads, and its list of related articles."""

    text: frozenset[str]
    listed: frozenset[str]


_NOWHERE = _Links(frozenset(), frozenset())


class Kinship:
    """What is known of the base that was asked for last; asked for another, it learns that one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._articles: dict[str, Article] = {}
        self._edges: dict[str, tuple[Edge, ...]] = {}
        self._links: dict[str, _Links] = {}
        self._subjects: dict[str, _Subject] = {}
        self._together: dict[str, Counter[str]] = defaultdict(Counter)
        self._alike: dict[str, Similarity] = {}
        self._found: dict[str, tuple[Kin, ...]] = {}

    def of(self, kb: KnowledgeBase) -> Found:
        """Return for each article of a base the ones in its language most akin, best first."""
        with self._lock, uncollected():
            try:
                self._learn(kb)
            except BaseException:
                self._forget()  # half of an edit is worse than nothing
                raise
            return MappingProxyType(dict(self._found))

    def _learn(self, kb: KnowledgeBase) -> None:
        before, now = self._articles, dict(kb.articles)
        changed = {p for p in before.keys() | now.keys() if before.get(p) is not now.get(p)}
        if any(p in now and p in before and before[p].lang != now[p].lang for p in changed):
            self._forget()
            self._learn(kb)
            return
        graph = LinkGraph.of(kb)
        self._articles = now
        self._subjects |= {p: _subject(now[p]) for p in changed & now.keys()}
        stale = changed | self._relinked(graph, changed) | self._reworded(before, changed)
        names = ((path, {k.article.path for k in kin}) for path, kin in self._found.items())
        stale |= {path for path, near in names if not near.isdisjoint(changed)}
        for path in stale - now.keys():
            self._found.pop(path, None)
        for path in stale & now.keys():
            kin = self._kin(graph, now[path])
            self._found[path] = tuple(sorted(kin, key=lambda k: (-k.score, k.article.path)))

    def _relinked(self, graph: LinkGraph, changed: set[str]) -> set[str]:
        """Take over the links; return the articles with other neighbours in the graph."""
        edges = graph.outgoing
        other = {p for p, out in edges.items() if self._edges.get(p) is not out} | changed
        other |= self._links.keys() - edges.keys()
        self._edges = dict(edges)
        stale: set[str] = set()
        for path in other:
            old, new = self._links.get(path, _NOWHERE), _links(edges.get(path, ()), path)
            self._links[path] = new
            if old != new or path in changed:
                self._count(old.text, -1)
                self._count(new.text, 1)
                stale |= {path, *old.text, *new.text}
        return stale

    def _count(self, targets: frozenset[str], times: int) -> None:
        """Count articles that are linked from the same article, once more or less."""
        for target in targets if len(targets) <= CROWD else ():
            counts = self._together[target]
            for other in targets - {target}:
                counts[other] += times
                if not counts[other]:
                    del counts[other]

    def _reworded(self, before: Mapping[str, Article], changed: set[str]) -> set[str]:
        """Take over the texts; return the articles with other scores of likeness."""
        stale: set[str] = set()
        by_lang: dict[str, dict[str, similar.Document | None]] = defaultdict(dict)
        for path in sorted(changed):
            now = self._articles.get(path)
            lang = before[path].lang if now is None else now.lang
            by_lang[lang][path] = None if now is None else _document(now)
        for lang, texts in by_lang.items():
            alike = self._alike.setdefault(lang, Similarity({}))
            change = alike.update(texts)
            stale |= change.rows
            weighed = change.weights
            stale |= {p for p, to in self._links.items() if not weighed.isdisjoint(to.listed)}
        return stale

    def _kin(self, graph: LinkGraph, article: Article) -> Iterator[Kin]:
        path, own = article.path, self._articles
        listed = sorted(o for o in self._links[path].listed if own[o].lang == article.lang)
        scores = self._alike[article.lang].like(path, listed)
        inbound = {e.source for e in graph.incoming.get(path, ()) if e.kind == "text"}
        together = self._together.get(path, Counter[str]())
        most = max(together.values(), default=1)
        for other in {*scores, *(o for o in inbound if own[o].lang == article.lang)}:
            score = scores.get(other, 0.0)
            score += INBOUND * (other in inbound) + TOGETHER * together[other] / most
            same = _same_subject(self._subjects[path], self._subjects[other])
            yield Kin(own[other], score + same)


def _document(article: Article) -> similar.Document:
    written = related_list.block(article)
    prose = covered(article.prose, [written]) if written else article.prose
    return similar.document(article.title, prose.replace("\0", " ").rstrip())


def _links(edges: tuple[Edge, ...], path: str) -> _Links:
    to: dict[str, set[str]] = {"text": set(), "related": set(), "pinned": set()}
    for edge in edges:
        to[edge.kind].add(edge.target)
    return _Links(frozenset(to["text"] - {path}), frozenset(to["related"] - {path}))


def _subject(article: Article) -> _Subject:
    return _Subject(_words(article, "tags"), _words(article, "product"))


def _same_subject(one: _Subject, two: _Subject) -> float:
    mine, theirs = one.tags, two.tags
    tags = len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
    apart = bool(one.product and two.product) and one.product.isdisjoint(two.product)
    return TAGS * tags - 2 * TAGS * apart


def _words(article: Article, key: str) -> frozenset[str]:
    value = article.meta.get(key)
    found = value if isinstance(value, list | tuple) else [value]
    return frozenset(phrases.normal(str(word)) for word in found if word not in (None, ""))
