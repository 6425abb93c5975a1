"""A word is not written as agreed: a product's name, or a word that is often mistyped.

Customers who search for the right word do not find the article, and a misspelt brand costs
trust. The list is data/terms.toml; `[tool.kb.lint.terms]` adds to it: `right = ["wrong"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kb_tools.article import Article, Span
from kb_tools.config import Config, LintConfig
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.gate import any_of
from kb_tools.lint.house import is_chinese, per_base
from kb_tools.lint.rule import Bad, Rule, replacing

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    用词与约定的写法不同：产品名称，或常见的错别字。

    客户用正确的词搜索时找不到这篇文章；品牌名写错会失去信任。
    词表在 data/terms.toml，可用 `[tool.kb.lint.terms]` 增补：`正确 = ["错误"]`。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 登录\n\n用 Github 账户打开设置。\n", "zh/b.md": "# 账户\n"},
            "write 'GitHub', not 'Github'",
            fixed={"zh/a.md": "# 登录\n\n用 GitHub 账户打开设置。\n"},
        ),
        Bad(
            "# Sign in\n\nOpen the back office.\n",
            "write 'admin panel', not 'back office'",
            fixed="# Sign in\n\nOpen the admin panel.\n",
            config=Config(lint=LintConfig(terms={"admin panel": ("back office",)})),
        ),
    ],
    good=["# 登录\n\n火箭登陆月球。见 <https://github.com/> 和 `Github`。\n"],
)

MESSAGE = Text("write '{right}', not '{wrong}'", "请写“{right}”，不写“{wrong}”")
TAKE = Text("write '{right}'", "改为“{right}”")
Terms = tuple[tuple[re.Pattern[str], str], ...]


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield words that the lists know to be wrong, in running text.

    In a heading the fix is not safe: the heading's anchor changes with it.
    """
    gate, words, chinese = _terms(kb)
    if not gate.search(article.prose):
        return
    for pattern, right in (*words, *(chinese if is_chinese(article) else ())):
        for match in pattern.finditer(article.prose):
            span = Span(*match.span())
            if not _inside_word(article.prose, span):
                safe = not any(h.span.start <= span.start < h.span.end for h in article.headings)
                fix = replacing(article, span, right, TAKE.format(right=right), safe=safe)
                yield rule.at(article, span, MESSAGE.format(right=right, wrong=match[0]), fix)


@per_base
def _terms(kb: KnowledgeBase) -> tuple[re.Pattern[str], Terms, Terms]:
    own = [*_pairs(table("terms")["latin"]), *_pairs(kb.config.lint.terms)]
    chinese = _pairs(table("terms")["zh"])
    first_words = (wrong.partition("(")[0] for wrong, _ in chinese)
    return (
        any_of((*(wrong for wrong, _ in own), *first_words)),
        tuple((re.compile(re.escape(wrong)), right) for wrong, right in own),
        tuple((re.compile(wrong, re.MULTILINE), right) for wrong, right in chinese),
    )


def _pairs(words: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(wrong, right) for right, wrongs in words.items() for wrong in wrongs if wrong]


def _inside_word(prose: str, span: Span) -> bool:
    """Say whether a Latin match is part of a longer word, a path or an address."""
    before, after = prose[max(0, span.start - 1) : span.start], prose[span.end : span.end + 2]
    return prose[span.start].isascii() and (
        re.match(r"[\w./@#&-]", before, re.ASCII) is not None
        or re.match(r"[\w/@-]|\.\w", after, re.ASCII) is not None
    )
