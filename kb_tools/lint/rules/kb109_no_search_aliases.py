"""An article without a single wording of the customers.

Customers write "登不上", the title says 无法登录; they write the error they see, the title says
what it means. What they type has to stand somewhere: `asked_as` for wordings, `errors` for
messages. An article with its customers' words gains more than from any ranking.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.audience import is_public
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.house import habits, is_template
from kb_tools.lint.rule import Bad, Rule

KEYS = ("asked_as", "errors", "keywords")
KINDS = ("faq", "troubleshooting", "known-issue", "howto")

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    concerns=all_unless_same(lambda kb: habits(kb).managed),
    zh="""
    文章里没有客户自己的说法。

    客户写“登不上”，标题写“无法登录”；客户贴的是报错原文，标题写的是它的意思。
    客户会输入的话总要写在某处：说法写进 `asked_as`，报错原文写进 `errors`。
    这比任何排序算法都管用。
    """,
    bad=[
        Bad(
            "---\nkind: faq\ntitle: 无法登录怎么办？\n---\n\n# 无法登录怎么办？\n\n重置密码。\n",
            "no customer wordings: add 'asked_as: [...]', or the error message under 'errors'",
        )
    ],
    good=[
        "---\nkind: faq\ntitle: 无法登录\nasked_as: [登不上]\n---\n\n# 无法登录\n",
        "---\nkind: reference\ntitle: Limits\n---\n\n# Limits\n",
    ],
)

MESSAGE = Text(
    "no customer wordings: add 'asked_as: [...]', or the error message under 'errors'",
    "没有客户的说法：请加上 `asked_as: [...]`，或把报错原文写进 `errors`",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield a public article that answers customers and has none of their words."""
    if article.kind not in KINDS or any(article.meta.get(key) for key in KEYS):
        return
    if habits(kb).managed and is_public(article, kb) and not is_template(article):
        span = article.meta_spans.get("title") or article.meta_spans.get("kind") or Span(0, 0)
        yield rule.at(article, span, MESSAGE)
