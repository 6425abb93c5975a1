"""A word stands twice in a row, as in `the the`.

It is a slip that every reader sees, and that makes them doubt the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.anchors import moves_anchor
from kb_tools.lint.data import table
from kb_tools.lint.gate import any_of
from kb_tools.lint.house import is_chinese
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.vocabulary import folded, words
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    同一个词连写了两遍，例如 `的的`。

    每位读者都看得到的笔误，会让人怀疑其余内容。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 登录\n\n打开您的的设置。\n"},
            "'的' is repeated; remove one",
            fixed={"zh/a.md": "# 登录\n\n打开您的设置。\n"},
        ),
        Bad(
            {"en/a.md": "# Sign in\n\nOpen the the settings.\n"},
            "'the' is repeated; remove one",
            fixed={"en/a.md": "# Sign in\n\nOpen the settings.\n"},
        ),
        Bad(
            {"zh/a.md": "# 登录\n\n## 密码的的长度\n\n八位以上。\n"},
            "'的' is repeated; remove one",
            fixed={"zh/a.md": "# 登录\n\n## 密码的长度\n\n八位以上。\n"},
            safe=False,
        ),
    ],
    good=[
        {"en/a.md": "# Sign in\n\nI know that that works. Use `the` the other way.\n"},
        {"zh/a.md": "# 登录\n\n此功能旨在在客户端处理地址，目的的确如此，但是是针对网页的。\n"},
        {"en/a.md": '# Write\n\nLook for "the the" and the like, and for no blah blah blah.\n'},
        {"en/a.md": "# Set up\n\n- python3 -m venv venv\n- yada yada, and so on\n"},
        {"en/a.md": "# Search\n\nAsk Duck Duck Go or Param Pam Pam if you really really must.\n"},
    ],
)

MESSAGE = Text("'{word}' is repeated; remove one", "“{word}”连写了两遍；请删去一个")
REMOVE = Text("remove one", "删去一个")
_ENGLISH = regex(r"\b([A-Za-z]{2,}) (?=(\1)(?![\w/.@-]))")

_OPTION = regex(r"\s-{1,2}[\w-]+ $")
_CAPITAL_BEFORE = regex(r"[A-Z][a-z]+ $")
_CAPITAL = regex(r" [A-Z][a-z]")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield words that occur twice in running text, with nothing but a space between.

    In a heading the fix is not safe: the heading's anchor changes with it.
    """
    spans = _english(article) if article.lang.startswith("en") else _chinese(article)
    for span in spans:
        word = span.of(article.text).strip()
        fix = replacing(article, span, "", REMOVE, safe=not moves_anchor(article, span))
        yield rule.at(article, span, MESSAGE.format(word=word), fix)


def _english(article: Article) -> Iterator[Span]:
    every = words(article.prose)
    twice = {word for word, other in pairwise(every) if word == other}
    if not any(len(word) > 1 and word.isalpha() for word in twice):
        return
    for match in _ENGLISH.finditer(article.prose):
        odd = match[1] not in table("doubles")["en"]["fine"]
        written = match[0] == article.text[match.start() : match.end()]
        alone = article.prose[match.start() - 1 : match.start()] in (" ", "\n", "", "(", '"', "“")
        prose = article.prose
        meant = _is_name(prose, match) or _is_cited(prose, match) or _is_typed(prose, match)
        if odd and written and alone and not meant:
            yield Span(match.end() - 1, match.end(2))


def _is_name(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the two are part of a name, as in `Duck Duck Go` and `Param Pam Pam`."""
    if not match[1][0].isupper():
        return False
    before = prose[max(0, match.start() - 40) : match.start()]
    return (
        _CAPITAL.match(prose, match.end(2)) is not None
        or _CAPITAL_BEFORE.search(before) is not None
    )


def _is_typed(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the two follow an option of a command: `python3 -m venv venv`."""
    return _OPTION.search(prose[max(0, match.start() - 40) : match.start()]) is not None


def _is_cited(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the two are all that is quoted, or there are three: `blah blah blah`."""
    before = prose[max(0, match.start() - 40) : match.start()]
    behind = prose[match.end(2) : match.end(2) + 40]
    if before.endswith(('"', "“")):
        return behind.startswith(('"', "”"))
    return match[1] in (*before.split(" ")[-2:-1], *re.findall("[A-Za-z]+", behind)[:1])


@cache
def _gate() -> re.Pattern[str]:
    return any_of(row["char"] * 2 for row in table("doubles")["zh"])


def _chinese(article: Article) -> Iterator[Span]:
    if not is_chinese(article) or not _gate().search(folded(article.prose)):
        return
    for row in table("doubles")["zh"]:
        double, prose = row["char"] * 2, article.prose
        start = prose.find(double)
        while start >= 0:
            around = prose[start - 1 : start], prose[start + 2 : start + 3]
            if around[0] not in row["behind"] and around[1] not in row["before"]:
                yield Span(start + 1, start + 2)
            start = prose.find(double, start + 2)
