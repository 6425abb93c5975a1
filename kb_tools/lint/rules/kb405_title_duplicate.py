"""Two articles of the same language have the same title.

In the search results the customer cannot tell them apart, opens the wrong one and gives up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template, per_base
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    zh="""
    同一语言的两篇文章标题相同。

    客户在搜索结果里分不清两篇文章，点开错的那篇，就放弃了。
    """,
    bad=[
        Bad(
            {"shop/limits.md": "# Limits\n\n9 items.\n", "pay/limits.md": "# Limits\n\n$ 900.\n"},
            "title 'Limits' is also that of pay/limits.md; say what tells them apart",
        )
    ],
    good=[
        {
            "shop/limits.md": "# Limits of a basket\n",
            "pay/limits.md": "# Limits of a payment\n",
        }
    ],
)

MESSAGE = Text(
    "title '{title}' is also that of {path}; say what tells them apart",
    "标题“{title}”与 {path} 相同；请写出两者的区别",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield titles that an article earlier in order has, too."""
    first = _titled(kb).get(_key(article))
    if first is not None and first is not article and not _is_apart(article):
        yield rule.at(
            article, _place(article), MESSAGE.format(title=article.title, path=first.path)
        )


@per_base
def _titled(kb: KnowledgeBase) -> Mapping[tuple[str, str], Article]:
    titled: dict[tuple[str, str], Article] = {}
    for _, article in sorted(kb.articles.items()):
        if _key(article)[1] and not _is_apart(article):
            titled.setdefault(_key(article), article)
    return titled


def _is_apart(article: Article) -> bool:
    """Say whether a page is told from others by its place: an index, or a template."""
    name = article.path.rpartition("/")[2].lower()
    return name.startswith(("index.", "_index.", "readme.")) or is_template(article)


def _key(article: Article) -> tuple[str, str]:
    title = unicodedata.normalize("NFKC", article.title).casefold()
    return article.lang, re.sub(r"[\W_]+", " ", title).strip()


def _place(article: Article) -> Span:
    if "title" in article.meta_spans:
        return article.meta_spans["title"]
    return article.headings[0].text_span if article.headings else Span(0, 0)
