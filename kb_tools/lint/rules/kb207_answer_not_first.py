"""A FAQ that begins with something else than the answer: a heading, an image, a table.

The customer wants yes or no and where to click. On a phone the first lines are all they see,
and search results and chat replies quote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    FAQ 一开头不是答案，而是标题、图片或表格。

    客户想知道的是“能还是不能、点哪里”。在手机上只看得到最前面几行，
    搜索结果和聊天回复引用的也是这几行。
    """,
    bad=[
        Bad(
            {"zh/a.md": "---\nkind: faq\n---\n\n# 可以退款吗？\n\n## 背景\n\n从 2019 年起可以。\n"},
            "the answer must come first, but the article starts with a heading",
        ),
        Bad(
            {
                "en/a.md": "---\nkind: faq\n---\n\n# Can I get a refund?\n\n![Form](https://a.b/c.png)\n"
            },
            "the answer must come first, but the article starts with an image",
        ),
    ],
    good=[{"zh/a.md": "---\nkind: faq\n---\n\n# 可以退款吗？\n\n可以。打开订单。\n\n## 背景\n"}],
)

MESSAGE = Text(
    "the answer must come first, but the article starts with {what}",
    "开头应先给出答案，这里却是{what}",
)
STARTS: tuple[tuple[str, Text], ...] = (
    (r"#{2,6}\s", Text("a heading", "标题")),
    (r"!\[|<img\b", Text("an image", "图片")),
    (r"\|", Text("a table", "表格")),
    (r"```|~~~", Text("code", "代码")),
    (r"---+\s*$", Text("a rule", "分隔线")),
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the first block below the title when it is no text."""
    if article.kind != "faq":
        return
    start = article.meta_span.end if article.meta_span else 0
    first = next((h for h in article.headings if h.level == 1), None)
    start = max(start, first.span.end) if first else start
    for pattern, what in STARTS:
        match = re.compile(
            rf"(?:\s|<!--.*?-->)*(?P<block>{pattern})", re.DOTALL | re.MULTILINE
        ).match(article.text, start)
        if match:
            message = Text(MESSAGE.en.format(what=what.en), MESSAGE.zh.format(what=what.zh))
            yield rule.at(article, Span(*match.span("block")), message)
            return
