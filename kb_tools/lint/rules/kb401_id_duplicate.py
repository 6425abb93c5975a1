"""Two articles have the same id.

A permalink, a ticket reply or a related list that names the id leads to one of them, and
nobody can say which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import holders
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule


def _concerned(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern those that have an id that an article got or lost."""
    own = {key for base in (before, kb) for path in changed for key in _ids(base, path)}
    return {path for key in own for path in _owners(kb).get(key, ())}


rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=_concerned,
    zh="""
    两篇文章的编号相同。

    用编号写成的永久链接、工单回复和相关文章会指向其中一篇，谁也说不准是哪一篇。
    """,
    bad=[
        Bad(
            {
                "a.md": "---\nid: KB-0001\n---\n\n# Reset\n",
                "b.md": "---\nid: KB-0001\n---\n\n# Refund\n",
            },
            "id 'KB-0001' already belongs to a.md; choose a free one",
        )
    ],
    good=[
        {
            "en/reset.md": "---\nid: KB-0001\n---\n\n# Reset\n",
            "zh/reset.md": "---\nid: KB-0001\n---\n\n# 重置\n",
        }
    ],
)

MESSAGE = Text(
    "id '{id}' already belongs to {path}; choose a free one",
    "编号“{id}”已属于 {path}；请换一个没有用过的编号",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the second and further articles with an id in the same language."""
    given = article.meta.get("id")
    if given in (None, ""):
        return
    first = _owners(kb)[str(given), article.lang][0]
    if first != article.path:
        span = article.meta_spans.get("id") or Span(0, 0)
        yield rule.at(article, span, MESSAGE.format(id=given, path=first))


def _ids(kb: KnowledgeBase, path: str) -> Iterable[tuple[str, str]]:
    return _keys(kb.articles[path]) if path in kb.articles else ()


def _keys(article: Article) -> Iterator[tuple[str, str]]:
    if (given := article.meta.get("id")) not in (None, ""):
        yield str(given), article.lang


_owners = holders(_keys)
