"""An article's Markdown for other programs: under its title, without what only writers need."""

from __future__ import annotations

import re

from kb_tools.article import Article


def bare(article: Article) -> str:
    """Return an article's Markdown without front matter and comments, under its title."""
    last = article.meta_span.end if article.meta_span else 0
    kept = []
    for comment in article.comments:
        if comment.start >= last:
            kept.append(article.text[last : comment.start])
            last = comment.end
    body = re.sub(r"\n{3,}", "\n\n", "".join([*kept, article.text[last:]])).strip()
    has_title = any(heading.level == 1 for heading in article.headings)
    parts = ["" if has_title else f"# {article.title}", body]
    return "\n\n".join(part for part in parts if part) + "\n"
