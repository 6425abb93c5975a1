"""Related articles: which ones belong at the end of an article, and which stay there.

What is alike is judged by text (`similar`), product, tags and the neighbours in the graph: who
links here, and what is linked together elsewhere. The list that an article shows changes
slowly, so that one new article does not rewrite a thousand: an entry that is still good enough
stays, in its place, and only free places are filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.links import section
from kb_tools.links.graph import LinkGraph
from kb_tools.links.kinship import Kin, Kinship
from kb_tools.links.memory import once
from kb_tools.links.pinned import pins
from kb_tools.markdown.outline import LANDINGS

ENTER = 0.15
"""Score from which an article comes into a list."""
STAY = 0.08
"""Score from which it stays there."""


def related(kb: KnowledgeBase) -> Mapping[str, tuple[Article, ...]]:
    """Return for each article its related ones: pinned, then written and still good, then new.

    At most `links.related` of the configuration, pinned ones not counted.
    """
    graph = LinkGraph.of(kb)
    return {path: tuple(_list(kb, graph, article)) for path, article in kb.articles.items()}


@once
def ranked(kb: KnowledgeBase) -> Mapping[str, tuple[Kin, ...]]:
    """Return for each article the ones in its language most akin, best first."""
    kinship: Kinship = kb.heirlooms.setdefault("kinship", Kinship())
    return kinship.of(kb)


def may_show(kb: KnowledgeBase, source: Article, target: Article) -> bool:
    """Tell whether `source` may point its readers to `target`: another, published, not narrower."""
    audiences = kb.config.audience
    return (
        target.path != source.path
        and target.lang == source.lang
        and (status(target) == "published" or status(source) == status(target))
        and audience_rank(target, audiences) <= audience_rank(source, audiences)
    )


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
    names = {name.lower() for name in LANDINGS}
    found = [p for p in pages if p.stem.lower() in names and below[str(p.parent)] > 1]
    return frozenset(map(str, found))


def _shown(kb: KnowledgeBase, article: Article, targets: Iterable[str]) -> Iterator[Article]:
    found = (kb.resolve(target, article).article for target in targets)
    distinct = {a.path: a for a in found if a is not None and may_show(kb, article, a)}
    return iter(distinct.values())
