"""A word is not written as agreed: a product's name, or a word that is often mistyped.

Customers who search for the right word do not find the article, and a misspelt brand costs
trust. The base's own words stand in kb-terms.toml, with `forbidden.en = ["…"]` beside the word
to use; data/terms.toml has brands and slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.anchors import moves_anchor
from kb_tools.lint.data import table
from kb_tools.lint.gate import any_of
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex
from kb_tools.term_base import Term

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    用词与约定的写法不同：产品名称，或常见的错别字。

    客户用正确的词搜索时找不到这篇文章；品牌名写错会失去信任。
    自己的用词写在 kb-terms.toml 里，在要用的词旁边写 `forbidden.zh = ["…"]`；
    品牌名和错别字在 data/terms.toml。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 登录\n\n用 Github 账户打开设置。\n", "zh/b.md": "# 账户\n"},
            "write 'GitHub', not 'Github'",
            fixed={"zh/a.md": "# 登录\n\n用 GitHub 账户打开设置。\n"},
        ),
        Bad(
            {
                "../kb-terms.toml": (
                    '[[term]]\nen = "admin panel"\nforbidden.en = ["back office"]\n'
                ),
                "en/a.md": "# Sign in\n\nOpen the back office.\n",
            },
            "write 'admin panel', not 'back office'",
            fixed={"en/a.md": "# Sign in\n\nOpen the admin panel.\n"},
        ),
        Bad(
            {
                "../kb-terms.toml": '[[term]]\nzh = "订单"\nforbidden.zh = ["单子"]\n',
                "zh/a.md": "# 退款\n\n打开单子。\n",
            },
            "write '订单', not '单子'",
            fixed={"zh/a.md": "# 退款\n\n打开订单。\n"},
        ),
    ],
    good=["# 登录\n\n火箭登陆月球，台风登陆，降雨。见 <https://github.com/> 和 `Github`。\n"],
)

MESSAGE = Text("write '{right}', not '{wrong}'", "请写“{right}”，不写“{wrong}”")
CHINESE = ("zh", "zh-Hant")
TAKE = Text("write '{right}'", "改为“{right}”")


class Wrong(NamedTuple):
    """A wrong word: its pattern, what to write instead, and in which languages it is wrong."""

    pattern: re.Pattern[str]
    right: str
    languages: tuple[str, ...] = ()


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield words that the lists know to be wrong, in running text.

    In a heading the fix is not safe: the heading's anchor changes with it.
    """
    gate, words = _wrong(kb.terms)
    if not gate.search(article.prose):
        return
    for pattern, right, languages in words:
        if languages and article.lang not in languages:
            continue
        for match in pattern.finditer(article.prose):
            span = Span(*match.span())
            if not _inside_word(article.prose, span):
                safe = not moves_anchor(article, span)
                fix = replacing(article, span, right, TAKE.format(right=right), safe=safe)
                yield rule.at(article, span, MESSAGE.format(right=right, wrong=match[0]), fix)


@lru_cache(maxsize=16)
def _wrong(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], tuple[Wrong, ...]]:
    """Return a quick look for any of the words, and the words."""
    lists = table("terms")
    plain = _pairs(lists["latin"].items())
    chinese = _pairs(lists["zh"].items())
    agreed = [row for term in terms for row in _of_term(term)]
    first_words = (wrong.partition("(")[0] for wrong, _ in chinese)
    return (
        any_of((*(row[0] for row in plain), *(row[0] for row in agreed), *first_words)),
        (
            *(Wrong(regex(re.escape(wrong)), right) for wrong, right in plain),
            *(Wrong(regex(w, re.MULTILINE), right, CHINESE) for w, right in chinese),
            *(Wrong(regex(re.escape(w)), right, langs) for w, right, langs in agreed),
        ),
    )


def _of_term(term: Term) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for lang, wrongs in term.forbidden.items():
        yield from ((wrong, term.word[lang], (lang,)) for wrong in wrongs)
    for right in term.word.values() if term.case else ():
        others = {right.lower(), right.upper(), right.title(), right.capitalize()} - {right}
        yield from ((wrong, right, ()) for wrong in sorted(others))


def _pairs(words: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    return [(wrong, right) for right, wrongs in words for wrong in wrongs if wrong]


def _inside_word(prose: str, span: Span) -> bool:
    """Say whether a Latin match is part of a longer word, a path or an address."""
    before, after = prose[max(0, span.start - 1) : span.start], prose[span.end : span.end + 2]
    return prose[span.start].isascii() and (
        re.match(r"[\w./@#&-]", before, re.ASCII) is not None
        or re.match(r"[\w/@-]|\.\w", after, re.ASCII) is not None
    )
