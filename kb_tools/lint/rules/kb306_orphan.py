"""An article that no other article links to and that the navigation does not show.

Only a search finds it, by the words that its writer happened to choose. Nobody meets it on
the way, so it answers no question, and nobody notices when it is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import status
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.links.graph import LinkGraph
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.site_facts import SiteFacts

_NAV = SiteFacts(known=True, nav=(("", "index.md"), ("", "login.md")))

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    zh="""
    没有任何文章链接到这篇文章，导航里也没有它。

    只有搜索能找到它，还得碰巧用了作者的词。没有人会顺路看到它，它解答不了任何问题，
    过时了也没有人发现。
    """,
    bad=[
        Bad(
            {
                "index.md": "# 首页\n\n[登录](login.md)\n",
                "login.md": "# 登录\n",
                "refund.md": "# 退款\n\n三天到账。\n",
            },
            "no article links here, and the navigation does not show it",
            facts=_NAV,
        )
    ],
    good=[
        Good({"index.md": "# Home\n", "login.md": "# Sign in\n"}, facts=_NAV),
        {"index.md": "# Home\n\n[Refund](refund.md)\n", "refund.md": "# Refund\n"},
        {"login.md": "---\nrelated: [refund.md]\nstatus: draft\n---\n# A\n", "refund.md": "# B\n"},
    ],
)

ORPHAN = Text(
    "no article links here, and the navigation does not show it",
    "没有文章链接到这里，导航里也没有它",
)
UNLINKED = Text("no article links here", "没有文章链接到这里")
_ENTRANCE = re.compile(
    r"(?:.*/)?(?:_.*|(?:index|readme|home|404|search|tags|changelog|contributing|license)"
    r"(?:[._][\w-]+)?)",
    re.IGNORECASE,
)
"""Pages that one gets to by address, or that are for the writers."""
_LISTED = frozenset(
    {"layout", "category", "categories", "menu", "nav_order", "order", "parent", "permalink"}
    | {"sidebar_position", "weight"}
)
"""Keys by which other generators put an article into a list or a menu of their own making."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the article itself, marked at its title."""
    graph = LinkGraph.of(kb)
    if status(article) != "published" or not _tells(graph):
        return
    if is_template(article) or _ENTRANCE.fullmatch(article.path.rpartition(".")[0]):
        return
    if not _shown(article, graph) and not graph.linked(article):
        yield rule.at(article, _title(article), UNLINKED if graph.nav is None else ORPHAN)


def _shown(article: Article, graph: LinkGraph) -> bool:
    if graph.nav is None:
        return not _LISTED.isdisjoint(article.meta)
    return not graph.nav.isdisjoint(graph.families[article.path])


def _tells(graph: LinkGraph) -> bool:
    """Tell whether the links say how readers move about.

    Where the navigation is not known and hardly any article links to another, a site's own
    pages list them, and every article would be reported.
    """
    return graph.nav is not None or graph.linked_count * 5 >= len(graph.articles) > 1


def _title(article: Article) -> Span:
    if article.headings:
        return article.headings[0].text_span
    return article.meta_spans.get("title", Span(0, 0))
