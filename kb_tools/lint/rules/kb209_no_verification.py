"""A fix that does not say how to see that it worked.

The customer does what the article says, is not sure whether that was it, and opens a ticket to
ask. One sentence is enough: "You see Connected."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex
from kb_tools.section_names import sections

KINDS = ("troubleshooting", "known-issue")

rule = Rule(
    __name__,
    severity="info",
    zh="""
    给了解决方法，却没说怎样确认已经解决。

    客户照做之后不确定算不算好了，只好再开一张工单来问。一句话就够：“页面显示已连接”。
    """,
    bad=[
        Bad(
            "---\nkind: troubleshooting\n---\n\n# Blank page\n\n## Resolution\n\nClear it.\n",
            "say how to see that it worked: what the customer sees then",
        )
    ],
    good=[
        "---\nkind: troubleshooting\n---\n\n# Blank page\n\n## Resolution\n\nClear it. You see the"
        " orders again.\n",
        {
            "zh/a.md": "---\nkind: troubleshooting\n---\n\n# 空白页\n\n## 解决方法\n\n清缓存。\n\n"
            "## 验证\n\n页面出现订单。\n"
        },
        {"zh/b.md": "---\nkind: faq\n---\n\n# 可以退款吗？\n\n可以。\n"},
    ],
)

MESSAGE = Text(
    "say how to see that it worked: what the customer sees then",
    "请写明怎样确认已经解决：客户这时会看到什么",
)
_SEEN = regex(
    r"\b(?:verif\w+|confirm\w*|check (?:that|whether|if)|make sure"
    r"|you (?:should |will |can )?(?:now )?(?:see|receive|get)"
    r"|should (?:now )?(?:be|work|see|show|appear|start|open|load)|works? again"
    r"|appears?|is (?:back|gone|solved|resolved|fixed)|no longer|succeed\w*|successful\w*)\b"
    r"|验证|驗證|确认|確認|检查|檢查|看到|显示|顯示|出现|出現|恢复|恢復|即可|就能|就可以|不再"
    r"|成功|正常",
    re.IGNORECASE,
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the resolution of an article that nowhere says what to see after it."""
    if article.kind not in KINDS or is_template(article):
        return
    named = [(s, sections(s.heading.text)) for s in article.sections if s.heading is not None]
    if any("verification" in names for _, names in named):
        return
    solving = [(s.heading, s.span) for s, names in named if s.heading and "resolution" in names]
    if solving and not any(_SEEN.search(span.of(article.prose)) for _, span in solving):
        yield rule.at(article, solving[0][0].text_span, MESSAGE)
