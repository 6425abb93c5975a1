"""An article's Markdown for other programs: under its title, without what only writers need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from kb_tools.article import Article, Span


def bare(article: Article, targets: Mapping[Span, str] = MappingProxyType({})) -> str:
    """Return an article's Markdown without front matter and comments, under its title.

    `targets` are the addresses, by their span, that replace what is written.
    """
    last = article.meta_span.end if article.meta_span else 0
    gone = dict.fromkeys(article.comments, "")
    kept = []
    for span, new in sorted({**targets, **gone}.items(), key=lambda edit: edit[0].start):
        if span.start >= last:
            kept += [article.text[last : span.start], new]
            last = span.end
    body = re.sub(r"\n{3,}", "\n\n", "".join([*kept, article.text[last:]])).strip()
    has_title = any(heading.level == 1 for heading in article.headings)
    parts = ["" if has_title else f"# {article.title}", body]
    return "\n\n".join(part for part in parts if part) + "\n"
