"""Anchors as other generators make them, for a knowledge base whose own one is not known."""

from __future__ import annotations

import re

from kb_tools.article import Article
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


def takes_in(article: Article, *, known: bool) -> bool:
    """Say whether the site puts text from elsewhere into the article, with anchors of its own.

    Where the site's generator is not `known`, `::: tip` is a callout.
    """
    return any(known or not match["made"] for match in _TAKEN_IN.finditer(article.text))


def is_anchor_elsewhere(article: Article, anchor: str) -> bool:
    """Say whether another generator would have the anchor in this article.

    Each makes anchors of headings in its own way (`a-b`, `a_b`, `a--b-1`), but all of their
    letters; the number behind tells equal headings apart.
    """
    letters = _letters(anchor)
    return f"{{#{anchor}}}" in article.text or any(
        _letters(name) in (letters, letters.rstrip("0123456789"))
        for heading in article.headings
        for name in (heading.text, heading.text_span.of(article.text), heading.id)
        if letters
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
