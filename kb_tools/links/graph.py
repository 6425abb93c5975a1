"""The graph of articles: who links to whom, and whom nobody reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kb_tools import related_list
from kb_tools.article import Article, Link, Span
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.corpus.gathering import once, same_names
from kb_tools.links.pinned import pins

Kind = Literal["text", "related", "pinned"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One link from article to article, by paths.

    `kind` says where it is: in the author's text, in the list of related articles that
    `kb fix` wrote, or in the front matter's `related`.
    """

    source: str
    target: str
    anchor: str
    text: str
    span: Span
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads to no article and no file."""

    source: str
    link: Link


@dataclass(frozen=True)
class LinkGraph:
    """Every link between articles, resolved once.

    `nav` holds the articles in the navigation; None when the site's navigation is not known.
    `families` gives for each article its path in every language.
    """

    articles: Mapping[str, Article]
    outgoing: Mapping[str, tuple[Edge, ...]]
    dead: tuple[Dead, ...]
    nav: frozenset[str] | None
    families: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(kb: KnowledgeBase) -> LinkGraph:
        """Return the graph of a knowledge base; it is made once and kept with the base."""
        return _graph(kb)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """The links that lead to each article, from other articles."""
        into: dict[str, list[Edge]] = defaultdict(list)
        for edges in self.outgoing.values():
            for edge in edges:
                if edge.source != edge.target:
                    into[edge.target].append(edge)
        return {path: tuple(edges) for path, edges in into.items()}

    def out(self, article: Article) -> list[Article]:
        """Return the articles that this one links to, each once, in order of the first link."""
        return self._distinct(edge.target for edge in self._from(article.path))

    def into(self, article: Article) -> list[Article]:
        """Return the articles that link to this one, each once, by path."""
        return self._distinct(sorted(e.source for e in self.incoming.get(article.path, ())))

    def orphans(self) -> list[Article]:
        """Return the articles that no other article links to, in no language, by path."""
        return [
            self.articles[path]
            for path in sorted(self.articles)
            if not self.linked(self.articles[path])
        ]

    def dead_ends(self) -> list[Article]:
        """Return the articles that link to no other article, by path."""
        return [self.articles[path] for path in sorted(self.articles) if not self._from(path)]

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The paths that a reader gets to from the navigation by following links.

        Changing the language counts as a step. Without a navigation every article counts.
        """
        seen = set(self.articles if self.nav is None else self.nav)
        waiting = list(seen)
        while waiting:
            path = waiting.pop()
            next_ones = {*(e.target for e in self._from(path)), *self.families[path]} - seen
            seen |= next_ones
            waiting += next_ones
        return frozenset(seen)

    def unreachable(self) -> list[Article]:
        """Return the articles that nobody gets to from the navigation, by path."""
        return [self.articles[path] for path in sorted(self.articles.keys() - self.reachable)]

    def _from(self, path: str) -> list[Edge]:
        return [edge for edge in self.outgoing.get(path, ()) if edge.target != path]

    def linked(self, article: Article) -> bool:
        """Tell whether another article links to this one, in any of its languages."""
        return any(self.incoming.get(version) for version in self.families[article.path])

    @cached_property
    def linked_count(self) -> int:
        """How many articles another one links to."""
        return sum(map(self.linked, self.articles.values()))

    def _distinct(self, paths: Iterable[str]) -> list[Article]:
        return [self.articles[path] for path in dict.fromkeys(paths)]


def backlinks(kb: KnowledgeBase, article: Article) -> list[Article]:
    """Return the articles in the same language whose text links to this one, by title.

    The lists of related articles do not count: they say nothing that an author said. Give a
    base that `public` made, and no article appears that its readers may not see.
    """
    graph = LinkGraph.of(kb)
    edges = graph.incoming.get(article.path, ())
    sources = {edge.source for edge in edges if edge.kind == "text"}
    found = (graph.articles[path] for path in sources)
    return sorted((a for a in found if a.lang == article.lang), key=lambda a: (a.title, a.path))


def _adapted(
    before: KnowledgeBase, graph: LinkGraph, kb: KnowledgeBase, changed: frozenset[str]
) -> LinkGraph:
    """Return the graph after an edit, made of the one before it if all names are the same."""
    if not same_names(before, kb, changed):
        return _made(kb)
    edges = {path: _outgoing(kb, kb.articles[path]) for path in changed}
    dead = (one for one in graph.dead if one.source not in changed)
    adapted = replace(
        graph,
        articles=kb.articles,
        outgoing={**graph.outgoing, **{path: own for path, (own, _) in edges.items()}},
        dead=(*dead, *(one for _, lost in edges.values() for one in lost)),
    )
    if "incoming" in graph.__dict__:
        adapted.__dict__["incoming"] = _incoming(graph, adapted, changed)
    return adapted


def _incoming(
    graph: LinkGraph, adapted: LinkGraph, changed: frozenset[str]
) -> dict[str, tuple[Edge, ...]]:
    into = dict(graph.incoming)
    for path in changed:
        for target in {edge.target for edge in graph.outgoing[path]} & into.keys():
            into[target] = tuple(edge for edge in into[target] if edge.source != path)
        for edge in adapted.outgoing[path]:
            if edge.source != edge.target:
                into[edge.target] = (*into.get(edge.target, ()), edge)
    return into


def _made(kb: KnowledgeBase) -> LinkGraph:
    outgoing: dict[str, tuple[Edge, ...]] = {}
    dead: list[Dead] = []
    for path, article in kb.articles.items():
        outgoing[path], lost = _outgoing(kb, article)
        dead += lost
    families = {
        path: tuple(version.path for version in kb.translations(article).values())
        for path, article in kb.articles.items()
    }
    return LinkGraph(kb.articles, outgoing, tuple(dead), _nav(kb), families)


_graph = once(_made, _adapted)


def _outgoing(kb: KnowledgeBase, article: Article) -> tuple[tuple[Edge, ...], list[Dead]]:
    resolved = [(link, kb.resolve(link.target, article)) for link in article.links]
    dead = [Dead(article.path, link) for link, found in resolved if found.status == "missing"]
    return (*_pinned(kb, article), *_edges(article, resolved)), dead


def _edges(article: Article, resolved: Iterable[tuple[Link, Resolution]]) -> Iterator[Edge]:
    written = related_list.block(article)
    for link, found in resolved:
        if found.article is None or link.image:
            continue
        inside = written is not None and written.start <= link.span.start < written.end
        kind: Kind = "related" if inside else "text"
        yield Edge(article.path, found.article.path, found.anchor, link.text, link.span, kind)


def _pinned(kb: KnowledgeBase, article: Article) -> Iterator[Edge]:
    for pin in pins(article):
        target = kb.resolve(pin.value, article).article
        if target is not None:
            yield Edge(article.path, target.path, "", target.title, pin.span, "pinned")


def _nav(kb: KnowledgeBase) -> frozenset[str] | None:
    """Return what the site's menu shows: MkDocs without a `nav` puts every article there."""
    if kb.nav:
        return kb.nav
    return frozenset(kb.articles) if kb.facts.known else None
