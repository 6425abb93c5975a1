"""Sections in another order than in the other articles.

Who is used to find the cause before the resolution scrolls past it. Where the base has an order
of its own, that is the order; else it is symptoms, environment, cause, resolution, verification.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Section, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.section_names import exact

ORDER = ("symptoms", "environment", "cause", "resolution", "verification")
ENOUGH = 10
"""How many articles make an order of the base's own."""

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    default=False,
    zh="""
    章节的顺序与其他文章不同。

    习惯了先看原因再看解决方法的读者会翻过头。知识库有自己的顺序时以它为准，
    否则依次是：症状、环境、原因、解决方法、验证。
    """,
    bad=[
        Bad(
            "# Blank page\n\n## Resolution\n\nReload it.\n\n## Symptoms\n\nA blank page.\n",
            "'Resolution' stands before 'Symptoms'; here it comes after",
            fixed="# Blank page\n\n## Symptoms\n\nA blank page.\n\n## Resolution\n\nReload it.\n",
            safe=False,
        )
    ],
    good=[
        "# 登录后空白页\n\n## 症状\n\n空白。\n\n## 原因\n\n缓存。\n\n## 解决方法\n\n清除缓存。\n",
        "# Two problems\n\n## Cause\n\n1\n\n## Symptoms\n\n2\n\n## Cause\n\n3\n",
    ],
)

MESSAGE = Text(
    "'{first}' stands before '{second}'; here it comes after",
    "“{first}”写在了“{second}”之前；这里的顺序是先“{second}”",
)
SORT = Text("put the sections in order", "按顺序排列章节")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the first section that precedes one that comes earlier."""
    named = _named(article)
    if len(named) < 2 or is_template(article):
        return
    rank = _ranks(kb)
    for (one, first), (other, second) in itertools.pairwise(named):
        if rank[one] > rank[other] and first.heading and second.heading:
            message = MESSAGE.format(first=first.heading.text, second=second.heading.text)
            fix = _sorted(article, sorted(named, key=lambda item: rank[item[0]]))
            yield rule.at(article, first.heading.text_span, message, fix)
            return


def _named(article: Article) -> list[tuple[str, Section]]:
    """Return the sections with a place in the order; none where one of them comes twice."""
    named = [
        (name, section)
        for section in article.sections
        if section.heading is not None and section.heading.level == 2
        if (name := exact(section.heading.text)) in ORDER
    ]
    return named if len({name for name, _ in named}) == len(named) else []


def _conclusion(kb: KnowledgeBase) -> object:
    return _ranks(kb)


@once
def _ranks(kb: KnowledgeBase) -> Mapping[str, int]:
    """The usual order: a section goes before those that it mostly precedes."""
    before = _before(kb)
    wins: Counter[str] = Counter()
    for one, other in itertools.combinations(ORDER, 2):
        here, there = before[one, other], before[other, one]
        wins[other if there > here and there >= ENOUGH else one] += 1
    return {name: -wins[name] for name in ORDER}


@counted
def _before(article: Article) -> Iterator[tuple[str, str]]:
    return itertools.combinations([name for name, _ in _named(article)], 2)


def _sorted(article: Article, wanted: list[tuple[str, Section]]) -> Fix | None:
    """Move whole sections, when nothing else is between them."""
    sections = [section for _, section in wanted]
    spans = sorted(section.span for section in sections)
    if any(one.end != other.start for one, other in itertools.pairwise(spans)):
        return None
    whole = Span(spans[0].start, spans[-1].end)
    texts = [section.span.of(article.text).strip("\n") for section in sections]
    end = article.text[: whole.end][len(article.text[: whole.end].rstrip("\n")) :]
    return replacing(article, whole, "\n\n".join(texts) + end, SORT, safe=False)
