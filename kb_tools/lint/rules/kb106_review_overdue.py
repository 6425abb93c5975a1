"""An article has not been reviewed for longer than its kind allows.

Products change: a known issue of last year sends customers after a fault that is long
mended, and every wrong step costs a ticket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import status
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    文章太久没有复核，超过了此类文章的期限。

    产品会变：去年的已知问题会让客户去查早已修好的故障，每个错误的步骤都会变成工单。

    期限：已知问题 90 天，排错 270 天，其他 365 天；用 `review_every` 可改。
    """,
    bad=[
        Bad(
            "---\ntitle: Refunds\nkind: faq\nreviewed: 2024-05-04\n---\n\nYes.\n",
            "last reviewed on 2024-05-04, due since 2025-05-04; check it and set 'reviewed'",
        ),
        Bad(
            "---\ntitle: Refunds\nreviewed: 2026-04-01\nreview_every: 30d\n---\n\nYes.\n",
            "last reviewed on 2026-04-01, due since 2026-05-01; check it and set 'reviewed'",
        ),
    ],
    good=[
        "---\ntitle: Refunds\nkind: faq\nreviewed: 2026-05-04\n---\n\nYes.\n",
        "---\ntitle: Refunds\nstatus: archived\nreviewed: 2019-05-04\n---\n\nYes.\n",
    ],
)

MESSAGE = Text(
    "last reviewed on {day}, due since {due}; check it and set 'reviewed'",
    "上次复核是 {day}，{due} 就该再复核了；请核对内容，并更新 reviewed",
)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@rule
def check(article: Article, kb: KnowledgeBase, today: date) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the article whose next review is past."""
    reviewed = day(article.meta.get("reviewed"))
    if reviewed is None or status(article) == "archived":
        return
    due = reviewed + timedelta(days=period(article))
    if due < today:
        span = article.meta_spans.get("reviewed") or Span(0, 0)
        yield rule.at(article, span, MESSAGE.format(day=reviewed, due=due))


def day(value: object) -> date | None:
    """Return a front matter value as a day, None if it is none."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def period(article: Article) -> int:
    """Return how many days a review of the article holds."""
    own = re.fullmatch(r"(\d+)\s*([dwmy]?)[a-z]*", str(article.meta.get("review_every", "")))
    if own:
        return int(own[1]) * _DAYS[own[2] or "d"]
    days = table("keys")["review_days"]
    return int(days.get(article.kind, days["*"]))
