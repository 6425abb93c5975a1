"""What is meant for colleagues would be published.

A note about a customer, a link into the ticket system, a workaround that support must not
hand out: once on the site it is in every search engine.

Blocks for colleagues stand between `<!-- internal -->` and `<!-- /internal -->`, or under
`!!! internal`; public builds leave them out. This rule reports what looks internal and is
not in such a block, and marks that do not close or are misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article, Section, Span
from kb_tools.audience import internal_spans
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.audience import internal_at, is_public
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex
from kb_tools.section_names import folded

rule = Rule(
    __name__,
    severity="error",
    zh="""
    只给同事看的内容会被公开。

    关于客户的备注、工单系统的链接、不该外传的变通办法，一旦上了网站，就进了所有搜索引擎。

    给同事看的段落写在 `<!-- internal -->` 与 `<!-- /internal -->` 之间，或写在
    `!!! internal` 之下，公开构建会去掉它们。此规则报告看上去是内部内容、却不在这种段落里的文字，
    以及没有结束或写错的标记。
    """,
    bad=[
        Bad(
            "# 退款\n\n可以退款。\n\n## 内部备注\n\n超过 500 元请找主管。\n",
            "section '内部备注' would be published; put it between <!-- internal --> and"
            " <!-- /internal -->",
            fixed="# 退款\n\n可以退款。\n\n<!-- internal -->\n\n## 内部备注\n\n"
            "超过 500 元请找主管。\n\n<!-- /internal -->\n",
        ),
        Bad(
            "# Refunds\n\nSee https://acme.zendesk.com/agent/tickets/12.\n",
            "'acme.zendesk.com/agent/' is open to colleagues only; remove it or put it into an"
            " internal block",
        ),
        Bad(
            "# Refunds\n\nYes.\n\n<!-- internal -->\n\nUp to $ 500.\n",
            "this internal block never ends; add <!-- /internal -->",
        ),
    ],
    good=[
        "# Refunds\n\nYes.\n\n<!-- internal -->\n\n## Internal notes\n\nUp to $ 500.\n\n"
        "<!-- /internal -->\n",
        "---\naudience: internal\n---\n\n# Refunds\n\n## Internal notes\n\nUp to $ 500.\n",
    ],
)

SECTION = Text(
    "section '{heading}' would be published; put it between <!-- internal --> and"
    " <!-- /internal -->",
    "“{heading}”一节会被公开；请放在 <!-- internal --> 与 <!-- /internal --> 之间",
)
ADDRESS = Text(
    "'{address}' is open to colleagues only; remove it or put it into an internal block",
    "“{address}”只有同事能打开；请删去，或放进内部段落",
)
KEY = Text(
    "'{key}' is for colleagues, and front matter goes to the site; put it into an internal block",
    "“{key}”是内部信息，而 front matter 会进入网站；请放进内部段落",
)
OPEN = Text(
    "this internal block never ends; add <!-- /internal -->",
    "这个内部段落没有结束；请加上 <!-- /internal -->",
)
STRAY = Text(
    "this closes no internal block; add <!-- internal --> before it",
    "这里没有要结束的内部段落；请在前面加上 <!-- internal -->",
)
WRAP = Text("put it into an internal block", "放进内部段落")

_CLOSE = regex(r"<!--\s*/internal\s*-->", re.IGNORECASE)
_OPEN = regex(r"<!--\s*internal\s*-->", re.IGNORECASE)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what looks internal in an article that the public sees."""
    if not is_public(article, kb):
        return
    yield from _marks(article)
    yield from _keys(article)
    yield from _sections(article)
    yield from _addresses(article)


def _marks(article: Article) -> Iterator[Diagnostic]:
    for span in internal_spans(article):
        text = span.of(article.text)
        if _OPEN.match(text) and not _CLOSE.search(text):
            yield rule.at(article, Span(span.start, article.text.find("-->", span.start) + 3), OPEN)
    for span in article.comments:
        if _CLOSE.match(article.text, span.start) and not internal_at(article, span.start):
            yield rule.at(article, span, STRAY)


def _keys(article: Article) -> Iterator[Diagnostic]:
    for key, span in article.meta_spans.items():
        if key in table("internal")["keys"] and article.meta.get(key):
            yield rule.at(article, span, KEY.format(key=key))


def _sections(article: Article) -> Iterator[Diagnostic]:
    for section in article.sections:
        heading = section.heading
        if heading is None or folded(heading.text) not in _headings():
            continue
        if not internal_at(article, heading.span.start):
            message = SECTION.format(heading=heading.text)
            yield rule.at(article, heading.text_span, message, _wrap(article, section))


def _wrap(article: Article, section: Section) -> Fix:
    end = section.span.start + len(section.span.of(article.text).rstrip())
    return Fix(
        WRAP,
        (
            Edit(
                article.path, Span(section.span.start, section.span.start), "<!-- internal -->\n\n"
            ),
            Edit(article.path, Span(end, end), "\n\n<!-- /internal -->"),
        ),
    )


def _addresses(article: Article) -> Iterator[Diagnostic]:
    internal = table("internal")
    text = article.text
    if internal["domain"] not in text or not any(one in text for one in internal["literals"]):
        return
    for match in _pattern().finditer(article.text):
        if not internal_at(article, match.start()):
            yield rule.at(article, Span(*match.span()), ADDRESS.format(address=match[0]))


@cache
def _headings() -> frozenset[str]:
    return frozenset(folded(heading) for heading in table("internal")["headings"])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(table("internal")["addresses"]))
