"""A front matter value that means nothing: no such kind, no such day, no known product.

What reads the value cannot go by it: an article with `status: publised` is on no public site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from kb_tools.article import Article, Span
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.data import table
from kb_tools.lint.house import habits
from kb_tools.lint.rule import Bad, Good, Rule

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=all_unless_same(lambda kb: habits(kb).managed),
    zh="""
    front matter 的值没有意义：没有这种类型、没有这一天、没有这个产品。

    读取它的程序无从判断：写成 `status: publised` 的文章不会出现在公开的网站上。
    """,
    bad=[
        Bad(
            "---\ntitle: Refunds\nkind: faq\nstatus: drat\n---\n\nYes.\n",
            "'drat' is not a valid status; did you mean 'draft'?",
        ),
        Bad(
            "---\ntitle: Refunds\nkind: faq\nreviewed: last spring\n---\n\nYes.\n",
            "'last spring' is not a date; write it like 2026-03-31",
        ),
        Bad(
            "---\ntitle: Refunds\nkind: faq\nproduct: shpo\n---\n\nYes.\n",
            "'shpo' is not a valid product; did you mean 'shop'?",
            config=Config(products=("shop", "pay")),
        ),
    ],
    good=[
        "---\ntitle: Refunds\nkind: faq\nstatus: draft\nreviewed: 2026-05-04\n---\n\nYes.\n",
        "---\ntitle: Pods\nkind: Pod\nstatus: new\n---\n\nA site that means something else.\n",
        Good(
            "---\ntitle: Refunds\nkind: faq\nproduct: [shop, pay]\n---\n\nYes.\n",
            config=Config(products=("shop", "pay")),
        ),
    ],
)

UNKNOWN = Text(
    "'{value}' is not a valid {key}; did you mean '{near}'?",
    "{key} 没有“{value}”这个值；是不是“{near}”？",
)
CHOICE = Text(
    "'{value}' is not a valid {key}; use one of: {known}",
    "{key} 没有“{value}”这个值；可用的有：{known}",
)
NO_DATE = Text(
    "'{value}' is not a date; write it like 2026-03-31",
    "“{value}”不是日期；请写成 2026-03-31 的形式",
)
NO_LIST = Text("'{key}' must be a list: [a, b]", "“{key}”应是列表：[a, b]")
NO_SPAN = Text(
    "'{value}' is not a length of time; write 90d, 6m or 1y",
    "“{value}”不是时间长度；请写成 90d、6m 或 1y",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield values that their key does not allow, where the base keeps such keys."""
    if not habits(kb).managed:
        return
    for key, known in _choices(kb.config).items():
        for value in _values(article.meta.get(key)):
            if known and value not in known:
                yield rule.at(article, _span(article, key), _unknown(key, value, known))
    for key, wrong, message in _SHAPES:
        given = article.meta.get(key)
        if given not in (None, "") and wrong(given):
            yield rule.at(article, _span(article, key), message.format(key=key, value=given))


def _choices(config: Config) -> dict[str, tuple[str, ...]]:
    keys = table("keys")
    return {
        "kind": tuple(keys["kind"]),
        "status": tuple(keys["status"]),
        "audience": config.audience,
        "product": config.products,
        "owner": config.owners,
        "tags": config.tags,
    }


def _values(value: object) -> Iterable[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(v) for v in values if v not in (None, "")]


def _unknown(key: str, value: str, known: Iterable[str]) -> Text:
    from rapidfuzz import fuzz, process

    near = process.extractOne(value.lower(), known, scorer=fuzz.ratio, score_cutoff=60)
    if near is None:
        return CHOICE.format(key=key, value=value, known=", ".join(known))
    return UNKNOWN.format(key=key, value=value, near=near[0])


def _is_no_date(value: object) -> bool:
    if isinstance(value, date):
        return False
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return True
    return False


def _is_no_period(value: object) -> bool:
    return not re.fullmatch(r"\d+(?:\s*(?:d|w|m|y|days?|weeks?|months?|years?))?", str(value))


def _is_no_list(value: object) -> bool:
    return isinstance(value, dict)


_SHAPES: tuple[tuple[str, Callable[[object], bool], Text], ...] = (
    *((key, _is_no_date, NO_DATE) for key in table("keys")["dates"]),
    *((key, _is_no_list, NO_LIST) for key in table("keys")["lists"]),
    ("review_every", _is_no_period, NO_SPAN),
)


def _span(article: Article, key: str) -> Span:
    return article.meta_spans.get(key) or article.meta_span or Span(0, 0)
