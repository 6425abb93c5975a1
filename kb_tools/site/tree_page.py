"""A decision tree on its page: one question at a time."""

from __future__ import annotations

import json
import re

from kb_tools.article import Article
from kb_tools.decision_tree import KIND, tree
from kb_tools.site.addresses import base, href
from kb_tools.site.edition import Edition
from kb_tools.site.fragments import fragment, in_language
from kb_tools.site.labels import label
from kb_tools.site.tree_words import TREE

_H2 = re.compile(r"<h2\b[^>]*>")


def led(content: str, edition: Edition, article: Article, overrides: str) -> str:
    """Return an article's rendered text, made to be walked through if it is a decision tree."""
    steps = [step.id for step in tree(article).steps] if article.kind == KIND else []
    here, lang = edition.kb.url(article), edition.language_of(article.path)
    if not steps:
        return in_language(content, article.lang, lang)
    asks = edition.asks.get(lang)
    ask = href(edition.url(asks), here) if asks else ""
    said = {name: label(name, lang) for name in TREE}
    known = {"steps": steps, "words": said, "ask": ask}
    steps_html, rest = _split(content, len(steps))
    return fragment(
        "tree",
        lang,
        overrides,
        settings=json.dumps(known, ensure_ascii=False),
        content=in_language(steps_html, article.lang, lang),
        ask_href=ask,
        base=base(here),
    ) + in_language(rest, article.lang, lang)


def _split(content: str, steps: int) -> tuple[str, str]:
    """Return the rendered steps, and what follows them: the related articles."""
    headings = [found.start() for found in _H2.finditer(content)]
    end = headings[steps] if len(headings) > steps else len(content)
    return content[:end], content[end:]
