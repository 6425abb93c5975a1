"""The graph as a picture: Mermaid, Graphviz, or one HTML page that needs no network."""

from __future__ import annotations

import html
import json
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from kb_tools.article import Article
from kb_tools.language import Text
from kb_tools.links.graph import LinkGraph


@dataclass(frozen=True, slots=True)
class Node:
    """One article in the picture; `into` is how many articles link to it."""

    path: str
    title: str
    folder: str
    lang: str
    into: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: articles, and arrows between them by index; `center` is the one asked for."""

    nodes: tuple[Node, ...]
    arrows: tuple[tuple[int, int], ...]
    center: int | None = None


def whole(graph: LinkGraph) -> Picture:
    """Return the picture of every article."""
    return _picture(graph, graph.articles)


def around(graph: LinkGraph, article: Article) -> Picture:
    """Return the picture of one article, what it links to, what links to it, and their links."""
    near = [article, *graph.out(article), *graph.into(article)]
    return _picture(graph, [a.path for a in near], article.path)


def _picture(graph: LinkGraph, paths: Iterable[str], center: str | None = None) -> Picture:
    index = {path: number for number, path in enumerate(sorted(set(paths)))}
    pairs = {
        (index[edge.source], index[edge.target])
        for path in index
        for edge in graph.outgoing[path]
        if edge.target in index and edge.source != edge.target
    }
    nodes = tuple(_node(graph, graph.articles[path]) for path in index)
    return Picture(nodes, tuple(sorted(pairs)), None if center is None else index[center])


def _node(graph: LinkGraph, article: Article) -> Node:
    into = len({edge.source for edge in graph.incoming.get(article.path, ())})
    folder = posixpath.dirname(article.path)
    return Node(article.path, article.title or article.path, folder, article.lang, into)


def mermaid(picture: Picture, lang: str) -> str:  # noqa: ARG001 - one shape for all styles
    """Return the picture as a Mermaid flow chart."""
    lines = ["graph LR"]
    lines += [f'  n{i}["{_mermaid(node.title)}"]' for i, node in enumerate(picture.nodes)]
    lines += [f"  n{a} --> n{b}" for a, b in picture.arrows]
    if picture.center is not None:
        lines.append(f"  style n{picture.center} stroke-width:4px")
    return "\n".join(lines)


def _mermaid(title: str) -> str:
    return "".join(c if c.isalnum() or c in " ,.-_/，。：、（）" else f"#{ord(c)};" for c in title)


def dot(picture: Picture, lang: str) -> str:  # noqa: ARG001 - one shape for all styles
    """Return the picture in Graphviz's language."""
    lines = ["digraph links {", "  rankdir=LR; node [shape=box, style=rounded];"]
    for number, node in enumerate(picture.nodes):
        bold = ", penwidth=3" if number == picture.center else ""
        lines.append(
            f"  n{number} [label={_quoted(node.title)}, tooltip={_quoted(node.path)}{bold}];"
        )
    lines += [f"  n{a} -> n{b};" for a, b in picture.arrows]
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


WORDS: Mapping[str, Text] = {
    "title": Text("Links between articles", "文章之间的链接"),
    "find": Text("Find an article", "查找文章"),
    "out": Text("links to", "链接到"),
    "into": Text("linked from", "被链接自"),
    "none": Text("none", "无"),
    "orphan": Text("not linked from any article", "没有被任何文章链接"),
    "hint": Text(
        "{n} articles, {m} links. Scroll to zoom, drag to move, click an article.",
        "{n} 篇文章，{m} 条链接。滚轮缩放，拖动平移，点击文章查看。",
    ),
}


def page(picture: Picture, lang: str) -> str:
    """Return the picture as a self-contained HTML page to look around in."""
    template = resources.files("kb_tools.links").joinpath("picture.html").read_text("utf-8")
    words = {key: text.to(lang) for key, text in WORDS.items()}
    content = {
        "nodes": [[n.title, n.path, n.folder, n.into] for n in picture.nodes],
        "arrows": picture.arrows,
        "center": picture.center,
        "words": words,
    }
    return (
        template.replace("{{lang}}", "zh" if lang.startswith("zh") else "en")
        .replace("{{title}}", html.escape(words["title"]))
        .replace("{{find}}", html.escape(words["find"]))
        .replace("{{data}}", _inert(json.dumps(content, ensure_ascii=False)))
    )


def _inert(data: str) -> str:
    """Return JSON that cannot end the script element that contains it."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


STYLES: Mapping[str, Callable[[Picture, str], str]] = {"mermaid": mermaid, "dot": dot, "html": page}
