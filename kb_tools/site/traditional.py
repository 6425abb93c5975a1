"""Traditional Chinese made of simplified when the site is built, in the words of Taiwan.

An article that was written in traditional characters stays as its writer wrote it; the others
are converted by OpenCC (s2twp): running text and what customers read of the front matter, never
code, addresses, error messages or ids. Headings keep the anchors that they have in simplified.
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from kb_tools.article import Article, Link, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.markdown import parse

READ = ("title", "summary", "description", "asked_as", "keywords")
"""Front matter that customers read or type; all else stays as it is."""
ADDRESSES = ("aliases", "permalink")
"""Front matter that only one article can have."""

_PIECE = re.compile(r"\S+")
_TAIL = re.compile(r"[?#]")
_OPENS = re.compile(r"[#?/]|[a-z][a-z0-9+.-]*:", re.IGNORECASE)

_OUTER = str.maketrans("“”", "「」")
_INNER = re.compile(r"‘([^‘’\x1e]*[\u4e00-\u9fff][^‘’\x1e]*)’")
"""Chinese in single quotation marks; an apostrophe in English words is none."""

Edit = tuple[Span, str]


def completed(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the base with the articles that its configuration has made of other languages'."""
    for lang, source in kb.config.converted.items():
        kb = _with(kb, lang, source)
    return kb


def again(kb: KnowledgeBase, path: str) -> Mapping[str, str]:
    """Return, by path, the new texts of what was made of the article at `path`, after an edit."""
    article = kb.articles[path]
    twins = {
        lang: kb.translations(article).get(lang)
        for lang, source in kb.config.converted.items()
        if source == article.lang
    }
    return {
        twin.path: _converted(article, kb, lang, _own(kb, lang)).text
        for lang, twin in twins.items()
        if twin is not None
    }


def _own(kb: KnowledgeBase, lang: str) -> Mapping[str, str]:
    """Return, by path, where each article is in a language that has it."""
    return {a.path: b.path for a in kb.articles.values() if (b := kb.translations(a).get(lang))}


def _with(kb: KnowledgeBase, lang: str, source: str) -> KnowledgeBase:
    wanted = [
        article
        for article in kb.articles.values()
        if article.lang == source and lang not in kb.translations(article)
    ]
    paths = {article.path: place(article, kb, lang) for article in wanted}
    places = {**_own(kb, lang), **paths}
    made = {
        paths[article.path]: _converted(article, kb, lang, places)
        for article in wanted
        if paths[article.path] not in kb.files
    }
    return dataclasses.replace(
        kb,
        articles=MappingProxyType({**kb.articles, **made}),
        files=kb.files | made.keys(),
    )


def place(article: Article, kb: KnowledgeBase, lang: str) -> str:
    """Return where the article would be in another language, in the manner of the others."""
    layout = kb.layout
    if folder := layout.folder(article.path):
        return f"{layout.prefix}{lang}/{article.path[len(folder) :]}"
    stem, dot, suffix = article.path.rpartition(".")
    return f"{stem.removesuffix(f'.{article.lang}')}.{lang}{dot}{suffix}"


def _converted(
    article: Article, kb: KnowledgeBase, lang: str, places: Mapping[str, str]
) -> Article:
    edits = [*moved_links(article, kb, places), *_anchors(article), *_meta(article, lang)]
    taken = sorted(span for span, _ in edits)
    spans = [span for span in _pieces(article) if not _touches(span, taken)]
    edits += zip(spans, _taiwanese([span.of(article.text) for span in spans]), strict=True)
    text = article.text
    for span, new in sorted(edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    made = parse(text, places[article.path], lang=lang, keys=kb.config.keys)
    return dataclasses.replace(made, id=article.id, lang=lang)


def _pieces(article: Article) -> Iterator[Span]:
    """Yield running text, what pictures are said to show, and front matter for customers."""
    body = article.meta_span.end if article.meta_span else 0
    for key in READ:
        if (span := article.meta_spans.get(key)) is not None:
            yield span
    for match in _PIECE.finditer(article.prose, body):
        yield Span(*match.span())
    for link in article.links:
        if link.image and link.form == "inline":
            yield link.text_span
            yield Span(link.target_span.end, link.span.end)


def _touches(span: Span, taken: list[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in taken)


def _anchors(article: Article) -> Iterator[Edit]:
    """Write each heading's anchor down, so that links to it lead there in every script."""
    for heading in article.headings:
        if not heading.explicit and heading.form == "hash" and not heading.id.isascii():
            at = heading.text_span.end
            yield Span(at, at), f" {{#{heading.id}}}"


def _meta(article: Article, lang: str) -> Iterator[Edit]:
    for key in ADDRESSES:
        if (span := article.meta_spans.get(key)) is not None:
            yield span, "[]" if key == "aliases" else '""'
    if (span := article.meta_spans.get("lang")) is not None:
        yield span, lang


def moved_links(article: Article, kb: KnowledgeBase, places: Mapping[str, str]) -> Iterator[Edit]:
    """Let links lead to the articles of the new language, and to the files where they are."""
    here = posixpath.dirname(places[article.path]) or "."
    seen: set[Span] = set()
    for link in article.links:
        path = kb.resolve(link.target, article).path
        if path is None or _OPENS.match(link.target) or link.target_span in seen:
            continue
        seen.add(link.target_span)
        way = posixpath.relpath(places.get(path, path), here)
        if way != posixpath.normpath(_TAIL.split(link.target)[0]):
            yield link.target_span, _address(way, link, article)


def _address(way: str, link: Link, article: Article) -> str:
    raw = link.target_span.of(article.text)
    tail = raw[found.start() :].rstrip(">") if (found := _TAIL.search(raw)) else ""
    return re.sub(r"[\s()<>]", lambda char: f"%{ord(char[0]):02X}", way) + tail


def _taiwanese(texts: list[str]) -> list[str]:
    """Return texts in Taiwan's characters, words and quotation marks.

    One call for all is many times faster.
    """
    if not texts:
        return []
    converted = str(_converter().convert("\x1e".join(texts)))
    return _INNER.sub(r"『\1』", converted).translate(_OUTER).split("\x1e")


@cache
def _converter() -> Any:  # noqa: ANN401 - OpenCC has no types
    import opencc

    return opencc.OpenCC("s2twp")
