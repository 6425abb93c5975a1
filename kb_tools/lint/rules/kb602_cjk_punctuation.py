"""Half-width punctuation among Chinese characters, or letters and digits of full width.

`设置:` among `设置：` looks like a slip, and lines break in the wrong place; who searches for
`API` does not find `ＡＰＩ` on the page.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.anchors import moves_anchor
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.width import FULL, Found, brackets, marks, wide

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    zh="""
    中文里用了半角标点，或用了全角的字母、数字。

    `设置:` 夹在 `设置：` 中间像是笔误，而且会在错误的位置换行；
    在页面上查找 `API` 时找不到 `ＡＰＩ`。
    知识库里半角写法超过一成的标点和括号不报告；一半全角、一半半角的括号总是报告。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 登录\n\n打开设置,选择帐号。\n"},
            "half-width ',' after Chinese; write '，'",
            fixed={"zh/a.md": "# 登录\n\n打开设置，选择帐号。\n"},
        ),
        Bad(
            {"zh/a.md": "# 登录\n\n打开设置(在右上角)。\n"},
            "half-width brackets around Chinese; write '（…）'",
            fixed={"zh/a.md": "# 登录\n\n打开设置（在右上角）。\n"},
        ),
        Bad(
            {"zh/a.md": "# 登录\n\n打开设置（Settings)。\n"},
            "one bracket is full-width and the other is not; write '（…）'",
            fixed={"zh/a.md": "# 登录\n\n打开设置（Settings）。\n"},
        ),
        Bad(
            {"zh/a.md": "# 登录\n\n输入６位数字。\n"},
            "'６' is full-width; write '6'",
            fixed={"zh/a.md": "# 登录\n\n输入6位数字。\n"},
        ),
    ],
    good=[
        {"zh/a.md": "# 登录\n\n版本 1.2：打开设置，选择帐号；再见 http://example.com/。\n"},
        {"zh/a.md": "# 连接\n\n路径是“服务器地址:端口/状态”。\n"},
        {"zh/a.md": "# 登录\n\n设置 (Settings) 里有（步骤 1) 和步骤 2)）。全角字母如 ＡＢＣ。\n"},
    ],
)

MESSAGE = Text(
    "half-width '{half}' after Chinese; write '{full}'", "汉字后面是半角的“{half}”；请写“{full}”"
)
AROUND = Text("half-width brackets around Chinese; write '（…）'", "中文用了半角括号；请写“（…）”")
MIXED = Text(
    "one bracket is full-width and the other is not; write '（…）'",
    "括号一半全角、一半半角；请写“（…）”",
)
WIDE = Text("'{wide}' is full-width; write '{plain}'", "“{wide}”是全角字符；请写“{plain}”")
TAKE = Text("write '{full}'", "改为“{full}”")
HABIT = 0.1


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield marks and brackets of the wrong width, and letters and digits of full width."""
    if article.lang not in ("zh", "zh-Hant"):
        return
    usual = _usual(kb)
    for half, span, is_between in marks(article):
        if is_between and half not in usual:
            fix = replacing(article, span, FULL[half], TAKE.format(full=FULL[half]))
            yield rule.at(article, span, MESSAGE.format(half=half, full=FULL[half]), fix)
    for found in brackets(article):
        if found.mixed or "(" not in usual:
            yield rule.at(
                article, found.span, MIXED if found.mixed else AROUND, _paired(article, found)
            )
    for span in wide(article):
        text = span.of(article.text)
        plain = unicodedata.normalize("NFKC", text)
        safe = not moves_anchor(article, span)
        fix = replacing(article, span, plain, TAKE.format(full=plain), safe=safe)
        yield rule.at(article, span, WIDE.format(wide=text, plain=plain), fix)


def _paired(article: Article, found: Found) -> Fix:
    ends = ((found.span.start, "（"), (found.span.end - 1, "）"))
    edits = (
        Edit(article.path, Span(start, start + 1), mark)
        for start, mark in ends
        if article.text[start] != mark
    )
    return Fix(TAKE.format(full="（…）"), tuple(edits))


def _conclusion(kb: KnowledgeBase) -> object:
    return _usual(kb)


@once
def _usual(kb: KnowledgeBase) -> frozenset[str]:
    """The marks that more than one time in ten are half-width in Chinese, in this base."""
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
    halves = Counter(half for half, *_ in marks(article))
    halves["("] = sum(not found.mixed for found in brackets(article))
    return halves | {full: article.prose.count(full) for full in FULL.values()}
