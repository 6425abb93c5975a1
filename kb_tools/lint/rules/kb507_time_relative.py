"""A word like "currently" or 最近 without a date or a version.

The article is read for years. What was "recently changed" when it was written puzzles whoever
reads it now, and nobody knows whether it still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.sentences import sentences
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="info",
    default=False,
    zh="""
    “目前”“最近”之类的词，却没有写日期或版本。

    文章会被读上好几年。写的时候“最近改过”，现在读的人不知道指什么时候，也不知道还算不算数。
    """,
    bad=[
        Bad(
            "# Export\n\nCurrently only CSV is supported.\n",
            "'Currently only' means nothing to later readers; write a version or a date",
        ),
        Bad(
            {"zh/a.md": "# 导出\n\n目前只支持导出 CSV。\n"},
            "'目前' means nothing to later readers; write a version or a date",
        ),
    ],
    good=[
        "# Export\n\nCurrently (version 5.2) only CSV works.\n\nShow the currently open file.\n",
        {"zh/a.md": "# 导出\n\n截至 5.2 版，目前只支持导出 CSV。\n\n查看最近 7 天的订单。\n"},
    ],
)

MESSAGE = Text(
    "'{word}' means nothing to later readers; write a version or a date",
    "“{word}”对以后的读者没有意义；请写明版本或日期",
)
_ENGLISH = regex(
    r"\b(?:currently,|there is currently no|does not currently|at present|nowadays|as of now"
    r"|currently (?:not )?(?:in(?! use)|only|supports?|accepts?|allows?|unsupported|unavailable"
    r"|available|supported|limited|works?)\b|currently (?:does|do) not|(?:is|are) not currently"
    r"|will soon be|in the near future|(?:we|has) recently [a-z]+ed"
    r"|recently (?:changed|released|introduced|launched))",
    re.IGNORECASE,
)
_CHINESE = regex(
    r"(?:目前|现阶段|現階段|暂时|暫時)(?!的)(?=[^，。；\n]{0,12}"
    r"(?:支持|支援|仅|僅|只|暂|暫|尚|还|還|不|没有|沒有|无法|無法))"
    r"|近期(?=[将會会]|已|发布|推出)|即将(?=支持|推出|发布|上线|开放)|即將(?=支援|推出|發布|開放)"
    r"|最近(?=已|新增|上线|发布|推出|改)"
)
_DATED = regex(r"\d{4}|\bv?\d+\.\d|[Vv]ersion|\d+ ?月|\d 版|版本 ?\d")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield words of time in sentences that hold neither a date nor a version."""
    pattern = _CHINESE if is_chinese(article) else _ENGLISH
    if is_template(article) or not pattern.search(article.prose):
        return
    for span in sentences(article):
        match = pattern.search(article.prose, *span)
        if match and not _DATED.search(article.text, *span):
            yield rule.at(article, Span(*match.span()), MESSAGE.format(word=match[0]))
