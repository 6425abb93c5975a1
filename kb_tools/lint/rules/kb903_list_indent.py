"""A list that the site shows otherwise than the editor: what is below an item has two spaces.

Editors and git hosts nest with two or three spaces, Python-Markdown with four. On the site the
inner list falls apart into the outer one, and after a picture or a command between two steps
the numbers begin again with 1: customers do step 1 twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.regex import regex
from kb_tools.site_facts import SiteFacts

SITE = SiteFacts(known=True)

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    列表在网站上的样子与编辑器里不同：下一级只缩进了两三个空格。

    编辑器和代码托管网站按两三个空格分级，Python-Markdown 按四个空格。
    到了网站上，下级列表会并进上级；两个步骤之间有图片或命令时，编号又从 1 开始，
    客户会把第 1 步做两遍。只在有 mkdocs.yml 时检查。
    """,
    bad=[
        Bad(
            "# Refund\n\n- Open the order\n  - press **Refund**\n- Wait\n",
            "2 spaces before the content of a list item; the site needs 4",
            fixed="# Refund\n\n- Open the order\n    - press **Refund**\n- Wait\n",
            facts=SITE,
        ),
        Bad(
            "# Refund\n\n1. Run this:\n\n   ```sh\n   refund\n   ```\n\n2. Wait\n",
            "3 spaces before the content of a list item; the site needs 4",
            fixed="# Refund\n\n1. Run this:\n\n    ```sh\n    refund\n    ```\n\n2. Wait\n",
            facts=SITE,
        ),
    ],
    good=[
        Good("# Refund\n\n- Open the order\n    - press it\n\n1. Run:\n\n    pay\n", facts=SITE),
        Good("# Refund\n\n- Open the order\n  and wait\n\n```text\n- a\n  - b\n```\n", facts=SITE),
        "# Another generator\n\n- Open the order\n  - press it\n",
    ],
)

MESSAGE = Text(
    "{n} spaces before the content of a list item; the site needs {wanted}",
    "列表项之下只缩进了 {n} 个空格；网站需要 {wanted} 个",
)
INDENT = Text("indent by four spaces", "缩进四个空格")
STEP = 4
_LINE = regex(r"(?P<indent> *)(?:(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> {1,4})(?=\S))?")
_SUSPECT = regex(r"\n {1,3}(?=\S)|\n {5,7}(?=\S)|\n {9,11}(?=\S)")


class Item(NamedTuple):
    """An open item: the column of its text, and how far its own line is moved."""

    text: int
    moved: int


class Line(NamedTuple):
    """A line below an item: its start, the spaces that it has, and those that it needs."""

    start: int
    has: int
    needs: int
    faulty: bool = False


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the first line of each list that Python-Markdown would not nest; the fix moves all."""
    if not kb.facts.known or not _SUSPECT.search(article.text):
        return
    for lines in _lists(article):
        first = next((line for line in lines if line.faulty), None)
        if first is not None:
            span = Span(first.start, first.start + first.has)
            message = MESSAGE.format(n=first.has, wanted=first.needs)
            edits = tuple(
                Edit(article.path, Span(line.start, line.start + line.has), " " * line.needs)
                for line in lines
                if line.has != line.needs
            )
            yield rule.at(article, span, message, Fix(INDENT, edits))


def _lists(article: Article) -> Iterator[list[Line]]:
    """Yield, for each list at the margin, its indented lines with where they belong."""
    skipped = iter((*_skipped(article), Span(len(article.text) + 1, len(article.text) + 1)))
    skip = next(skipped)
    items: list[Item] = []
    lines: list[Line] = []
    apart, at = True, 0
    for text in article.text.split("\n"):
        start, at = at, at + len(text) + 1
        while start >= skip.end:
            skip = next(skipped)
        if start >= skip.start:
            if items and lines and text.strip():
                lines.append(_inside(lines[-1], start, text))
            continue
        match = _LINE.match(text)
        if not text.strip() or match is None:
            apart = True
            continue
        indent = len(match["indent"])
        if indent == 0 and (apart or match["mark"]):
            yield lines
            items, lines = [], []
        if match["mark"] and (items or (apart and indent == 0)):
            lines.append(_item(items, match, start))
        elif items:
            lines.append(_below(items, indent, start, apart=apart))
        apart = text.startswith("#")
    yield lines


def _inside(above: Line, start: int, text: str) -> Line:
    """A line of a code block moves as far as the one that opened it."""
    has = len(text) - len(text.lstrip(" "))
    return Line(start, has, max(0, has + above.needs - above.has))


def _item(items: list[Item], match: re.Match[str], start: int) -> Line:
    """Open an item: it is below those whose text begins at its mark or before."""
    indent = len(match["indent"])
    while items and indent < items[-1].text:
        items.pop()
    needs = max(indent, STEP * len(items))
    items.append(Item(indent + len(match["mark"]) + len(match["gap"]), needs - indent))
    return Line(start, indent, needs, faulty=indent < needs)


def _below(items: list[Item], indent: int, start: int, *, apart: bool) -> Line:
    """A further line of an item's text, or a block of its own after an empty line."""
    if not apart:
        return Line(start, indent, indent + items[-1].moved if indent else 0)
    while len(items) > 1 and indent < items[-1].text:
        items.pop()
    short = items[-1].text <= indent < STEP * len(items)
    needs = STEP * len(items) + indent - items[-1].text if short else indent
    return Line(start, indent, needs, faulty=short)


def _skipped(article: Article) -> list[Span]:
    """Return front matter and the lines of code blocks after the first, in order."""
    inside = [
        Span(article.text.find("\n", code.span.start) + 1, code.span.end)
        for code in article.code
        if code.form == "fenced" and "\n" in code.span.of(article.text)
    ]
    return [*([article.meta_span] if article.meta_span else []), *inside]
