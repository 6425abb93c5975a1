"""A title that is not what a customer would type: a FAQ that asks nothing, "About …", too long.

Titles are what people search, scan and click. One that names a topic instead of the question
or the symptom is passed over, though the answer stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text, normal
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    标题不是客户会输入的话：FAQ 没有提问、“关于……”，或者太长。

    人们搜索、浏览、点击的都是标题。只写主题而不写问题或症状的标题会被略过，尽管答案就在下面。
    """,
    bad=[
        Bad(
            {"zh/a.md": "---\ntitle: 退款期限\nkind: faq\n---\n\n七天之内可以退款。\n"},
            "the title of a FAQ must be a question: '退款期限'",
        ),
        Bad(
            {"en/a.md": "---\ntitle: About login\nkind: troubleshooting\n---\n\nSign in again.\n"},
            "'About login' names a topic; write the symptom or the error as the customer sees it",
        ),
    ],
    good=[
        {"zh/a.md": "---\ntitle: 多久可以退款？\nkind: faq\n---\n\n七天之内可以退款。\n"},
        {"en/a.md": "---\ntitle: Why am I asked to sign in again\nkind: faq\n---\n\nTime is up.\n"},
        {"en/a.md": "# About us\n\nAn article without a kind.\n"},
    ],
)

QUESTION = Text(
    "the title of a FAQ must be a question: '{title}'", "FAQ 的标题应是一个问题：“{title}”"
)
TOPIC = Text(
    "'{title}' names a topic; write the symptom or the error as the customer sees it",
    "“{title}”只是一个主题；请写出客户看到的症状或报错",
)
LONG = Text(
    "the title is {n} Chinese characters wide (a Latin one is a half); {limit} fit in a search"
    " result",
    "标题有 {n} 个汉字宽（西文字母算半个）；搜索结果里只放得下 {limit} 个",
)
LIMIT = 45


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the title's fault, where the front matter says what kind of article it is."""
    if not article.kind or not article.title:
        return
    message = _fault(article.title, article.kind, normal(article.lang or "en"))
    if message is not None:
        yield rule.at(article, _place(article), message)


def _fault(title: str, kind: str, lang: str) -> Text | None:
    patterns = table("titles")
    if kind == "faq" and lang in patterns["faq"] and not re.search(patterns["faq"][lang], title):
        return QUESTION.format(title=title)
    topic = patterns["forbidden"].get(lang)
    if kind in ("troubleshooting", "known-issue") and topic and re.search(topic, title):
        return TOPIC.format(title=title)
    if (wide := _width(title)) > LIMIT and kind != "reference":
        return LONG.format(n=wide, limit=LIMIT)
    return None


def _width(title: str) -> int:
    return round(sum(1.0 if east_asian_width(char) in "WF" else 0.5 for char in title))


def _place(article: Article) -> Span:
    if "title" in article.meta_spans:
        return article.meta_spans["title"]
    return article.headings[0].text_span if article.headings else Span(0, 0)
