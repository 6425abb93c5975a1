"""A summary that does not tell what the article answers: too short, too long, no sentence.

In the search results and in a suggestion to a ticket the summary is what people decide by.
"OAuth" tells them nothing, a repeated title no more, and what goes on for too long is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.wording import same
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    摘要没有说清文章回答什么：太短、太长，或不是完整的句子。

    搜索结果和给工单的推荐里，人们凭摘要决定点不点开。“OAuth”什么也没说，
    重复标题也等于没说，太长的会被截断。一个英文单词算两个字。
    """,
    bad=[
        Bad(
            "---\ntitle: OAuth\nsummary: OAuth\n---\n\n# OAuth\n\nGo to …\n",
            "the summary repeats the title; say what the article answers",
        ),
        Bad(
            "---\ntitle: OAuth\nsummary: About OAuth.\n---\n\n# OAuth\n\nGo to …\n",
            "the summary has 12 characters; 30 are the least that says something",
        ),
        Bad(
            "---\ntitle: OAuth\nsummary: How an application gets access without a password\n---\n"
            "\n# OAuth\n\nGo to …\n",
            "the summary is not a full sentence: it does not end with a full stop",
        ),
    ],
    good=[
        "---\ntitle: OAuth\nsummary: Explains how an application gets access without a password.\n"
        "---\n\n# OAuth\n",
        {"zh/a.md": "---\ntitle: 退款\nsummary: 说明怎样申请退款，以及钱多久能退回到账户。\n---\n"},
    ],
)

REPEATED = Text(
    "the summary repeats the title; say what the article answers",
    "摘要重复了标题；请写明文章回答什么",
)
SHORT = Text(
    "the summary has {n} characters; {least} are the least that says something",
    "摘要只有 {n} 字；至少 {least} 字才说得清楚",
)
LONG = Text(
    "the summary has {n} characters; after {most} it is cut off",
    "摘要有 {n} 字；超过 {most} 字会被截断",
)
OPEN = Text(
    "the summary is not a full sentence: it does not end with a full stop",
    "摘要不是完整的句子：结尾没有句号",
)
ENGLISH = (30, 160)
CHINESE = (15, 80)
_UNIT = regex(r"[\u3400-\u9fff]|([a-zA-Z0-9][a-zA-Z0-9_.'’/-]*)")
_END = regex(r"[.!?…。！？][\"'”’」）)`*]*$")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the first thing that is wrong with an article's summary."""
    summary = article.meta.get("summary")
    if not isinstance(summary, str) or not summary.strip() or is_template(article):
        return
    fault = _fault(" ".join(summary.split()), article)
    if fault is not None:
        yield rule.at(article, article.meta_spans["summary"], fault)


def _fault(summary: str, article: Article) -> Text | None:
    chinese = is_chinese(article)
    least, most = CHINESE if chinese else ENGLISH
    length = _width(summary) if chinese else len(summary)
    if len(summary) < 2 * len(article.title) and same(summary, article.title):
        return REPEATED
    if length < least:
        return SHORT.format(n=length, least=least)
    if length > most:
        return LONG.format(n=length, most=most)
    return None if _END.search(summary) else OPEN


def _width(summary: str) -> int:
    """Return the length in Chinese characters; a Latin word counts as two."""
    return sum(2 if word else 1 for word in _UNIT.findall(summary))
