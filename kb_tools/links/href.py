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
    for path in (*_like_the_others(kb, source, target), _relative(source, target)):
        if kb.resolve(path, source).article is target:
            return _safe(path + (f"#{anchor}" if anchor else ""))
    return _safe(_relative(source, target) + (f"#{anchor}" if anchor else ""))


def _relative(source: Article, target: Article) -> str:
    return posixpath.relpath(target.path, posixpath.dirname(source.path) or ".")


def _like_the_others(kb: KnowledgeBase, source: Article, target: Article) -> Iterator[str]:
    manner = _manner(kb)
    if manner == "permalink" and isinstance(link := target.meta.get("permalink"), str):
        yield link
    if manner == "root":
        folder = kb.layout.folder(source.path)
        if folder and target.path.startswith(folder):
            yield "/" + target.path.removeprefix(folder)
        yield "/" + target.path


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


def _safe(path: str) -> str:
    """Return the path with what would end or break a Markdown link's target encoded."""
    return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", path)
