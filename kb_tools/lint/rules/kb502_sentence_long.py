"""A sentence that is too long to be read once.

Somebody with a problem skims. At the end of a sentence of forty words they have lost its
beginning, and ask instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.sentences import sentences
from kb_tools.regex import regex

WORDS = 35
CHARACTERS = 90

rule = Rule(
    __name__,
    severity="info",
    zh="""
    句子太长，读一遍读不完。

    遇到问题的人只会扫一眼。九十多个字没有句号，读到末尾已经忘了开头，只好来问。
    """,
    bad=[
        Bad(
            "# Refund\n\nA refund that was asked for within thirty days after the parcel arrived is"
            " paid back to the card or account that the order was paid from, but not before the"
            " parcel that you sent back has been looked at by us.\n",
            "a sentence of 42 words; 35 at most can be read in one go",
        ),
        Bad(
            {
                "zh/a.md": "# 退款\n\n"
                + "如果订单在签收之后三十天之内申请退款而且商品没有损坏" * 4
                + "。\n"
            },
            "a sentence of 104 characters; 90 at most can be read in one go",
        ),
    ],
    good=[
        "# Refund\n\nWe pay back within thirty days. The parcel has to arrive first.\n",
        "# Pictures\n\nYou can send us pictures of all common formats, which are "
        + "JPG, PNG, GIF, " * 10
        + "and BMP.\n",
        {"zh/a.md": "# 退款\n\n" + "三十天内可以退款；商品不能损坏。" * 9 + "\n"},
    ],
)

MESSAGE = Text(
    "a sentence of {n} words; {most} at most can be read in one go",
    "一句话有 {n} 个词；最多 {most} 个词才能一次读懂",
)
CHINESE = Text(
    "a sentence of {n} characters; {most} at most can be read in one go",
    "一句话有 {n} 个字；最多 {most} 个字才能一次读懂",
)
_WORD = regex(r"[^\W\d_][\w'’-]*")
_HAN = regex(r"[\u3400-\u9fff]")
_COMPONENT = regex(r"</?[A-Za-z]")
"""Where a component of a page begins that is no HTML: `<Card title={…}>`."""
_LISTED = regex(r"(?<![\w./+-])[\w./+-]+(?:,\s+(?:(?:and|or)\s+)?[\w./+-]+){4,}")
"""Single words in a row with commas between them, which are looked up and not read."""
_BREAK = regex(r"[.!?;]\s|\n[ \t]*\n")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield sentences with more words, or Chinese characters, than the limit."""
    if is_template(article):
        return
    if is_chinese(article):
        yield from _over(article, CHARACTERS, _HAN, CHINESE, may=_may_run(article.prose))
    else:
        yield from _over(article, WORDS, _WORD, MESSAGE, may=_may_ramble(article.prose))


def _may_run(prose: str) -> bool:
    """Look quickly whether there may be a long Chinese sentence at all."""
    for end in "。；！？":
        prose = prose.replace(end, "\n")
    return any(
        len(run) > CHARACTERS < len(run) - run.count(" ") and len(_HAN.findall(run)) > CHARACTERS
        for run in prose.split("\n")
    )


def _may_ramble(prose: str) -> bool:
    """Look quickly whether there may be a long sentence in another language at all."""
    return any(
        len(piece) > WORDS * 3 and len(piece.split()) > WORDS for piece in _BREAK.split(prose)
    )


def _over(
    article: Article, most: int, unit: re.Pattern[str], message: Text, *, may: bool
) -> Iterator[Diagnostic]:
    least = most if unit is _HAN else 2 * most  # a word is followed by something
    for span in sentences(article, least) if may else ():
        count = len(unit.findall(article.prose, *span))
        if count > most and unit is _WORD:
            listed = _LISTED.findall(article.prose, *span)
            count -= sum(len(unit.findall(run)) - 1 for run in listed)
        if count > most and _COMPONENT.match(article.prose, span.start) is None:
            yield rule.at(article, span, message.format(n=count, most=most))
