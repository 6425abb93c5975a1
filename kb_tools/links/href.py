"""How to write a link to an article, in the manner of the knowledge base's own links."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.links.graph import LinkGraph
from kb_tools.links.memory import once


def href(kb: KnowledgeBase, source: Article, target: Article, anchor: str = "") -> str:
    """Return the target of a link from `source` to `target`.

    Relative to the source, as MkDocs and git hosts want it, unless most links of the base
    start at its root; what the base's generator would not understand is never returned.
    """
    end = f"#{_safe(anchor)}" if anchor else ""
    for path in (*_like_the_others(kb, source, target), _relative(source, target)):
        if kb.resolve(path, source).article is target:
            return path + end
    return _relative(source, target) + end


def _relative(source: Article, target: Article) -> str:
    return _file(posixpath.relpath(target.path, posixpath.dirname(source.path) or "."))


def _like_the_others(kb: KnowledgeBase, source: Article, target: Article) -> Iterator[str]:
    manner = _manner(kb)
    if manner == "permalink" and isinstance(link := target.meta.get("permalink"), str):
        yield _safe(link)
    if manner == "root":
        folder = kb.layout.folder(source.path)
        if folder and target.path.startswith(folder):
            yield "/" + _file(target.path.removeprefix(folder))
        yield "/" + _file(target.path)


@once
def _manner(kb: KnowledgeBase) -> str:
    counts = Counter(
        _manner_of(edge.span.of(kb.articles[path].text))
        for path, edges in LinkGraph.of(kb).outgoing.items()
        for edge in edges
        if edge.kind == "text"
    )
    return max(counts, key=lambda manner: (counts[manner], manner)) if counts else "relative"


def _manner_of(link: str) -> str:
    target = re.search(r"[\](>\"'= ](/[^\s)>\"'#?]*)", link)
    if target is None:
        return "relative"
    return "root" if target[1].lower().endswith((".md", ".markdown")) else "permalink"


def _file(path: str) -> str:
    """Return a file's path with what has a meaning of its own in an address encoded, too."""
    return _safe(re.sub("[%#?]", lambda match: f"%{ord(match[0]):02X}", path))


def _safe(path: str) -> str:
    """Return the path with what would end or break a Markdown link's target encoded."""
    return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", path)
