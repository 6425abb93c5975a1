"""The status contradicts the article: published without a cause, archived yet in the menu.

Customers find an article that says "under investigation" and nothing else, or click an entry
of the menu that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import status
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex
from kb_tools.site_facts import SiteFacts

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=lambda before, kb, _changed: before.nav ^ kb.nav,
    zh="""
    状态与内容矛盾：已发布却没有解决办法，或已归档却还在导航里。

    客户找到的文章只写着“原因待查”，或者点开菜单却打不开页面。
    """,
    bad=[
        Bad(
            {
                "zh/a.md": "---\nkind: troubleshooting\nstatus: published\n---\n\n# 无法登录\n\n"
                "## 原因\n\n原因待查。\n"
            },
            "published, but the text says '原因待查'; finish it or make it a draft",
        ),
        Bad(
            {"old.md": "---\nstatus: archived\n---\n\n# Old\n"},
            "archived, but the navigation in mkdocs.yml shows it; remove one of the two",
            facts=SiteFacts(known=True, nav=(("Old", "old.md"),)),
        ),
    ],
    good=[
        {
            "zh/a.md": "---\nkind: troubleshooting\nstatus: draft\n---\n\n# 无法登录\n\n"
            "## 原因\n\n原因待查。\n"
        }
    ],
)

OPEN = Text(
    "published, but the text says '{text}'; finish it or make it a draft",
    "状态是已发布，正文却写着“{text}”；请写完，或改为草稿",
)
SHOWN = Text(
    "archived, but the navigation in mkdocs.yml shows it; remove one of the two",
    "状态是已归档，mkdocs.yml 的导航里却还有它；请去掉其中之一",
)
_OPEN = regex(
    r"原因待查|原因未知，待|尚在排查|正在排查中|等待研发|待研发确认|原因待確認|尚在調查"
    r"|(?i:cause (?:is )?(?:still )?unknown yet|root cause (?:is )?to be (?:determined|confirmed)"
    r"|waiting for (?:engineering|r&d|development))"
)
KINDS = ("troubleshooting", "faq", "howto")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the contradiction, at the words or at the status."""
    if status(article) == "archived" and article.path in kb.nav:
        yield rule.at(article, article.meta_spans.get("status") or Span(0, 0), SHOWN)
    if status(article) == "published" and article.kind in KINDS:
        for match in _OPEN.finditer(article.prose):
            yield rule.at(article, Span(*match.span()), OPEN.format(text=match[0]))
