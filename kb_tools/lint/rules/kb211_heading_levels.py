"""Heading levels that skip one, or two headings of the same name side by side.

Screen readers and the table of contents lose the thread, and a link to the second of two
equal headings (`#cause_1`) leads elsewhere as soon as the first one goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb_tools.article import Article, Heading, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.titling import written

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    标题级别跳级，或同一节里有两个同名的标题。

    读屏软件和目录会因此错乱；指向第二个同名标题的链接（`#原因_1`），
    在第一个标题改名后就指错了地方。
    """,
    bad=[
        Bad(
            "# Sign in\n\n## Phone\n\n#### Android\n\nTap …\n\n#### iOS\n\nTap …\n",
            "'Android' is at level 4 right below level 2; use level 3",
            fixed="# Sign in\n\n## Phone\n\n### Android\n\nTap …\n\n### iOS\n\nTap …\n",
            safe=False,
        ),
        Bad(
            "# Sign in\n\n## Phone\n\nTap …\n\n## Phone\n\nPress …\n",
            "'Phone' appears twice in the same section (first on line 3); name them differently",
        ),
    ],
    good=["# Sign in\n\n## Phone\n\n### Cause\n\n…\n\n## Browser\n\n### Cause\n\n…\n"],
)

SKIPS = Text(
    "'{heading}' is at level {level} right below level {above}; use level {right}",
    "“{heading}”是 {level} 级标题，上一级却是 {above} 级；请改为 {right} 级",
)
TWICE = Text(
    "'{heading}' appears twice in the same section (first on line {line}); name them differently",
    "“{heading}”在同一节里出现了两次（第一次在第 {line} 行）；请用不同的标题",
)
LIFT = Text("lift the section by {n}", "把这一节提升 {n} 级")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield headings that skip a level or repeat a sibling."""
    headings = written(article)
    yield from _skips(article, headings)
    yield from _repeats(article, headings)


def _skips(article: Article, headings: Sequence[Heading]) -> Iterator[Diagnostic]:
    above = 0
    for number, heading in enumerate(headings):
        if above and heading.level > above + 1:
            message = SKIPS.format(
                heading=heading.text, level=heading.level, above=above, right=above + 1
            )
            yield rule.at(
                article, heading.text_span, message, _lift(article, headings[number:], above)
            )
        above = heading.level


def _lift(article: Article, below: Sequence[Heading], above: int) -> Fix | None:
    by = below[0].level - above - 1
    edits = []
    for heading in below:
        if heading.level <= above + 1:
            break
        marks = re.match(r"#{1,6}", heading.span.of(article.text))
        if marks is None:
            return None
        start = heading.span.start
        edits.append(Edit(article.path, Span(start, start + by), ""))
    return Fix(LIFT.format(n=by), tuple(edits), safe=False)


def _repeats(article: Article, headings: Sequence[Heading]) -> Iterator[Diagnostic]:
    path: list[str] = []
    first: dict[tuple[str, ...], Heading] = {}
    for heading in headings:
        path = [*path[: heading.level - 1], *[""] * (heading.level - 1 - len(path)), heading.text]
        earlier = first.setdefault(tuple(path), heading)
        if earlier is not heading and heading.text and not heading.explicit:
            line = article.position(earlier.span.start).line
            message = TWICE.format(heading=heading.text, line=line)
            yield rule.at(article, heading.text_span, message)
