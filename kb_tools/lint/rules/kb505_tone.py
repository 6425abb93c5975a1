"""A word that talks down to the customer, or blames them.

"Simply" and 显然 tell who did not manage that they should have; "you failed to" says it is their
fault. They came because it did not work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.gate import Gate, gate
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    语气轻慢，或者在责怪客户。

    没弄成的人读到“显然”“很简单”，等于被说笨；“您没有按要求操作”等于说是客户的错。
    他们来看文章，正是因为没弄成。词表在 data/tone.toml。
    """,
    bad=[
        Bad(
            "# Blank page\n\nSimply clear the cache.\n",
            "'Simply': leave it out; it was not simple for who reads this",
        ),
        Bad(
            {"zh/a.md": "# 空白页\n\n显然是缓存的问题。\n"},
            "'显然': leave it out; it was not clear to who reads this",
        ),
    ],
    good=[
        "# Blank page\n\nClear the cache.\n\n> Simply clear it\n\nPut simply, it is a copy.\n",
        "# Options\n\nThis one simply changes the code. It will simply wait.\n",
        "# Options\n\nDo not simply copy a value. You cannot simply use `None` here.\n",
        {"zh/a.md": "# 空白页\n\n清除缓存。如果是您自己的项目，需要先安装组件。\n"},
    ],
)

MESSAGE = Text("'{word}': {why}", "“{word}”：{why}")
_TONE = table("tone")


def _patterns(lang: str) -> tuple[tuple[Gate, re.Pattern[str], Text], ...]:
    return tuple(
        (
            gate(word for word in kind["gate"] if word.isascii() is (lang == "en")),
            regex(kind[lang], re.IGNORECASE),
            Text(kind["why_en"], kind["why_zh"]),
        )
        for kind in _TONE.values()
    )


_EN, _ZH = _patterns("en"), _patterns("zh")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield dismissive and blaming words in running text; what is quoted is another's."""
    if is_template(article):
        return
    for own, pattern, why in _ZH if is_chinese(article) else _EN:
        for match in pattern.finditer(article.prose) if own.opens(article.prose) else ():
            if not _is_quoted(article, match.start()):
                message = Text(
                    MESSAGE.en.format(word=match[0], why=why.en),
                    MESSAGE.zh.format(word=match[0], why=why.zh),
                )
                yield rule.at(article, Span(*match.span()), message)


def _is_quoted(article: Article, start: int) -> bool:
    if ">" not in article.text:
        return False
    line = article.text.rfind("\n", 0, start) + 1
    return article.text.startswith(">", line)
