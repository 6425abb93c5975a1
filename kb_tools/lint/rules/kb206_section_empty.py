"""A heading with nothing under it.

The table of contents promises an answer, and the customer finds a blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from kb_tools.article import Article, Heading, Section
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    标题下面什么都没有。

    目录里写着有答案，客户点过去却是空白。
    """,
    bad=[
        Bad(
            "# No code arrives\n\n## Cause\n\n## Resolution\n\nCheck the number.\n",
            "there is nothing under 'Cause'; write it or remove the heading",
        )
    ],
    good=[
        "# No code arrives\n\n## Resolution\n\n### On a phone\n\nCheck the number.\n",
        "# Changes\n\n## `list.push`\n\n## `list.pop`\n\nBoth are gone.\n",
        "# Help\n\n## [Paying](https://example.com/pay)\n\n## [Sign-in](https://example.com/in)\n",
    ],
)

MESSAGE = Text(
    "there is nothing under '{heading}'; write it or remove the heading",
    "“{heading}”下面没有内容；请补写，或删去这个标题",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield headings whose section, subsections included, holds nothing."""
    if is_template(article):
        return
    for section, behind in zip_longest(article.sections, article.sections[1:]):
        heading = section.heading
        if heading is None or heading.level == 1 or not _is_empty(article, section):
            continue
        if _leads_on(article, heading):
            continue
        if (
            behind is None
            or behind.heading is None
            or not _stacked(article, heading, behind.heading)
        ):
            yield rule.at(article, heading.text_span, MESSAGE.format(heading=heading.text))


def _is_empty(article: Article, section: Section) -> bool:
    return section.body.end == section.span.end and not section.body.of(article.text).strip()


def _leads_on(article: Article, heading: Heading) -> bool:
    """Tell whether a heading is a link, so that what it promises is behind it."""
    return any(link.span == heading.text_span for link in article.links)


def _stacked(article: Article, *headings: Heading) -> bool:
    """Tell whether two headings in a row are names in code, so that one text covers both."""
    return len({heading.level for heading in headings}) == 1 and all(
        "`" in heading.text_span.of(article.text)
        and not any(map(str.isalnum, heading.text_span.of(article.prose)))
        for heading in headings
    )
