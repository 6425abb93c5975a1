"""A heading with nothing under it.

The table of contents promises an answer, and the customer finds a blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
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
    good=["# No code arrives\n\n## Resolution\n\n### On a phone\n\nCheck the number.\n"],
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
    for section in article.sections:
        heading = section.heading
        if heading is None or heading.level == 1:
            continue
        if section.body.end == section.span.end and not section.body.of(article.text).strip():
            yield rule.at(article, heading.text_span, MESSAGE.format(heading=heading.text))
