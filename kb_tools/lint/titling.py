"""Whether the title in the front matter and the heading on the page say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kb_tools.article import Article, Heading
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted
from kb_tools.lint.fact import fact
from kb_tools.regex import regex

ENOUGH, HABIT = 20, 1 / 3
"""How many articles, and which share, have to differ before that is taken for a habit."""
_MACRO = regex(r"\[!\w+ ([^]]*)\]")


@fact
def unlike(article: Article) -> bool | None:
    """Return whether the first heading is unlike the title; None where there are not both."""
    title = article.meta.get("title")
    top = next((heading for heading in written(article) if heading.level == 1), None)
    return None if top is None or not isinstance(title, str) else not _same(title, top.text)


@counted
def _all(article: Article) -> tuple[bool, ...]:
    found = unlike(article)
    return () if found is None else (found,)


def apart(kb: KnowledgeBase) -> bool:
    """Return whether a base has titles of another use: for search engines, or a sidebar."""
    counts = _all(kb)
    return counts[True] >= max(ENOUGH, HABIT * counts.total())


def written(article: Article) -> Sequence[Heading]:
    """Return the headings that a writer wrote; `{{ .Title }}` is code of a template, shown."""
    return [heading for heading in article.headings if not heading.text.startswith("{{")]


def _same(title: str, heading: str) -> bool:
    """A title may say more than the heading (the product), or the heading more (a version)."""
    if title == heading:
        return True
    one, other = _folded(title), _folded(heading)
    return one in other or other in one


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", _MACRO.sub(r"\1", text)).casefold()
    return re.sub(r"[\W_]+", "", text)
