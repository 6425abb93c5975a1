"""What is under the cursor: a link, an entry of the front matter, a heading, an id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kb_tools.article import Article, Heading, Link, Span
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.corpus.resolution import identified
from kb_tools.links.pinned import pins

Kind = Literal["link", "related", "alias", "heading", "id", "title"]

_WORD = re.compile(r"[\w.-]*\w")


class Spot(NamedTuple):
    """Something with a meaning: where it is, and where it leads.

    `found` is where a link, an entry or an id leads; `heading` the heading that it is, or that
    its anchor means.
    """

    kind: Kind
    span: Span
    found: Resolution | None = None
    heading: Heading | None = None
    link: Link | None = None

    @property
    def article(self) -> Article | None:
        """The article that it leads to, if any."""
        return self.found.article if self.found else None


def at(kb: KnowledgeBase, article: Article, offset: int) -> Spot | None:
    """Return what is at an offset of an article, the innermost; None for mere text."""
    return next((spot for spot in _spots(kb, article, offset) if spot is not None), None)


def _spots(kb: KnowledgeBase, article: Article, offset: int) -> Iterator[Spot | None]:
    yield _link(kb, article, offset)
    yield _entry(kb, article, offset)
    yield _heading(article, offset)
    yield _id(kb, article, offset)


def _link(kb: KnowledgeBase, article: Article, offset: int) -> Spot | None:
    holding = [
        link
        for link in article.links
        if _holds(link.span, offset) or _holds(link.target_span, offset)
    ]
    if not holding:
        return None
    link = min(holding, key=lambda link: link.span.end - link.span.start)
    found = kb.resolve(link.target, article)
    span = link.target_span if _holds(link.target_span, offset) else link.span
    return Spot("link", span, found, anchored(found), link)


def _entry(kb: KnowledgeBase, article: Article, offset: int) -> Spot | None:
    if article.meta_span is None or not _holds(article.meta_span, offset):
        return None
    for pin in pins(article):
        if _holds(pin.span, offset):
            found = kb.resolve(pin.value, article)
            return Spot("related", pin.span, found, anchored(found))
    for key, span in article.meta_spans.items():
        if key in ("id", "title") and _holds(span, offset):
            return Spot("id" if key == "id" else "title", span, Resolution("found", article))
        if key in ("aliases", "redirect_from") and _holds(span, offset):
            return _alias(kb, article, offset, span)
    return None


def _alias(kb: KnowledgeBase, article: Article, offset: int, whole: Span) -> Spot | None:
    for match in re.compile(r"[^\s\[\],\"']+").finditer(article.text, *whole):
        if match.start() <= offset <= match.end():
            target = match[0] if "/" in match[0] else f"./{match[0]}"
            return Spot("alias", Span(*match.span()), kb.resolve(target, article))
    return None


def _heading(article: Article, offset: int) -> Spot | None:
    for heading in article.headings:
        if _holds(heading.span, offset):
            return Spot("heading", heading.text_span, Resolution("found", article), heading)
    return None


def _id(kb: KnowledgeBase, article: Article, offset: int) -> Spot | None:
    start = offset
    while start and re.match(r"[\w.-]", article.text[start - 1]):
        start -= 1
    word = _WORD.match(article.text, start)
    if word is None or word.end() < offset or not re.search(r"\d", word[0]):
        return None
    target = identified(kb, word[0], article.lang)
    if target is None:
        return None
    return Spot("id", Span(*word.span()), Resolution("found", target, target.path))


def anchored(found: Resolution) -> Heading | None:
    """Return the heading that a link's anchor means."""
    if found.article is None or not found.anchor:
        return None
    return next((h for h in found.article.headings if h.id == found.anchor), None)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end
