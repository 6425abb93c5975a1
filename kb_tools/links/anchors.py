"""What the articles' own links teach: which words lead where, and how often they do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.links import phrases
from kb_tools.links.graph import Edge, LinkGraph
from kb_tools.links.linkable import linkable
from kb_tools.links.phrases import Found, Phrases


@dataclass(frozen=True)
class Reading:
    """One article, read for phrases: where they are, and which ones it links itself."""

    article: Article
    found: tuple[Found, ...]
    links: Mapping[str, frozenset[str]]
    """Targets of the article's own links, by phrase."""


@dataclass(frozen=True)
class Evidence:
    """What the other articles do with a phrase.

    `linked` of them link it to `target`, `mentioned` of them use it at all; `anchor` is where
    in the target most of these links lead. `title` says that it is the target's title.
    """

    target: str
    anchor: str
    linked: int
    mentioned: int
    title: bool


@dataclass(frozen=True)
class Anchors:
    """The phrases of the articles in one language, and who links and who mentions them."""

    readings: Mapping[str, Reading]
    linking: Mapping[str, Mapping[str, frozenset[str]]]
    """For each phrase and each target the paths of the articles that link it there."""
    mentioning: Mapping[str, int]
    """For each phrase how many articles mention or link it."""
    titled: Mapping[str, str]
    """The article that a phrase is the title of, where it is the only one."""
    places: Mapping[tuple[str, str], str]
    """For each phrase and target the anchor that most links lead to."""
    matcher: Phrases

    def read(self, article: Article) -> Reading:
        """Read an article that is not, or not in this form, among those that taught."""
        return _reading(article, self.matcher, ())

    def evidence(self, phrase: str, path: str) -> Evidence | None:
        """Return what articles other than `path` do with a phrase that `path` has."""
        votes = self._votes(phrase, path)
        titled = self.titled.get(phrase)
        if not votes and titled in (None, path):
            return None
        target = max(votes, key=lambda t: (votes[t], t)) if votes else titled or ""
        if titled != target and self._doubtful(phrase, target, votes):
            return None
        anchor = self.places.get((phrase, target), "")
        others = self.mentioning[phrase] - 1
        return Evidence(target, anchor, votes[target], others, titled == target)

    def _doubtful(self, phrase: str, target: str, votes: Counter[str]) -> bool:
        """Tell whether the links of a phrase do not agree, or are too few to prove anything.

        One writer's link may say "these instructions"; it counts when the target's title has
        a word of it.
        """
        if 2 * votes[target] < votes.total():
            return True
        title = phrases.normal(self.readings[target].article.title)
        return votes[target] == 1 and phrases.pieces(phrase).isdisjoint(phrases.pieces(title))

    def _votes(self, phrase: str, path: str) -> Counter[str]:
        targets = self.linking.get(phrase, {})
        votes = {t: len(who) - (path in who) for t, who in targets.items() if t != path}
        return Counter({target: count for target, count in votes.items() if count})


def of(kb: KnowledgeBase, lang: str) -> Anchors:
    """Read every article in one language for the titles and the link texts of all of them."""
    articles = {path: a for path, a in kb.articles.items() if a.lang == lang}
    graph = LinkGraph.of(kb)
    edges = {path: _usable(graph.outgoing[path], articles) for path in articles}
    linking = _linking(edges)
    titled = _titled(articles.values())
    matcher = Phrases(linking.keys() | titled.keys())
    readings = {path: _reading(a, matcher, edges[path]) for path, a in articles.items()}
    mentioning = Counter(phrase for reading in readings.values() for phrase in _mentioned(reading))
    return Anchors(readings, linking, mentioning, titled, _places(edges), matcher)


def _usable(edges: Iterable[Edge], articles: Mapping[str, Article]) -> list[tuple[str, Edge]]:
    """Return the author's links of one article to others in its language, by phrase.

    A link whose text is code is left out: nothing is ever linked inside code.
    """
    named = ((phrases.normal(edge.text), edge) for edge in edges if edge.kind == "text")
    return [
        (phrase, edge)
        for phrase, edge in named
        if edge.target in articles and edge.target != edge.source and phrases.usable(phrase)
        if "`" not in edge.span.of(articles[edge.source].text)
    ]


def _linking(edges: Mapping[str, list[tuple[str, Edge]]]) -> dict[str, dict[str, frozenset[str]]]:
    who: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path, own in edges.items():
        for phrase, edge in own:
            who[phrase][edge.target].add(path)
    return {
        phrase: {target: frozenset(paths) for target, paths in targets.items()}
        for phrase, targets in who.items()
    }


def _titled(articles: Iterable[Article]) -> dict[str, str]:
    titles = [(phrases.normal(article.title), article.path) for article in articles]
    count = Counter(title for title, _ in titles)
    return {t: path for t, path in titles if count[t] == 1 and phrases.usable(t)}


def _places(edges: Mapping[str, list[tuple[str, Edge]]]) -> dict[tuple[str, str], str]:
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for own in edges.values():
        for phrase, edge in own:
            seen[phrase, edge.target][edge.anchor] += 1
    return {key: max(counts, key=lambda a: (counts[a], a)) for key, counts in seen.items()}


def _reading(article: Article, matcher: Phrases, edges: Iterable[tuple[str, Edge]]) -> Reading:
    links: dict[str, set[str]] = defaultdict(set)
    for phrase, edge in edges:
        links[phrase].add(edge.target)
    found = tuple(matcher.find(linkable(article)))
    return Reading(article, found, {phrase: frozenset(t) for phrase, t in links.items()})


def _mentioned(reading: Reading) -> set[str]:
    return {one.phrase for one in phrases.longest(reading.found)} | reading.links.keys()
