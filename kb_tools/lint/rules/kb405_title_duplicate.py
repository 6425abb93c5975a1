"""Two articles of the same language have the same title.

In the search results the customer cannot tell them apart, opens the wrong one and gives up.
A note only where two titles are not equal but say the same: a plural, a slip of the pen, a
particle. Numbers and every other word tell titles apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template, per_base
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.wording import folded, pairs

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    zh="""
    同一语言的两篇文章标题相同。

    客户在搜索结果里分不清两篇文章，点开错的那篇，就放弃了。
    两个标题不相同但意思一样（单复数、错字、虚词）时只作提示；数字和其他词都算区别。
    """,
    bad=[
        Bad(
            {"shop/limits.md": "# Limits\n\n9 items.\n", "pay/limits.md": "# Limits\n\n$ 900.\n"},
            "title 'Limits' is also that of pay/limits.md; say what tells them apart",
        ),
        Bad(
            {
                "a.md": "# Change the address of a delivery\n\nOpen the order.\n",
                "b.md": "# Change the adress of a delivery\n\nWrite to us.\n",
            },
            "title 'Change the adress of a delivery' says the same as 'Change the address of a"
            " delivery' (a.md); say what tells them apart",
        ),
    ],
    good=[
        {
            "shop/limits.md": "# Limits of a basket\n",
            "pay/limits.md": "# Limits of a payment\n",
        },
        {
            "notes/5.2.md": "# Release notes of version 5.2 for customers\n",
            "notes/5.3.md": "# Release notes of version 5.3 for customers\n",
            "tasks/stop.md": "# 停止 Data Migration 数据迁移任务的方法\n",
            "tasks/pause.md": "# 暂停 Data Migration 数据迁移任务的方法\n",
        },
    ],
)

SAME = Text(
    "title '{title}' is also that of {path}; say what tells them apart",
    "标题“{title}”与 {path} 相同；请写出两者的区别",
)
ALIKE = Text(
    "title '{title}' says the same as '{other}' ({path}); say what tells them apart",
    "标题“{title}”与“{other}”（{path}）意思相同；请写出两者的区别",
)


class Twin(NamedTuple):
    """An earlier article with the title, or with one that says the same."""

    article: Article
    equal: bool


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield titles that an article earlier in order has, too, or nearly."""
    twin = _twins(kb).get(article.path)
    if twin is None:
        return
    words = {"title": article.title, "other": twin.article.title, "path": twin.article.path}
    message = (SAME if twin.equal else ALIKE).format(**words)
    yield rule.at(article, _place(article), message, severity=None if twin.equal else "info")


@per_base
def _twins(kb: KnowledgeBase) -> Mapping[str, Twin]:
    first: defaultdict[str, dict[str, Article]] = defaultdict(dict)
    twins: dict[str, Twin] = {}
    for path, article in sorted(kb.articles.items()):
        title = folded(article.title)
        if title and not _is_apart(article):
            earlier = first[article.lang].setdefault(title, article)
            if earlier is not article:
                twins[path] = Twin(earlier, equal=True)
    for articles in first.values():
        for title, other in pairs(articles):
            twins[articles[title].path] = Twin(articles[other], equal=False)
    return twins


def _is_apart(article: Article) -> bool:
    """Say whether a page is told from others by its place: an index, or a template."""
    name = article.path.rpartition("/")[2].lower()
    return name.startswith(("index.", "_index.", "readme.")) or is_template(article)


def _place(article: Article) -> Span:
    if "title" in article.meta_spans:
        return article.meta_spans["title"]
    return article.headings[0].text_span if article.headings else Span(0, 0)
