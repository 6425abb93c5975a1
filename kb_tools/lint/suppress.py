"""Comments that switch a rule off where it does not fit, with the reason why.

    <!-- kb-disable-next-line KB502 -- the law's own wording -->
    <!-- kb-disable-line KB301 -- added by the build -->
    <!-- kb-disable KB203 -- a landing page -->        (the whole file)

In front matter the same words go in a YAML comment: `# kb-disable-next-line KB104 -- …`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kb_tools import related_list
from kb_tools.article import Article, Span
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import means
from kb_tools.regex import regex

_WORD = "kb-disable"
_WORDING = ("KB5", "KB6")
_COMMENT = regex(
    r"<!--\s*kb-disable(?P<where>-next-line|-line)?\b(?P<rules>[\w\s,-]*?)"
    r"(?:\s--\s*(?P<reason>.*?))?\s*-->",
    re.DOTALL,
)
_YAML = regex(
    r"(?m)(?:^|\s)#\s*kb-disable(?P<where>-next-line|-line)?\b(?P<rules>[\w ,-]*?)"
    r"(?:\s--\s*(?P<reason>.*?))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, the line it is about (None: the whole file), why."""

    rules: tuple[str, ...]
    line: int | None
    reason: str
    span: Span


def suppressions(article: Article) -> tuple[Suppression, ...]:
    """Return the comments of an article that switch rules off."""
    if _WORD not in article.text:
        return ()
    return tuple(_suppression(article, *found) for found in _comments(article))


def in_own_words(article: Article, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without those about words in the written list of related articles.

    They are the titles of other articles, where they are found as well; mended here, the next
    writing of the list would bring them back.
    """
    block = related_list.block(article)
    if block is None:
        return [*found]
    return [
        one
        for one in found
        if not (one.code.startswith(_WORDING) and block.start <= one.span.start < block.end)
    ]


def not_covered(
    found: Iterable[Diagnostic], comments: Iterable[Suppression]
) -> Iterator[Diagnostic]:
    """Yield the findings that no comment switches off, in the time that reading both takes."""
    words: dict[int | None, set[str]] = defaultdict(set)
    for comment in comments:
        words[comment.line].update(comment.rules)

    @cache
    def is_off(line: int | None, code: str, name: str) -> bool:
        return any(means(word, code, name) for word in words.get(line, ()))

    for one in found:
        if not any(is_off(line, one.code, one.name) for line in (None, one.position.line)):
            yield one


def _comments(article: Article) -> Iterator[tuple[re.Match[str], Span]]:
    if article.meta_span is not None:
        for match in _YAML.finditer(article.text, *article.meta_span):
            yield match, Span(match.start(), match.end())
    for span in article.comments:
        comment = _COMMENT.match(article.text, *span)
        if comment is not None:
            yield comment, span


def _suppression(article: Article, match: re.Match[str], span: Span) -> Suppression:
    return Suppression(
        rules=tuple(re.findall(r"[\w-]+", match["rules"])),
        line=_line(article, match["where"], span),
        reason=(match["reason"] or "").strip(),
        span=span,
    )


def _line(article: Article, where: str | None, span: Span) -> int | None:
    if where is None:
        return None
    if where == "-line":
        return article.position(span.start).line
    below = re.compile(r"[^\n]*\n(?:[^\S\n]*\n)*").match(article.text, span.end)
    return article.position(below.end() if below else span.end).line
