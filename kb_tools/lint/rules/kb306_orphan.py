"""An article that no other article links to and that the navigation does not show.

Only a search finds it, by the words that its writer happened to choose. Nobody meets it on
the way, so it answers no question, and nobody notices when it is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import Form, once, same_names
from kb_tools.corpus.relatives import relatives
from kb_tools.corpus.visibility import status
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.links.pinned import pins
from kb_tools.lint.concern import kin
from kb_tools.lint.house import is_template
from kb_tools.lint.reach import counted_led
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.lint.targets import targets
from kb_tools.regex import regex
from kb_tools.site_facts import SiteFacts


def _concerned(
    before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern those that have lost their last link or got their first, and their translations."""
    if _tells(before) != _tells(kb) or bool(before.nav) != bool(kb.nav):
        return None
    other = (_inbound(before).keys() ^ _inbound(kb).keys()) | (before.nav ^ kb.nav)
    return {*other, *kin(before, kb, changed.union(other))}


_NAV = SiteFacts(known=True, nav=(("", "index.md"), ("", "login.md")))

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=_concerned,
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
_ENTRANCE = regex(
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
    if status(article) != "published" or not _tells(kb):
        return
    if is_template(article) or _ENTRANCE.fullmatch(article.path.rpartition(".")[0]):
        return
    versions = (article.path, *relatives(kb).get(article.path, ()))
    if not _shown(article, kb, versions) and not any(_inbound(kb)[path] for path in versions):
        yield rule.at(article, _title(article), ORPHAN if _has_menu(kb) else UNLINKED)


def _has_menu(kb: KnowledgeBase) -> bool:
    """Tell whether it is known what the navigation shows; without a `nav` it is everything."""
    return bool(kb.nav) or kb.facts.known


def _shown(article: Article, kb: KnowledgeBase, versions: Collection[str]) -> bool:
    if not _has_menu(kb):
        return not _LISTED.isdisjoint(article.meta)
    return not kb.nav or not kb.nav.isdisjoint(versions)


def _tells(kb: KnowledgeBase) -> bool:
    """Tell whether the links say how readers move about.

    Where the navigation is not known and hardly any article links to another, a site's own
    pages list them, and every article would be reported.
    """
    return _has_menu(kb) or _linked_count(kb) * 5 >= len(kb.articles) > 1


@counted_led
def _inbound(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Count the articles that link to each: in their text, their lists, and by pins."""
    linked = (found.article for link, found in targets(article, kb) if not link.image)
    pinned = (kb.resolve(pin.value, article).article for pin in pins(article))
    paths = {other.path for other in (*linked, *pinned) if other is not None}
    return iter(paths - {article.path})


def _count(kb: KnowledgeBase) -> int:
    """Return how many articles another one links to, in any of their languages."""
    inbound, near = _inbound(kb), relatives(kb)
    return sum(any(inbound[one] for one in (path, *near.get(path, ()))) for path in kb.articles)


def _recount(before: KnowledgeBase, count: int, kb: KnowledgeBase, changed: frozenset[str]) -> int:
    return count if _same(before, kb, changed) else _count(kb)


def _same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
    known = _inbound(before).keys() == _inbound(kb).keys()
    return known and same_names(before, kb, changed)


_linked_count = once(_count, _recount, Form(f"{__name__}.count", int, int, _same))


def _title(article: Article) -> Span:
    if article.headings:
        return article.headings[0].text_span
    return article.meta_spans.get("title", Span(0, 0))
