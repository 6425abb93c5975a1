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
        "# Export\n\nChoose where the data is to be written.\n",
    ],
)

MESSAGE = Text(
    "'{text}' is a placeholder; write the text or remove it", "“{text}”是占位文字；请补写或删去"
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the marks and phrases of data/placeholders.toml in running text."""
    if not _gate().opens(article.prose):
        return
    for match in _pattern().finditer(article.prose):
        span = Span(*match.span(match.lastgroup or 0))
        yield rule.at(article, span, MESSAGE.format(text=span.of(article.text)))


@cache
def _gate() -> Gate:
    return gate((*table("placeholders")["marks"], *table("placeholders")["phrases"]))


@cache
def _pattern() -> re.Pattern[str]:
    marks = "|".join(map(re.escape, table("placeholders")["marks"]))
    phrases = "|".join(map(_phrase, table("placeholders")["phrases"]))
    alone = rf"(?<![\w-])(?P<mark>{marks})(?=\s*[:：]\s|\s*[)\]）】])(?<=.)"
    line = rf"(?m:^)[ \t\u3000>*+-]*(?P<line>{marks})[.。…]*[^\S\n]*(?m:$)"
    return re.compile(rf"{alone}|{line}|(?i:{phrases})")


def _phrase(phrase: str) -> str:
    return rf"\b{phrase}\b" if phrase.isascii() else phrase
