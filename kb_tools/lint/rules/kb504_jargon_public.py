"""A word of the company's own in an article for customers.

"On-call has rolled back the canary" tells the customer nothing, except that they are not meant.
The words are in data/jargon.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.audience import internal_at, is_public
from kb_tools.lint.data import table
from kb_tools.lint.gate import gate
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    面向客户的文章里出现了公司内部的说法。

    “oncall 已经回滚灰度”对客户等于没说，只让人觉得这不是写给自己看的。
    词表在 data/jargon.toml。
    """,
    bad=[
        Bad(
            "# Blank page\n\nThe on-call engineer is looking at it.\n",
            "'on-call' is internal jargon; customers understand 'the team on duty'",
        ),
        Bad(
            {"zh/a.md": "# 空白页\n\n已提给二线排查。\n"},
            "'给二线' is internal jargon; customers understand '给技术专家'",
        ),
    ],
    good=[
        "---\naudience: internal\n---\n\n# Blank page\n\nThe on-call engineer is looking at it.\n",
        "# Blank page\n\nSee `on-call` in the list.\n",
        "# Blank page\n\nAsk @acme/post-mortem.\n",
    ],
)

MESSAGE = Text(
    "'{word}' is internal jargon; customers understand '{plain}'",
    "“{word}”是内部的说法；客户能懂的是“{plain}”",
)
_WORDS: dict[str, dict[str, str]] = table("jargon")
_GATES = {lang: gate(words) for lang, words in _WORDS.items()}
_EN = regex(
    rf"(?<![\w-])(?<!\w/)(?:{'|'.join(map(re.escape, _WORDS['en']))})(?![\w-]|/\w)", re.IGNORECASE
)
_ZH = regex(
    "|".join(
        rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else word
        for word in _WORDS["zh"]
    )
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield internal words in the running text of what customers read."""
    lang, pattern = ("zh", _ZH) if is_chinese(article) else ("en", _EN)
    if not _GATES[lang].opens(article.prose) or not is_public(article, kb) or is_template(article):
        return
    for match in pattern.finditer(article.prose):
        if internal_at(article, match.start()):
            continue
        message = MESSAGE.format(word=match[0], plain=_WORDS[lang][match[0].lower()])
        yield rule.at(article, Span(*match.span()), message)
