"""The graph in words and as data: of one article, or of all."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kb_tools.article import Article
from kb_tools.config import docs_root
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.links.graph import LinkGraph


def named(kb: KnowledgeBase, name: str) -> Article:
    """Return the article that a person means: by id, by path below docs or from where they are.

    Raises KbError with the nearest path when there is none.
    """
    for path in (name, _below(docs_root(kb.config), name)):
        if path in kb.articles:
            return kb.articles[path]
    for lang in kb.languages:
        if lang in (versions := kb.by_id.get(name, {})):
            return versions[lang]
    near = difflib.get_close_matches(name, [*kb.articles, *kb.by_id], n=1, cutoff=0.5)
    if near:
        message = Text("no such article; did you mean '{near}'?", "没有这篇文章；是不是“{near}”？")
        raise KbError(message.format(near=near[0]), name)
    raise KbError(Text("no such article", "没有这篇文章"), name)


def _below(root: Path, name: str) -> str:
    file = Path(name).resolve()
    return (
        file.relative_to(root.resolve()).as_posix() if file.is_relative_to(root.resolve()) else ""
    )


def of_article(kb: KnowledgeBase, article: Article) -> Iterator[Text]:
    """Yield, line by line, what one article links to and what links to it."""
    graph = LinkGraph.of(kb)
    yield Text(f"{article.path}: {article.title}", f"{article.path}：{article.title}")
    yield from _listed(Text("links to", "链接到"), graph.out(article))
    yield from _listed(Text("linked from", "被链接自"), graph.into(article))
    targets = sorted({d.link.target for d in graph.dead if d.source == article.path})
    yield from _section(Text("dead links", "失效链接"), [Text(t, t) for t in targets])
    if article.path not in graph.reachable:
        yield Text("not reachable from the navigation", "从导航出发无法到达")


def of_base(graph: LinkGraph, top: int) -> Iterator[Text]:
    """Yield, line by line, the figures of the graph; each list names at most `top` articles."""
    yield _figures(graph)
    popular = [(path, n) for path, n in _popularity(graph).most_common(top) if n]
    yield from _section(
        Text("most linked", "被链接最多"),
        [_line(graph.articles[path], f"{count:>5}  ") for path, count in popular],
    )
    for title, articles in (
        (Text("not linked from any article", "没有任何文章链接到"), graph.orphans()),
        (Text("not reachable from the navigation", "从导航出发无法到达"), graph.unreachable()),
        (Text("link to no other article", "没有链接到其他文章"), graph.dead_ends()),
    ):
        yield from _listed(title, articles, top)
    dead = [Text(t, t) for t in (f"{d.source} -> {d.link.target}" for d in graph.dead)]
    yield from _section(Text("dead links", "失效链接"), dead, top)


def _figures(graph: LinkGraph) -> Text:
    links = sum(e.source != e.target for edges in graph.outgoing.values() for e in edges)
    return Text(
        "{articles:,} articles, links between them: {links:,}; {orphans:,} not linked from any"
        " article, {lost:,} not reachable from the navigation, {ends:,} link to no other article,"
        " dead links: {dead:,}",
        "{articles:,} 篇文章，{links:,} 条文章间链接；{orphans:,} 篇没有被任何文章链接，"
        "{lost:,} 篇从导航出发无法到达，{ends:,} 篇没有链接到其他文章，{dead:,} 条失效链接",
    ).format(
        articles=len(graph.articles),
        links=links,
        orphans=len(graph.orphans()),
        lost=len(graph.unreachable()),
        ends=len(graph.dead_ends()),
        dead=len(graph.dead),
    )


def _popularity(graph: LinkGraph) -> Counter[str]:
    return Counter(
        {path: len({e.source for e in edges}) for path, edges in sorted(graph.incoming.items())}
    )


def _listed(title: Text, articles: Sequence[Article], top: int | None = None) -> Iterator[Text]:
    return _section(title, [_line(article) for article in articles], top)


def _line(article: Article, before: str = "") -> Text:
    line = f"{before}{article.path}  {article.title}"
    return Text(line, line)


def _section(title: Text, lines: Sequence[Text], top: int | None = None) -> Iterator[Text]:
    if not lines:
        return
    yield Text(f"\n{title.en} ({len(lines):,}):", f"\n{title.zh}（{len(lines):,}）：")
    for line in lines[:top]:
        yield Text(f"  {line.en}", f"  {line.zh}")
    if top is not None and len(lines) > top:
        rest = len(lines) - top
        yield Text(f"  … and {rest:,} more", f"  …… 另有 {rest:,} 项")


def data(kb: KnowledgeBase, article: Article) -> dict[str, Any]:
    """Return one article's links as JSON's own types."""
    graph = LinkGraph.of(kb)
    return {
        **_brief(article),
        "out": [_brief(found) for found in graph.out(article)],
        "into": [_brief(found) for found in graph.into(article)],
        "dead": [d.link.target for d in graph.dead if d.source == article.path],
        "reachable": article.path in graph.reachable,
    }


def all_data(graph: LinkGraph) -> dict[str, Any]:
    """Return the whole graph as JSON's own types."""
    return {
        "articles": [_brief(graph.articles[path]) for path in sorted(graph.articles)],
        "links": [
            {"source": e.source, "target": e.target, "anchor": e.anchor, "kind": e.kind}
            for path in sorted(graph.outgoing)
            for e in graph.outgoing[path]
        ],
        "dead": [{"source": d.source, "target": d.link.target} for d in graph.dead],
        "orphans": _paths(graph.orphans()),
        "unreachable": _paths(graph.unreachable()),
        "dead_ends": _paths(graph.dead_ends()),
    }


def _brief(article: Article) -> dict[str, str]:
    return {
        "path": article.path,
        "id": article.id,
        "lang": article.lang,
        "title": article.title,
    }


def _paths(articles: Iterable[Article]) -> list[str]:
    return [article.path for article in articles]
