"""An article so long that it answers more than one question.

Nobody reads 2,500 characters to find one step, and a search result that leads to a long page
leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

LIMIT = 2500
"""Chinese characters; a Latin word counts as two, which makes 1,250 words."""
KINDS = ("faq", "troubleshooting", "known-issue", "howto")

rule = Rule(
    __name__,
    severity="info",
    zh="""
    文章太长，回答的不止一个问题。

    没有人会为了一个步骤读 2500 字；搜索结果指向一个很长的页面，等于没有指向。
    一个英文单词按两个字计。
    """,
    bad=[
        Bad(
            {
                "zh/a.md": "---\nkind: faq\n---\n\n# 可以退款吗？\n\n"
                + "打开订单，选择退款。" * 320
                + "\n"
            },
            "the article has 2565 characters (a Latin word is two); split it by question",
        )
    ],
    good=[{"zh/a.md": "---\nkind: faq\n---\n\n# 可以退款吗？\n\n可以。\n"}],
)

MESSAGE = Text(
    "the article has {n} characters (a Latin word is two); split it by question",
    "全文 {n} 字（一个英文单词算两个字）；请按问题拆成几篇",
)
_WORD = regex(r"[A-Za-z0-9]+(?:['’.-][A-Za-z0-9]+)*|([\u3400-\u9fff])")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield an article of a kind that answers one question, when its text is too long."""
    if article.kind not in KINDS or len(article.prose) < LIMIT:
        return
    count = sum(1 if match[1] else 2 for match in _WORD.finditer(article.prose))
    if count > LIMIT:
        place = article.headings[0].text_span if article.headings else Span(0, 0)
        yield rule.at(article, place, MESSAGE.format(n=count))
