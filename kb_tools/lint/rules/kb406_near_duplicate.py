"""Two articles say nearly the same.

One of them gets corrected, the other does not, and the customer finds the other. From 80% of
the lines in common it is a warning, from 60% a note.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import once
from kb_tools.diagnostic import Diagnostic, Severity
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
    八成以上的内容相同是警告，六成以上是提示。
    """,
    bad=[
        Bad(
            {
                "a.md": "# Reset your password\n\n" + COMMON,
                "b.md": "# Change your password\n\n" + COMMON,
            },
            "100% of the lines are also in a.md; merge the two, or say how they differ",
        ),
    ],
    good=[
        {
            "a.md": "# Reset your password\n\n" + COMMON,
            "b.md": "# Change your e-mail address\n\nWrite to us, and we change it for you.\n",
        }
    ],
)

MESSAGE = Text(
    "{share:.0%} of the lines are also in {path}; merge the two, or say how they differ",
    "{share:.0%} 的内容与 {path} 相同；请合并两篇文章，或写明区别",
)
VARIANT = Text(
    "{share:.0%} of the lines are also in {path}, for another version; merge the two, or keep"
    " what differs in one place",
    "{share:.0%} 的内容与 {path} 相同，只是版本不同；请合并两篇文章，或把不同之处写在一处",
)
LIKE = 0.8
"""Share of lines in common from which it is a warning."""
NOTED = 0.6
"""Share from which it is a note."""
LEAST = 5
"""How many lines of some length an article must have to be compared."""
_NUMBER = re.compile("[0-9]+")


class Twin(NamedTuple):
    """The article most like another, and the share of lines that the two have in common."""

    path: str
    share: float


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield an article of whose lines an earlier one has at least 60%."""
    twin = _twin(article, kb)
    if twin is not None:
        place = article.headings[0].text_span if article.headings else Span(0, 0)
        variant = _unnumbered(article) == _unnumbered(kb.articles[twin.path])
        message = (VARIANT if variant else MESSAGE).format(share=twin.share, path=twin.path)
        severity: Severity | None = None if twin.share >= LIKE else "info"
        yield rule.at(article, place, message, severity=severity)


def _unnumbered(article: Article) -> str:
    """Return a title without its numbers: two that agree are about versions of one thing."""
    return _NUMBER.sub("", article.title)


class _Lines(NamedTuple):
    """The lines of each article that has enough of them, and the articles that have a line."""

    of: Mapping[str, frozenset[int]]
    having: Mapping[int, tuple[str, ...]]


def _twin(article: Article, kb: KnowledgeBase) -> Twin | None:
    """Return the earlier article, by path, that is most alike.

    Two sets that have 60% in common share at least one of the rarest lines of either: the
    articles that have one of these are all that can be alike, and boilerplate costs nothing.
    """
    known = _known(kb)
    own = (
        known.of.get(article.path) if kb.articles.get(article.path) is article else _lines(article)
    )
    if not own:
        return None
    rarest = sorted(own, key=lambda line: len(known.having.get(line, ())))
    others = {
        path
        for line in rarest[: len(own) - math.ceil(NOTED * len(own)) + 1]
        for path in itertools.takewhile(article.path.__gt__, known.having.get(line, ()))
    }
    shares = [(len(own & known.of[path]) / len(own | known.of[path]), path) for path in others]
    share, path = min(shares, key=lambda item: (-item[0], item[1]), default=(0.0, ""))
    return Twin(path, share) if share >= NOTED else None


def _learned(kb: KnowledgeBase) -> _Lines:
    of = {path: lines for path in sorted(kb.articles) if (lines := _lines(kb.articles[path]))}
    having: dict[int, list[str]] = {}
    for path, lines in of.items():
        for line in lines:
            having.setdefault(line, []).append(path)
    return _Lines(of, {line: tuple(paths) for line, paths in having.items()})


def _adapted(
    before: KnowledgeBase,  # noqa: ARG001 - as `once` asks
    known: _Lines,
    kb: KnowledgeBase,
    changed: frozenset[str],
) -> _Lines:
    of, having = dict(known.of), dict(known.having)
    for path in changed:
        old = of.pop(path, frozenset())
        new = _lines(kb.articles[path]) if path in kb.articles else frozenset()
        if new:
            of[path] = new
        for line in old - new:
            having[line] = tuple(other for other in having[line] if other != path)
        for line in new - old:
            having[line] = tuple(sorted((*having.get(line, ()), path)))
    return _Lines(of, having)


_known = once(_learned, _adapted)


def _lines(article: Article) -> frozenset[int]:
    """Return the lines of some length, folded, with every number the same; none if too few."""
    if is_template(article):
        return frozenset()
    body = article.text[article.meta_span.end if article.meta_span else 0 :]
    lines = _NUMBER.sub("0", body.lower()).split("\n")
    lang = article.lang
    found = frozenset(hash((lang, line)) for line in lines if len(line) >= 20 and line[0] != "#")
    return found if len(found) >= LEAST else frozenset()
