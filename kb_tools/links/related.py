"""Related articles: which ones belong at the end of an article, and which stay there.

What is alike is judged by text (`similar`), product, tags and the neighbours in the graph: who
links here, and what is linked together elsewhere. The list that an article shows changes
slowly, so that one new article does not rewrite a thousand: an entry that is still good enough
stays, in its place, and only free places are filled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb_tools import related_list
from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase, addresses
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.links import phrases, section, similar
from kb_tools.links.graph import LinkGraph
from kb_tools.links.linkable import covered
from kb_tools.links.memory import once
from kb_tools.links.pinned import pins
from kb_tools.links.similar import Similarity

CONSIDERED = 20
"""How many of the most alike articles are looked at."""
ENTER = 0.15
"""Score from which an article comes into a list."""
STAY = 0.08
"""Score from which it stays there."""
INBOUND = 0.1
"""What a link from the other article to this one adds to the score."""
TOGETHER = 0.1
"""What being linked from the same articles adds, at most."""
CROWD = 20
"""An article that links to more others is a table of contents: it says nothing of kinship."""
TAGS = 0.05
"""What having the same tags adds, at most; another product takes twice as much away."""


@dataclass(frozen=True, slots=True)
class Kin:
    """An article that belongs beside another, and how much (about 0 to 1.5)."""

    article: Article
    score: float


def related(kb: KnowledgeBase) -> Mapping[str, tuple[Article, ...]]:
    """Return for each article its related ones: pinned, then written and still good, then new.

    At most `links.related` of the configuration, pinned ones not counted.
    """
    graph = LinkGraph.of(kb)
    return {path: tuple(_list(kb, graph, article)) for path, article in kb.articles.items()}


@once
def ranked(kb: KnowledgeBase) -> Mapping[str, tuple[Kin, ...]]:
    """Return for each article the ones in its language most akin, best first."""
    graph = LinkGraph.of(kb)
    together = _together(graph)
    found: dict[str, tuple[Kin, ...]] = {}
    for lang in kb.languages:
        own = {path: a for path, a in kb.articles.items() if a.lang == lang}
        alike = Similarity({path: _document(article) for path, article in own.items()})
        for path, article in own.items():
            listed = {e.target for e in graph.outgoing[path] if e.kind == "related"}
            scores = alike.like(path, CONSIDERED, sorted(listed & own.keys() - {path}))
            kin = _kin(graph, article, scores, together[path], own)
            found[path] = tuple(sorted(kin, key=lambda k: (-k.score, k.article.path)))
    return found


def may_show(kb: KnowledgeBase, source: Article, target: Article) -> bool:
    """Tell whether `source` may point its readers to `target`: another, published, not narrower."""
    audiences = kb.config.audience
    return (
        target.path != source.path
        and target.lang == source.lang
        and (status(target) == "published" or status(source) == status(target))
        and audience_rank(target, audiences) <= audience_rank(source, audiences)
    )


def _document(article: Article) -> similar.Document:
    written = related_list.block(article)
    prose = covered(article.prose, [written]) if written else article.prose
    return similar.document(article.title, prose.replace("\0", " ").rstrip())


def _kin(
    graph: LinkGraph,
    article: Article,
    scores: Mapping[str, float],
    together: Counter[str],
    own: Mapping[str, Article],
) -> Iterator[Kin]:
    inbound = {e.source for e in graph.incoming.get(article.path, ()) if e.kind == "text"}
    most = max(together.values(), default=1)
    for path in {*scores, *(inbound & own.keys())}:
        other = own[path]
        score = scores.get(path, 0.0)
        score += INBOUND * (path in inbound) + TOGETHER * together[path] / most
        yield Kin(other, score + _same_subject(article, other))


def _same_subject(one: Article, two: Article) -> float:
    mine, theirs = _words(one, "tags"), _words(two, "tags")
    tags = len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
    products = _words(one, "product"), _words(two, "product")
    apart = all(products) and not products[0] & products[1]
    return TAGS * tags - 2 * TAGS * apart


def _words(article: Article, key: str) -> set[str]:
    value = article.meta.get(key)
    found = value if isinstance(value, list | tuple) else [value]
    return {phrases.normal(str(word)) for word in found if word not in (None, "")}


def _together(graph: LinkGraph) -> Mapping[str, Counter[str]]:
    """Return for each article how often others are linked from the same article as it is."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source, edges in graph.outgoing.items():
        targets = sorted({e.target for e in edges if e.kind == "text" and e.target != source})
        if len(targets) <= CROWD:
            for target in targets:
                counts[target].update(other for other in targets if other != target)
    return counts


def _list(kb: KnowledgeBase, graph: LinkGraph, article: Article) -> Iterator[Article]:
    pinned = list(_shown(kb, article, (pin.value for pin in pins(article))))
    taken = {article.path, *(a.path for a in pinned)}
    linked = {e.target for e in graph.outgoing[article.path] if e.kind == "text"}
    kin = [k for k in ranked(kb)[article.path] if may_show(kb, article, k.article)]
    scores = {k.article.path: k.score for k in kin}
    yield from pinned
    places = kb.config.links.related
    living = _shown(kb, article, (link.target for link in section.entries(article)))
    for other in living:
        if places and other.path not in taken and scores.get(other.path, 0.0) >= STAY:
            taken.add(other.path)
            places -= 1
            yield other
    out = taken | linked | _entrances(kb)
    fresh = [k.article for k in kin if k.score >= ENTER and k.article.path not in out]
    yield from fresh[:places]


@once
def _entrances(kb: KnowledgeBase) -> frozenset[str]:
    """Return the landing pages, which every reader has within sight: no answers, only lists."""
    below = Counter(str(folder) for path in kb.articles for folder in PurePosixPath(path).parents)
    pages = [PurePosixPath(path) for path in kb.articles]
    names = {name.lower() for name in addresses.LANDINGS}
    found = [p for p in pages if p.stem.lower() in names and below[str(p.parent)] > 1]
    return frozenset(map(str, found))


def _shown(kb: KnowledgeBase, article: Article, targets: Iterable[str]) -> Iterator[Article]:
    found = (kb.resolve(target, article).article for target in targets)
    distinct = {a.path: a for a in found if a is not None and may_show(kb, article, a)}
    return iter(distinct.values())
