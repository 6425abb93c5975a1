"""A word of another region: 軟體 in an article for the mainland, 服務器 in one for Taiwan.

Each character is right, and still the reader stumbles: this was not written for them. The fix
is not safe, for a name may be meant. The words are in data/regions.toml.
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
from kb_tools.lint.front_words import hits
from kb_tools.lint.gate import any_of
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing

rule = Rule(
    __name__,
    severity="warning",
    default=False,
    zh="""
    用了另一个地区的说法：给大陆读者的文章写“软体”，给台湾读者的写“服務器”。

    每个字都没错，读者却会愣一下：这不是写给我看的。词可能是专有名称，所以修复需要人工复核。
    词表在 data/regions.toml；繁体文章只查台湾和香港都不用的词。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 安装\n\n请下载软体。\n"},
            "'软体' belongs to another region; here write '软件'",
            fixed={"zh/a.md": "# 安装\n\n请下载软件。\n"},
            safe=False,
        ),
        Bad(
            {"zh-TW/a.md": "# 安裝\n\n請重新啟動服務器。\n"},
            "'服務器' belongs to another region; here write '伺服器'",
            fixed={"zh-TW/a.md": "# 安裝\n\n請重新啟動伺服器。\n"},
            safe=False,
        ),
    ],
    good=[
        {"zh/a.md": "# 安装\n\n软体动物。\n", "zh-TW/a.md": "# 安裝\n\n請下載軟體。\n"},
    ],
)

MESSAGE = Text(
    "'{word}' belongs to another region; here write '{own}'",
    "“{word}”是其他地区的说法；这里说“{own}”",
)
TAKE = Text("write '{own}'", "改为“{own}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield words of the other region in running text."""
    if article.lang not in ("zh", "zh-Hant") or is_template(article):
        return
    gate, pattern, words = _words(article.lang)
    found = pattern.finditer(article.prose) if gate.search(article.prose) else ()
    for match in (*hits(article, pattern), *found):
        own, span = words[match[0]], Span(*match.span())
        fix = replacing(article, span, own, TAKE.format(own=own), safe=False)
        yield rule.at(article, span, MESSAGE.format(word=match[0], own=own), fix)


@cache
def _words(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return a quick look, the pattern of another region's words, and our words for them."""
    data = table("regions")
    words: dict[str, str] = data[lang]
    parts = [
        re.escape(word) + (f"(?!{data['not_before'][word]})" if word in data["not_before"] else "")
        for word in sorted(words, key=len, reverse=True)
    ]
    return any_of(words), re.compile("|".join(parts)), words
