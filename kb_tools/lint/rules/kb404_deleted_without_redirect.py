"""An article was deleted, and nothing redirects its address.

Whoever has the link, from a ticket, a search engine or a bookmark, gets a 404 and not even a
hint at what holds now.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.history.changes import Changes
from kb_tools.language import Text
from kb_tools.lint.published import leads_on, was_read
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.site_facts import SiteFacts

rule = Rule(
    __name__,
    severity="error",
    scope="git",
    about_removed=True,
    zh="""
    文章被删除，原来的地址却没有跳转。

    从工单、搜索引擎或收藏夹点进来的人只会看到 404，连现在该看哪一篇都不知道。
    """,
    bad=[
        Bad(
            {"login.md": "# 登录\n\n输入手机号。\n"},
            "deleted, and its address no longer works: add '/log-in.md' to the aliases of its"
            " successor ('login.md'?)",
            before={
                "login.md": "# 登录\n\n输入手机号。\n",
                "log-in.md": "# 登录旧版\n\n输入邮箱。\n",
            },
        )
    ],
    good=[
        Good(
            {"login.md": "---\naliases: [/log-in.md]\n---\n\n# 登录\n\n输入手机号。\n"},
            before={"login.md": "# 登录\n\n输入手机号。\n", "log-in.md": "# 登录旧版\n"},
        ),
        Good(
            {"login.md": "# 登录\n\n输入手机号。\n"},
            facts=SiteFacts(known=True, redirects=("log-in.md",)),
            before={"login.md": "# 登录\n\n输入手机号。\n", "log-in.md": "# 登录旧版\n"},
        ),
    ],
)

DELETED = Text(
    "deleted, and its address no longer works: add '{alias}' to the aliases of its successor{near}",
    "已删除，它的地址现在打不开：请把“{alias}”写进接替文章的 aliases{near}",
)
NEAR = Text(" ('{path}'?)", "（“{path}”？）")


@rule
def check(article: Article, kb: KnowledgeBase, changes: Changes) -> Iterator[Diagnostic]:  # noqa: ARG001 - it asks for the history
    """Yield a deleted article whose address is dead; readers knew it."""
    if leads_on(article.path, kb) or not was_read(article, kb):
        return
    path = kb.nearest(article.path, article.lang)
    near = NEAR.format(path=path) if path else Text("", "")
    alias = article.path if "/" in article.path else f"/{article.path}"
    span = article.headings[0].text_span if article.headings else Span(0, 0)
    message = Text(
        DELETED.en.format(alias=alias, near=near.en), DELETED.zh.format(alias=alias, near=near.zh)
    )
    yield rule.at(article, span, message)
