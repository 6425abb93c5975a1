"""Half-width punctuation right after Chinese characters.

`设置:` among `设置：` looks like a slip, and lines break in the wrong place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.fact import fact
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    zh="""
    汉字后面用了半角标点。

    `设置:` 夹在 `设置：` 中间像是笔误，而且会在错误的位置换行。
    知识库里半角写法超过一成的标点不报告。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 登录\n\n打开设置,选择帐号。\n"},
            "half-width ',' after Chinese; write '，'",
            fixed={"zh/a.md": "# 登录\n\n打开设置，选择帐号。\n"},
        )
    ],
    good=[{"zh/a.md": "# 登录\n\n版本 1.2：打开设置，选择帐号；再见 http://example.com/。\n"}],
)

MESSAGE = Text(
    "half-width '{half}' after Chinese; write '{full}'", "汉字后面是半角的“{half}”；请写“{full}”"
)
TAKE = Text("write '{full}'", "改为“{full}”")
FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF = regex(r"[,:;?!](?=([\u4e00-\u9fff“‘《「]|[^\S\n]*$)?)", re.MULTILINE)
HABIT = 0.1


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield half-width marks between Chinese and Chinese, or at the end of a line."""
    if article.lang not in ("zh", "zh-Hant"):
        return
    usual = _usual(kb)
    for half, span, is_between in _after_chinese(article):
        if is_between and half not in usual:
            fix = replacing(article, span, FULL[half], TAKE.format(full=FULL[half]))
            yield rule.at(article, span, MESSAGE.format(half=half, full=FULL[half]), fix)


@fact
def _after_chinese(article: Article) -> list[tuple[str, Span, bool]]:
    """Return half-width marks after Chinese, and whether Chinese, or nothing, follows."""
    prose = article.prose
    return [
        (match[0], Span(*match.span()), match[1] is not None)
        for match in _HALF.finditer(prose)
        if "\u4e00" <= prose[match.start() - 1] <= "\u9fff"
    ]


def _conclusion(kb: KnowledgeBase) -> object:
    return _usual(kb)


@once
def _usual(kb: KnowledgeBase) -> frozenset[str]:
    """The marks that more than one time in ten are half-width after Chinese, in this base."""
    count = _marks(kb)
    return frozenset(
        half
        for half, full in FULL.items()
        if count[half] > 3 and count[half] > HABIT * (count[half] + count[full])
    )


@counted
def _marks(article: Article) -> Mapping[str, int]:
    if article.lang not in ("zh", "zh-Hant"):
        return {}
    halves = Counter(half for half, *_ in _after_chinese(article))
    return halves | {full: article.prose.count(full) for full in FULL.values()}
