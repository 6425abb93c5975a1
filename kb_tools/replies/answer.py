"""The part of an article that answers: its steps, or the answer itself, as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb_tools.article import Article, Section
from kb_tools.corpus import KnowledgeBase
from kb_tools.section_names import sections

STEPS = ("resolution", "steps")
"""Sections that hold what the customer should do, the best one first."""
LONGEST = 1500
"""Characters up to which a section is quoted; a longer one is left behind its link."""


@dataclass(frozen=True, slots=True)
class Part:
    """A quotable part of an article: Markdown with whole addresses, and its anchor."""

    markdown: str
    anchor: str


def part(article: Article, kb: KnowledgeBase, anchor: str = "") -> Part:
    """Return what to quote of an article: the section at `anchor`, else the one with the steps,
    else the answer under its title; with no text where that is too long to be quoted.
    """
    section = _at(article, anchor) or _steps(article)
    if section is None:
        return Part(_quotable(_opening(article), article, kb), "")
    text = article.text[section.body.start : section.body.end]
    anchor = section.heading.id if section.heading else ""
    return Part(_quotable(text, article, kb, section.body.start), anchor)


def _at(article: Article, anchor: str) -> Section | None:
    if not anchor:
        return None
    return next((s for s in article.sections if s.heading and s.heading.id == anchor), None)


def _steps(article: Article) -> Section | None:
    for name in STEPS:
        for section in article.sections:
            if section.heading is not None and name in sections(section.heading.text):
                return section
    return None


def _opening(article: Article) -> str:
    """Return the text under the title, up to the first heading below it."""
    first = next((s for s in article.sections if s.body.end > s.body.start), None)
    return article.text[first.body.start : first.body.end] if first else ""


def _quotable(text: str, article: Article, kb: KnowledgeBase, start: int | None = None) -> str:
    begin = article.text.find(text) if start is None else start
    text = _absolute(text, article, kb, begin)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).strip()
    return text if len(text) <= LONGEST else ""


def _absolute(text: str, article: Article, kb: KnowledgeBase, begin: int) -> str:
    """Give links whole addresses, and put the words of a picture in its place."""
    for link in sorted(article.links, key=lambda each: each.span, reverse=True):
        if not begin <= link.span.start < link.span.end <= begin + len(text):
            continue
        here = slice(link.span.start - begin, link.span.end - begin)
        text = (
            text[: here.start]
            + _linked(link.text, link.target, article, kb, image=link.image)
            + text[here.stop :]
        )
    return text


def _linked(words: str, target: str, article: Article, kb: KnowledgeBase, *, image: bool) -> str:
    if image:
        return f"[{words}]" if words else ""
    found = kb.resolve(target, article)
    url = target if found.status == "external" else ""
    if found.article is not None and found.status in ("found", "redirected"):
        url = kb.url(found.article, found.anchor, absolute=True)
    whole = re.match(r"https?://", url)
    return f"[{words}](<{url}>)" if whole else words
