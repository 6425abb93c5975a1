"""An article has expired, or will within two weeks.

A promotion that is over, a workaround for a version that nobody runs: the customer follows
it and complains. `expires:` in the front matter says the last good day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import status
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.rules.kb106_review_overdue import day

rule = Rule(
    __name__,
    severity="error",
    zh="""
    文章已过期，或两周之内就要过期。

    活动结束了，或者绕行办法针对的版本早已没人在用：客户照着做，然后来投诉。
    front matter 的 `expires` 写的是最后有效的一天。
    """,
    bad=[
        Bad(
            "---\ntitle: Spring sale\nexpires: 2026-05-31\n---\n\n# Spring sale\n",
            "expired on 2026-05-31; archive the article or set a new date",
        ),
        Bad(
            "---\ntitle: Summer sale\nexpires: 2026-06-05\n---\n\n# Summer sale\n",
            "expires on 2026-06-05; archive the article then or set a new date",
        ),
    ],
    good=["---\ntitle: Winter sale\nexpires: 2026-12-31\n---\n\n# Winter sale\n"],
)

OVER = Text(
    "expired on {day}; archive the article or set a new date",
    "已于 {day} 过期；请归档，或填写新的日期",
)
SOON = Text(
    "expires on {day}; archive the article then or set a new date",
    "将于 {day} 过期；请届时归档，或填写新的日期",
)
NOTICE = timedelta(days=14)


@rule
def check(article: Article, kb: KnowledgeBase, today: date) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the article that has expired (an error) or is about to (a warning)."""
    last = day(article.meta.get("expires"))
    if last is None or status(article) == "archived" or last - NOTICE > today:
        return
    span = article.meta_spans.get("expires") or Span(0, 0)
    if last < today:
        yield rule.at(article, span, OVER.format(day=last))
    else:
        yield rule.at(article, span, SOON.format(day=last), severity="warning")
