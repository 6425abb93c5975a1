"""What the index takes of an article: its fields as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb_tools.article import Article, Section
from kb_tools.audience import internal_spans
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.markdown import parse, plain
from kb_tools.related_list import block

INDEXED = ("published", "validated")
"""Articles of any other status are nobody's answer."""

_WORDINGS = ("asked_as", "keywords")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a reader sees it: where it can be linked to, its heading, its text."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index sees it.

    `wordings` are customers' own ways of asking, `errors` are codes and messages verbatim;
    `audience` is the rank of the widest audience that may read it (0 is everyone).
    """

    id: str
    path: str
    lang: str
    title: str
    url: str
    wordings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    summary: str = ""
    parts: tuple[Part, ...] = ()
    audience: int = 0
    products: tuple[str, ...] = ()


def documents(kb: KnowledgeBase) -> Iterator[Document]:
    """Yield a document for every article that may be suggested to somebody, by path."""
    for path in sorted(kb.articles):
        article = kb.articles[path]
        if status(article) in INDEXED:
            yield document(_answering(article, kb), kb)


def _answering(article: Article, kb: KnowledgeBase) -> Article:
    """Return the article without what is no answer of its own: internal blocks, related titles.

    An index serves readers of every audience, so what colleagues note stays out of it.
    """
    related = block(article)
    spans = [*internal_spans(article), *([related] if related else [])]
    if not spans:
        return article
    text, last = "", 0
    for span in sorted(spans):
        text += article.text[last : span.start]
        last = max(last, span.end)
    text += article.text[last:]
    return parse(text, article.path, lang=article.lang, keys=kb.config.keys)


def document(article: Article, kb: KnowledgeBase) -> Document:
    """Return one article's document."""
    return Document(
        id=article.id,
        path=article.path,
        lang=article.lang,
        title=article.title,
        url=kb.url(article, absolute=True),
        wordings=tuple(line for key in _WORDINGS for line in _lines(article.meta.get(key))),
        errors=tuple(_lines(article.meta.get("errors"))),
        summary=" ".join(_lines(article.meta.get("summary"))),
        parts=tuple(_part(article, section) for section in article.sections),
        audience=audience_rank(article, kb.config.audience),
        products=tuple(_lines(article.meta.get("product"))),
    )


def _part(article: Article, section: Section) -> Part:
    text = plain(article, section.body)
    if section.heading is None:
        return Part("", "", text)
    # The title's own section is the page: it needs no anchor.
    anchor = "" if section.heading.level == 1 else section.heading.id
    return Part(anchor, section.heading.text, text)


def _lines(value: object) -> list[str]:
    """Return a front matter value as a list of strings, whatever the writer made of it."""
    if value is None:
        return []
    values: Iterable[object] = value if isinstance(value, list | tuple | set) else [value]
    return [line for item in values if (line := _BLANK.sub(" ", str(item)).strip())]
