"""A link from a published article to one that readers do not see: archived, or a draft.

The site leaves the target out, so the link is dead for every customer, though it works in
the writer's editor.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=linking,
    zh="""
    已发布的文章链接到读者看不到的文章：已归档，或仍是草稿。

    网站上没有目标文章，所以客户点开是 404，而作者在编辑器里却能打开。
    """,
    bad=[
        Bad(
            {
                "login.md": "# Sign in\n\nSee [the old portal](portal.md).\n",
                "portal.md": "---\nstatus: archived\n---\n\n# The old portal\n",
            },
            "'portal.md' is archived and not on the site; link to its successor or publish it",
        )
    ],
    good=[
        {
            "login.md": "---\nstatus: draft\n---\n\n# Sign in\n\nSee [the portal](portal.md).\n",
            "portal.md": "---\nstatus: draft\n---\n\n# The portal\n",
        }
    ],
)

MESSAGE = Text(
    "'{target}' is {status} and not on the site; link to its successor or publish it",
    "“{target}”的状态是 {status}，不在网站上；请链接到替代它的文章，或先发布它",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links to articles that the site leaves out."""
    for link, found in targets(article, kb):
        if found.status == "archived" and found.article is not None:
            status = found.article.meta.get("status")
            message = MESSAGE.format(target=link.target, status=status)
            yield rule.at(article, link.target_span, message)
