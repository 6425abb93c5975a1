"""A link to an article or a file that does not exist.

The reader gets a 404 in the middle of solving a problem, and opens a ticket.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import is_beyond, targets

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=linking,
    zh="""
    链接指向不存在的文章或文件。

    客户在解决问题的半路上看到 404，于是提交了工单。
    """,
    bad=[
        Bad(
            {
                "login.md": "# 登录\n\n请[重置密码](reset-pasword.md)。\n",
                "reset-password.md": "# 重置密码\n",
            },
            "'reset-pasword.md' does not exist; did you mean 'reset-password.md'?",
            fixed={"login.md": "# 登录\n\n请[重置密码](reset-password.md)。\n"},
            safe=False,
        ),
        Bad(
            "# Sign in\n\nSee [billing](billing/invoices.md).\n",
            "'billing/invoices.md' does not exist",
        ),
        Bad(
            "# Sign in\n\nSee [billing]().\n",
            "this link has no target; name one, or leave the text alone",
        ),
    ],
    good=[
        "# Sign in\n\n[Status](https://example.com/x.md), and `[code](nowhere.md)`.\n",
        {"a.md": "# A\n\n[B](b.md)\n", "b.md": "---\naliases: [c.md]\n---\n\n# B\n\n[A](/a/)\n"},
    ],
)

DEAD = Text("'{target}' does not exist", "“{target}”不存在")
NEAR = Text(
    "'{target}' does not exist; did you mean '{near}'?", "“{target}”不存在；是不是“{near}”？"
)
EMPTY = Text(
    "this link has no target; name one, or leave the text alone",
    "这个链接没有目标；请写上，或只保留文字",
)
TAKE = Text("link to '{near}'", "改为链接到“{near}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links whose target is missing; images are KB702's."""
    for link, found in targets(article, kb):
        if link.image or found.status != "missing" or is_beyond(link.target, article, kb):
            continue
        near = found.nearest
        if near is None:
            message = DEAD.format(target=link.target) if link.target.strip() else EMPTY
            yield rule.at(article, link.target_span, message)
            continue
        fix = replacing(article, link.target_span, near, TAKE.format(near=near), safe=False)
        yield rule.at(article, link.target_span, NEAR.format(target=link.target, near=near), fix)
