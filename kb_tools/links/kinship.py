"""How akin articles are: by text (`similar`), product, tags and their neighbours in the graph.

Once worked out for a base, it follows the edits: only articles that an edit brings nearer to
others, or takes farther away, are looked at again, and all is as if computed from scratch.
That outlives the process (`kept`): what differs then is detected by checksums of the articles.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import NamedTuple

from kb_tools import related_list
from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.garbage import uncollected
from kb_tools.links import kept, phrases
from kb_tools.links.document import Document, document
from kb_tools.links.following import update
from kb_tools.links.graph import Edge, LinkGraph
from kb_tools.links.kept import Known, Links, Near, Subject
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

_NOWHERE = Links(frozenset(), frozenset())


class Kin(NamedTuple):
    """An article that belongs beside another, and how much (about 0 to 1.5)."""

    article: Article
    score: float


class Found(Mapping[str, tuple[Kin, ...]]):
    """For each article the ones most akin, best first; made when they are asked for."""

    def __init__(self, near: Mapping[str, Near], articles: Mapping[str, Article]) -> None:
        self._near = near
        self._articles = articles

    def __getitem__(self, path: str) -> tuple[Kin, ...]:
        near = self._near[path]
        paths = map(near.keys.__getitem__, near.numbers)
        return tuple(map(Kin, map(self._articles.__getitem__, paths), near.scores))

    def __iter__(self) -> Iterator[str]:
        return iter(self._near)

    def __len__(self) -> int:
        return len(self._near)


class Kinship:
    """What is known of the base that was asked for last; asked for another, it learns that one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._articles: dict[str, Article] = {}
        self._edges: dict[str, tuple[Edge, ...]] = {}
        self._together: dict[str, Counter[str]] = defaultdict(Counter)
        self._known = Known()

    def of(self, kb: KnowledgeBase) -> Found:
        """Return for each article of a base the ones in its language most akin, best first."""
        with self._lock, uncollected():
            try:
                if not self._recalled(kb):
                    self._learn(kb)
            except BaseException:
                self._forget()  # half of an edit is worse than nothing
                raise
            return Found(dict(self._known.near), self._articles)

    def _recalled(self, kb: KnowledgeBase) -> bool:
        """Learn a base with what is kept on the disk, and keep what was learned."""
        with kept.opened(kb) as store:
            if store is None:
                if self._known.state is not None:
                    self._forget()  # the rest of it was in the store
                return False
            try:
                self._recall(store)
                self._learn(kb)
            except kept.DatabaseError as error:
                if not isinstance(error, kept.BusyError):
                    store.remove()
                self._forget()
                return False
            store.write(self._known)
            return True

    def _recall(self, store: kept.Store) -> None:
        known = self._known
        if known.state is None and known.links:
            return  # all of it is here
        if known.state is not None and known.state == store.state:
            store.attach(known)
            return
        self._forget()
        self._known = store.read()
        for links in self._known.links.values():
            self._count(links.text, 1)

    def _learn(self, kb: KnowledgeBase) -> None:
        known, now = self._known, dict(kb.articles)
        graph = LinkGraph.of(kb)
        changed = self._changed(now)
        self._articles = now
        stale = changed | self._retagged(changed)
        stale |= self._relinked(graph, changed)
        stale |= self._reworded(changed)
        for path in stale - now.keys():
            known.near.pop(path, None)
        for path in stale & now.keys():
            kin = sorted(self._kin(graph, now[path]), key=lambda k: (-k.score, k.article.path))
            known.near[path] = self._near(now[path].lang, kin)
        for alike in known.alike.values():
            alike.forget_pairs()
        known.touched |= stale

    def _changed(self, now: Mapping[str, Article]) -> set[str]:
        """Take over checksums; return the articles that are others than before, came or went."""
        digests, before = self._known.digests, self._articles
        gone = digests.keys() - now.keys()
        for path in gone:
            del digests[path]
        suspects = (path for path, one in now.items() if before.get(path) is not one)
        new = {path: _digest(now[path]) for path in suspects}
        changed = {path for path, digest in new.items() if digests.get(path) != digest}
        digests |= new
        return changed | gone

    def _retagged(self, changed: set[str]) -> set[str]:
        """Take over tags and products; return the articles that others see otherwise by them."""
        known, now = self._known, self._articles
        other = {}
        for path in changed:
            subject = _subject(now[path]) if path in now else None
            if path in known.subjects and known.subjects[path] != subject:
                other[path] = known.subjects[path]
            if subject is None:
                known.subjects.pop(path, None)
            else:
                known.subjects[path] = subject
        if not other:
            return set()
        return {path for path, near in known.near.items() if not other.keys().isdisjoint(near)}

    def _relinked(self, graph: LinkGraph, changed: set[str]) -> set[str]:
        """Take over the links; return the articles with other neighbours in the graph."""
        edges, links = graph.outgoing, self._known.links
        other = {p for p, out in edges.items() if self._edges.get(p) is not out} | changed
        other |= links.keys() - edges.keys()
        self._edges = dict(edges)
        stale: set[str] = set()
        for path in other:
            old, new = links.get(path, _NOWHERE), _links(edges.get(path, ()), path)
            if path in self._articles:
                links[path] = new
            else:
                links.pop(path, None)
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

    def _reworded(self, changed: set[str]) -> set[str]:
        """Take over the texts; return the articles with other scores of likeness."""
        known = self._known
        stale: set[str] = set()
        by_lang: dict[str, dict[str, Document | None]] = defaultdict(dict)
        for path in sorted(changed):
            now, lang = self._articles.get(path), known.langs.pop(path, None)
            if lang is not None:
                by_lang[lang][path] = None
            if now is not None:
                by_lang[now.lang][path] = _document(now)
                known.langs[path] = now.lang
        for lang, texts in by_lang.items():
            change = update(known.alike.setdefault(lang, Similarity()), texts)
            stale |= change.rows
            weighed = change.weights
            stale |= {p for p, to in known.links.items() if not weighed.isdisjoint(to.listed)}
        return stale

    def _kin(self, graph: LinkGraph, article: Article) -> Iterator[Kin]:
        path, own, known = article.path, self._articles, self._known
        listed = sorted(o for o in known.links[path].listed if own[o].lang == article.lang)
        scores = known.alike[article.lang].like(path, listed)
        inbound = {e.source for e in graph.incoming.get(path, ()) if e.kind == "text"}
        together = self._together.get(path, Counter[str]())
        most = max(together.values(), default=1)
        for other in {*scores, *(o for o in inbound if own[o].lang == article.lang)}:
            score = scores.get(other, 0.0)
            score += INBOUND * (other in inbound) + TOGETHER * together[other] / most
            same = _same_subject(known.subjects[path], known.subjects[other])
            yield Kin(own[other], score + same)

    def _near(self, lang: str, kin: Iterable[Kin]) -> Near:
        tables = self._known.alike[lang].tables
        numbers = array("I", (tables.numbers[k.article.path] for k in kin))
        return Near(tables.keys, numbers, array("d", (k.score for k in kin)))


def _digest(article: Article) -> bytes:
    data = f"{article.lang}\0{article.title}\0{article.source}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).digest()


def _document(article: Article) -> Document:
    written = related_list.block(article)
    prose = covered(article.prose, [written]) if written else article.prose
    return document(article.title, prose.replace("\0", " ").rstrip(), article.lang)


def _links(edges: tuple[Edge, ...], path: str) -> Links:
    to: dict[str, set[str]] = {"text": set(), "related": set(), "pinned": set()}
    for edge in edges:
        to[edge.kind].add(edge.target)
    return Links(frozenset(to["text"] - {path}), frozenset(to["related"] - {path}))


def _subject(article: Article) -> Subject:
    return Subject(_words(article, "tags"), _words(article, "product"))


def _same_subject(one: Subject, two: Subject) -> float:
    mine, theirs = one.tags, two.tags
    tags = len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
    apart = bool(one.product and two.product) and one.product.isdisjoint(two.product)
    return TAGS * tags - 2 * TAGS * apart


def _words(article: Article, key: str) -> frozenset[str]:
    value = article.meta.get(key)
    found = value if isinstance(value, list | tuple) else [value]
    return frozenset(phrases.normal(str(word)) for word in found if word not in (None, ""))
