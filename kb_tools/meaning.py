"""What an article says, apart from how it is written."""

from __future__ import annotations

import unicodedata

from kb_tools.article import Article
from kb_tools.regex import regex

_WORD = regex(r"\w+(?:[.,]\d+)*")


def changed(old: Article, new: Article) -> list[str]:
    """Return the titles of the sections that say something else than they said, are new or gone.

    White space, punctuation, upper case and link targets make no difference.
    """
    before, now = _said(old), _said(new)
    titles = [title for title, words in now.items() if before.get(title) != words]
    return titles + [title for title in before if title not in now]


def _said(article: Article) -> dict[str, str]:
    out: dict[str, str] = {article.title: _words(str(article.meta.get("summary", "")))}
    codes = [code.body for code in article.code]
    for section in article.sections:
        title = section.heading.text if section.heading else article.title
        body = section.body
        inside = [span.of(article.text) for span in codes if body.start <= span.start < body.end]
        out[title] = out.get(title, "") + _words(" ".join((body.of(article.prose), *inside)))
    return out


def _words(text: str) -> str:
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
