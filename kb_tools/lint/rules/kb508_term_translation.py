"""A translation that does not use the agreed word for what the original is about.

Who switches the language, or searches in it, looks for the word on the button. When the Chinese
says 登录 throughout and the English nowhere "sign in", it is another word for the same thing, or
the sentence is missing. The pairs of words are those of kb-terms.toml and of the term base that
comes with kb_tools; words under `also` are as good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import kin
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.term_base import Term

PAIRS = '[[term]]\nzh = "登录"\nen = "sign in"\nalso.en = ["log in"]\n'

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    concerns=kin,
    zh="""
    译文没有用约定的词，而原文讲的正是它。

    切换语言或用另一种语言搜索的客户，找的是按钮上的那个词。中文通篇写“登录”，英文却没有一处
    “sign in”，说明用了别的词，或者漏译了。成对的词来自 kb-terms.toml 和 kb_tools 自带的术语表；
    写在 `also` 里的词同样算数。
    """,
    bad=[
        Bad(
            {
                "../kb-terms.toml": PAIRS,
                "zh/a.md": "# 登录\n\n打开登录页，再次登录。\n",
                "en/a.md": "# Enter\n\nOpen the page and enter again.\n",
                "zh/b.md": "# 退款\n",
            },
            "zh/a.md says '登录' 3 times, but this article never says 'sign in'",
        )
    ],
    good=[
        {
            "../kb-terms.toml": PAIRS,
            "zh/a.md": "# 登录\n\n打开登录页，再次登录。\n",
            "en/a.md": "# Logging in\n\nOpen the page and log in again.\n",
        },
        {
            "../kb-terms.toml": PAIRS,
            "zh/a.md": "# 退款\n\n先登录。\n",
            "en/a.md": "# Refund\n\nOpen the page first.\n",
        },
    ],
)

MESSAGE = Text(
    "{path} says '{word}' {n} times, but this article never says '{own}'",
    "{path} 有 {n} 处“{word}”，这里却没有一处“{own}”",
)
OFTEN = 3
"""How often the original must say a word for the translation to need it."""
LETTERS = 4
"""So many letters of a word are in all of its forms: a quick look before the pattern."""
_FORMS = r"(?:s|es|ed|d|ing|[a-z]ing|[a-z]ed)?"


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield words that the original says three times and the translation never, at its title."""
    original = _original(article, kb)
    if original is None or is_template(article):
        return
    place = article.headings[0].text_span if article.headings else Span(0, 0)
    lower = original.prose.lower()
    for term in kb.terms:
        theirs, ours = term.word.get(original.lang), term.word.get(article.lang)
        if theirs is None or ours is None or lower.count(theirs.lower()[:LETTERS]) < OFTEN:
            continue
        count = len(_pattern((theirs,)).findall(original.prose))
        if count >= OFTEN and not _said(term, theirs, article):
            message = MESSAGE.format(path=original.path, word=theirs, n=count, own=ours)
            yield rule.at(article, place, message)


def _original(article: Article, kb: KnowledgeBase) -> Article | None:
    translations = kb.translations(article)
    first = next((translations[lang] for lang in kb.languages if lang in translations), None)
    return None if first is article else first


def _said(term: Term, theirs: str, article: Article) -> bool:
    """Say whether an article has any word for it, or the original's own where it is a name."""
    return _pattern((*term.words(article.lang), theirs)).search(article.text) is not None


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_form, words)), re.IGNORECASE)


def _form(word: str) -> str:
    """Return a pattern of a word: English ones in any form, with a hyphen or a space."""
    if not word.isascii():
        return re.escape(word)
    parts = [re.escape(part) + _FORMS for part in re.split(r"[ -]", word)]
    return rf"\b{'[ -]?'.join(parts)}\b"
