"""A placeholder was left in the text.

The customer reads "TODO" where the answer should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.gate import Gate, gate
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="error",
    zh="""
    正文里留着占位文字。

    应该写答案的地方，客户看到的是“待补充”。
    """,
    bad=[
        Bad(
            "# 退款\n\n## 原因\n\n待补充\n",
            "'待补充' is a placeholder; write the text or remove it",
        ),
        Bad(
            "# Refunds\n\nTODO: how long?\n", "'TODO' is a placeholder; write the text or remove it"
        ),
        Bad(
            "# Refunds\n\n(to be written)\n",
            "'to be written' is a placeholder; write the text or remove it",
        ),
        Bad("# Refunds\n\nTBD\n", "'TBD' is a placeholder; write the text or remove it"),
    ],
    good=[
        "# Make a TODO list\n\nOpen the TODO app and write `TODO: milk` in it.\n",
        "# 任务列表\n\n把任务拖到“待办”一栏。\n",
        "# Blind text\n\nThe field takes any words (lorem ipsum).\n",
        "# Export\n\nChoose where the data is to be written.\n",
        "# Export\n\n{/* TODO: a picture of the menu */}\n\nOpen the menu.\n",
        "# The next release\n\n## TODO:\n\n- Export to PDF\n",
        "# TODO\n\n## Export to PDF\n\nOn phones too.\n",
        "# 下一版\n\n## 待完善的功能\n\n导出为 PDF。\n",
    ],
)

MESSAGE = Text(
    "'{text}' is a placeholder; write the text or remove it", "“{text}”是占位文字；请补写或删去"
)

_CLOSED = regex(r"\s*[:：]\s|\s*[)\]）】]")
_LAST = regex(r"[.。…]*[^\S\n]*$", re.MULTILINE)
_IN_WORD = regex(r"[\w-]\Z")
_COMMENT = regex(r"\{/[* ][^}]*\Z")
"""The beginning of a comment as MDX has it; prose is without stars."""
_BULLETS = " \t\u3000>*+-"


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the marks and phrases of data/placeholders.toml in running text."""
    if not _gate().opens(article.prose):
        return
    phrases = (Span(*match.span()) for match in _phrases().finditer(article.prose))
    marks = (span for span in _marks(article.prose) if not _names_a_list(article, span))
    for span in (*marks, *phrases):
        yield rule.at(article, span, MESSAGE.format(text=span.of(article.text)))


def _marks(prose: str) -> Iterator[Span]:
    """Yield the marks that a colon or a bracket follows, and those alone on their line."""
    for match in _mark().finditer(prose):
        start, end = match.span()
        before = prose[prose.rfind("\n", 0, start) + 1 : start]
        if _COMMENT.search(before):
            found = False
        elif _CLOSED.match(prose, end):
            found = _IN_WORD.search(before) is None
        else:
            found = _LAST.match(prose, end) is not None and not before.strip(_BULLETS)
        if found:
            yield Span(start, end)


def _names_a_list(article: Article, span: Span) -> bool:
    """Tell whether a mark is the heading of what there is to do, and not in the place of it."""
    return any(
        heading is not None
        and heading.text_span.start == span.start
        and heading.text.rstrip(":： ") == span.of(article.text)
        and article.text[heading.span.end : section.end].strip() != ""
        for heading, section, _ in article.sections
    )


@cache
def _gate() -> Gate:
    return gate((*table("placeholders")["marks"], *table("placeholders")["phrases"]))


@cache
def _mark() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, table("placeholders")["marks"])))


@cache
def _phrases() -> re.Pattern[str]:
    phrases = table("placeholders")["phrases"]
    whole = (rf"\b{one}\b" if one.isascii() else f"{one}(?!的)" for one in phrases)
    return re.compile("|".join(whole), re.IGNORECASE)
