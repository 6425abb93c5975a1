"""Mending every link to what has moved, and the links of what has moved itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Link, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Edit
from kb_tools.links.pinned import pins
from kb_tools.moves.plan import pages
from kb_tools.moves.spelling import Written, respelled, split

_UP = "/".join("u" * 40)
"""Folders above the docs folder, as many as a link may climb."""


def mendings(kb: KnowledgeBase, after: KnowledgeBase, renames: Mapping[str, str]) -> Iterator[Edit]:
    """Yield edits, in the old places, after which every link leads where it led.

    `after` is the base with its files moved: a target that means the same there is left alone.
    """
    there = pages(after)
    for path, article in pages(kb).items():
        source = there[renames.get(path, path)]
        for span, target in _targets(article):
            found = kb.resolve(target, article)
            if path in renames and (outside := _outside(target, path, renames[path])):
                yield Edit(path, span, outside)
            if found.path is None or (path not in renames and found.path not in renames):
                continue
            new = renames.get(found.path, found.path)
            now = after.resolve(target, source)
            if (now.path, now.status) != (new, found.status):
                written = _written(article, span, target)
                text = respelled(after, source, written, found.path, new)
                yield Edit(path, span, text)


def _outside(target: str, old: str, new: str) -> str | None:
    """Return the target, seen from the new place, of a link to a file beside the docs folder."""
    path, tail = split(target)
    place = posixpath.normpath(posixpath.join(posixpath.dirname(old), path))
    if not path.startswith("../") or not place.startswith("../"):
        return None
    moved = posixpath.relpath(f"/{_UP}/{place}", f"/{_UP}/{posixpath.dirname(new)}")
    return None if moved == posixpath.normpath(path) else moved + tail


def _targets(article: Article) -> Iterator[tuple[Span, str]]:
    """Yield everything that leads somewhere: links, each definition once, and `related`."""
    seen: dict[Span, str] = {link.target_span: link.target for link in article.links}
    seen |= {pin.span: pin.value for pin in pins(article)}
    yield from seen.items()


def _written(article: Article, span: Span, target: str) -> Written:
    before = article.text[max(0, span.start - 1) : span.start]
    after = article.text[span.end : span.end + 1]
    return Written(target, span.of(article.text), bracketed=before == "<" and after == ">")


def written(article: Article, link: Link) -> Written:
    """Return a link's target as written in its article."""
    return _written(article, link.target_span, link.target)
