"""Links to what their readers may not see: the link goes, the writer's words stay.

An address reveals an article, too: `runbooks/acme-breach.md`. What a link is called is in
an article that may be seen, so that is its writer's to say; in the list of related articles it is
the title of the hidden one, and the entry goes with it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kb_tools import related_list
from kb_tools.article import Article, Link, Span
from kb_tools.audience import internal_spans
from kb_tools.corpus import KnowledgeBase
from kb_tools.language import Text
from kb_tools.markdown import parse

_ATTRIBUTE = re.compile(r"\s[\w:-]+\s*=\s*[\"']?$")

TOLD = Text(
    "'{path}' line {line} links to '{target}', which the readers of this site may not see: the"
    " link is left out, its text stays; remove it, or put it into an internal block",
    "“{path}”第 {line} 行链接到“{target}”，本站读者无权查看：已去掉链接，保留文字；"
    "请删除这个链接，或把它放进内部段落",
)


class Severed(NamedTuple):
    """A link that was taken out: of which article, in which line, and what was its target."""

    path: str
    line: int
    target: str

    @property
    def message(self) -> Text:
        """What to tell the writer."""
        return TOLD.format(path=self.path, line=self.line, target=self.target)


def without_hidden(
    shown: KnowledgeBase, whole: KnowledgeBase
) -> Iterator[tuple[Article, tuple[Severed, ...]]]:
    """Yield each article shown that links to articles which only the `whole` base has, without.

    With it comes what was taken out; nothing is reported of links in internal blocks.
    """
    for path, article in shown.articles.items():
        if _hidden_links(article, shown, whole):
            written = whole.articles[path]
            inside = internal_spans(written)
            links = _hidden_links(written, shown, whole)
            outside = (one for one in links if not any(_within(one, span) for span in inside))
            yield (
                cut(article, shown, whole),
                tuple(
                    Severed(path, written.position(one.span.start).line, one.target)
                    for one in outside
                ),
            )


def cut(article: Article, shown: KnowledgeBase, whole: KnowledgeBase) -> Article:
    """Return an article without its links to what only the `whole` base has."""
    while links := _hidden_links(article, shown, whole):  # once more for a link around a link
        text = _severed(article, links)
        made = parse(text, article.path, lang=article.lang, keys=whole.config.keys)
        article = dataclasses.replace(made, id=article.id, lang=article.lang)
    return article


def _hidden_links(article: Article, shown: KnowledgeBase, whole: KnowledgeBase) -> list[Link]:
    lost = (link for link in article.links if shown.resolve(link.target, article).path is None)
    found = ((link, whole.resolve(link.target, article).path) for link in lost)
    return [link for link, path in found if path in whole.articles]


def _severed(article: Article, links: Collection[Link]) -> str:
    text = article.text
    end = len(text)
    edits = sorted(set(_edits(article, links)), key=lambda edit: (-edit[0].end, edit[0].start))
    for span, kept in edits:  # from the end on, of nested ones the outer
        if span.end <= end:
            text, end = text[: span.start] + kept + text[span.end :], span.start
    return text


def _edits(article: Article, links: Collection[Link]) -> Iterator[tuple[Span, str]]:
    text = article.text
    listed = related_list.block(article) or Span(0, 0)
    entries = {link for link in article.links if _within(link, listed)}
    if entries and entries <= {*links}:
        yield listed, ""
    for link in links:
        if link in entries:
            yield _line(text, link.span.start), ""
        elif link.form == "html":
            yield _attribute(text, link.target_span), ""
        else:
            words = link.text_span.of(text)
            yield link.span, "" if words == link.target_span.of(text) else words
        if link.form == "reference":
            yield _line(text, link.target_span.start), ""


def _within(link: Link, span: Span) -> bool:
    return span.start <= link.span.start < span.end


def _line(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, end + 1 if end >= 0 else len(text))


def _attribute(text: str, target: Span) -> Span:
    """Return the span of a whole attribute of HTML, by that of its value."""
    opening = _ATTRIBUTE.search(text, max(0, target.start - 40), target.start)
    quoted = text[target.start - 1] in "\"'" and text[target.end : target.end + 1] in ('"', "'")
    return Span(opening.start() if opening else target.start, target.end + quoted)
