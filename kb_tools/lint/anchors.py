"""Anchors that an article does not have, and why readers of its text would think so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.regex import regex

_TAKEN_IN = regex(
    r"""(?mx)^\s*(?:
        -+8<-+                                              # pymdownx.snippets
        | \{\{\#(?:include|rustdoc_include|title)\b            # mdBook
        | \{%-?\s*(?:include|include_relative|render)\s        # Jekyll, macros
        | \{\{[<%]\s*(?:include|readfile|partial)\b             # Hugo
        | :::\s(?P<made>[\w.-]+)\s*$                          # mkdocstrings, mkdocs-click
    )"""
)

_HEADING = regex(r"(?m)^#{1,6}[ \t]+(?P<text>[^\n]*)$")
_SEPARATOR = regex(r"(?m)^[ \t]*\|?[ \t]*:?-+[ \t:|-]*\|[ \t:|-]*$")


def takes_in(article: Article, *, known: bool) -> bool:
    """Say whether the site puts text from elsewhere into the article, with anchors of its own.

    Where the site's generator is not `known`, `::: tip` is a callout.
    """
    return any(known or not match["made"] for match in _TAKEN_IN.finditer(article.text))


def is_route(anchor: str) -> bool:
    """Say whether an anchor is an address inside a program on the page: `#/login`, `#!/login`."""
    return anchor.startswith(("/", "!/"))


def is_anchor_elsewhere(article: Article, anchor: str) -> bool:
    """Say whether another generator would have the anchor in this article.

    Each makes anchors of headings in its own way (`a-b`, `a_b`, `a--b-1`), but all of their
    letters; the number behind distinguishes equal headings.
    """
    letters = _letters(anchor)
    return f"{{#{anchor}}}" in article.text or any(
        _letters(name) in (letters, letters.rstrip("0123456789"))
        for heading in article.headings
        for name in (heading.text, heading.text_span.of(article.text), heading.id)
        if letters
    )


class Swallowed(NamedTuple):
    """A heading that is a row of the table right above it: where it starts, and what it says."""

    start: int
    line: int
    text: str


def moves_anchor(article: Article, span: Span) -> bool:
    """Say whether a change there changes the anchor that a heading has of its words."""
    return any(
        one.span.start <= span.start < one.span.end and not one.explicit for one in article.headings
    )


def swallowed(article: Article) -> Iterator[Swallowed]:
    """Yield the headings that are rows of the table right above them.

    Python-Markdown reads a table up to the next blank line.
    """
    read = {heading.span.start for heading in article.headings}
    for match in _HEADING.finditer(article.text):
        start = match.start()
        if start in read or any(code.span.start <= start < code.span.end for code in article.code):
            continue
        if _SEPARATOR.search(article.text[:start].rpartition("\n\n")[2]):
            yield Swallowed(start, article.position(start).line, match["text"])


def swallowed_at(article: Article, anchor: str) -> Swallowed | None:
    """Return the swallowed heading that was to have this anchor."""
    letters = _letters(anchor)
    for one in swallowed(article) if letters else ():
        title, _, explicit = one.text.partition("{#")
        if letters in (_letters(title), _letters(explicit)):
            return one
    return None


def translated(article: Article, anchor: str, versions: Iterable[Article]) -> str | None:
    """Return the article's anchor for what has `anchor` in a translation built like it.

    A translator who takes over a link takes over the anchor of the original's heading.
    """
    levels = [heading.level for heading in article.headings]
    for version in versions:
        ids = [heading.id for heading in version.headings]
        if anchor in ids and levels == [heading.level for heading in version.headings]:
            return article.headings[ids.index(anchor)].id
    return None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
