"""A link from an article for many readers to one for fewer.

Customers hit a wall, and the address itself gives away what is meant for colleagues.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.audience import internal_at
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=linking,
    zh="""
    面向更多读者的文章链接到只给少数人看的文章。

    客户打不开，而且地址本身就泄露了内部信息。
    """,
    bad=[
        Bad(
            {
                "refund.md": "# Refunds\n\nSee [limits](limits.md).\n",
                "limits.md": "---\naudience: internal\n---\n\n# Refund limits\n",
            },
            "'limits.md' is for 'internal' readers, this article for 'public'; remove the link or"
            " put it into an internal block",
        )
    ],
    good=[
        {
            "refund.md": "# Refunds\n\n<!-- internal -->\n[A](limits.md)\n<!-- /internal -->\n",
            "limits.md": "---\naudience: internal\n---\n\n# Limits\n\n[Refunds](refund.md)\n",
        }
    ],
)

MESSAGE = Text(
    "'{target}' is for '{narrow}' readers, this article for '{wide}'; remove the link or put it"
    " into an internal block",
    "“{target}”只给“{narrow}”看，本文面向“{wide}”；请删去链接，或放进内部段落",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links to a narrower audience, outside internal blocks."""
    for link, found in targets(article, kb):
        if found.status != "wrong-audience" or internal_at(article, link.span.start):
            continue
        message = MESSAGE.format(
            target=link.target,
            narrow=_audience(found.article, kb) if found.article else "",
            wide=_audience(article, kb),
        )
        yield rule.at(article, link.target_span, message)


def _audience(article: Article, kb: KnowledgeBase) -> str:
    value = article.meta.get("audience") or kb.config.audience[0]
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
