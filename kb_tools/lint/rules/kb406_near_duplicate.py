"""Two articles say nearly the same.

One of them gets corrected, the other does not, and the customer finds the other.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import holders
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule

COMMON = (
    "Open the settings and choose your account first.\n\n"
    "Then press the button at the bottom of the page.\n\n"
    "Wait until the message says that all is done.\n\n"
    "Close the window and sign in again with the new one.\n\n"
    "Write to us when it still does not work after that.\n"
)

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    zh="""
    两篇文章的内容几乎相同。

    其中一篇改对了，另一篇没有改，而客户找到的正是另一篇。
    """,
    bad=[
        Bad(
            {
                "a.md": "# Reset your password\n\n" + COMMON,
                "b.md": "# Change your password\n\n" + COMMON,
            },
            "100% of the lines are those of a.md; merge the two, or say what tells them apart",
        )
    ],
    good=[
        {
            "a.md": "# Reset your password\n\n" + COMMON,
            "b.md": "# Change your e-mail address\n\nWrite to us, and we change it for you.\n",
        }
    ],
)

MESSAGE = Text(
    "{share:.0%} of the lines are those of {path}; merge the two, or say what tells them apart",
    "{share:.0%} 的内容与 {path} 相同；请合并两篇文章，或写明区别",
)
LIKE = 0.8
LEAST = 5
"""How many lines of some length an article must have to be compared."""


class Twin(NamedTuple):
    """The article most like another, and the share of lines that the two have in common."""

    path: str
    share: float


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield an article of whose lines an earlier one has at least 80%."""
    twin = _twin(article, kb)
    if twin is not None:
        place = article.headings[0].text_span if article.headings else Span(0, 0)
        yield rule.at(article, place, MESSAGE.format(share=twin.share, path=twin.path))


def _twin(article: Article, kb: KnowledgeBase) -> Twin | None:
    """Return the earlier article, by path, that has most of the lines."""
    own = _lines(article)
    if len(own) < LEAST or is_template(article):
        return None
    shared = Counter(
        other
        for line in own
        for other in itertools.takewhile(article.path.__gt__, _having(kb)[article.lang, line])
    )
    if not shared:
        return None
    other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
    share = count / len(own | _lines(kb.articles[other]))
    return Twin(other, share) if share >= LIKE else None


@holders
def _having(article: Article) -> Iterator[tuple[str, int]]:
    lines = _lines(article)
    if len(lines) >= LEAST and not is_template(article):
        yield from ((article.lang, line) for line in lines)


def _lines(article: Article) -> frozenset[int]:
    """Return the lines of some length, folded, with every number the same."""
    body = article.text[article.meta_span.end if article.meta_span else 0 :]
    lines = re.sub(r"\d+", "0", body.lower()).split("\n")
    return frozenset(hash(line) for line in lines if len(line) >= 20 and line[0] != "#")
