"""Internal blocks in a site for colleagues: marked so that nobody takes them for public.

They become quotations, which every configuration of Markdown knows, with a notice as their
first line; the finished quotation gets a box of its own.
"""

from __future__ import annotations

import re
import textwrap

from kb_tools.article import Article, Span
from kb_tools.audience import internal_spans
from kb_tools.site.labels import label

_MARK = re.compile(r"<!--\s*/?internal\s*-->", re.IGNORECASE)
_TITLE = re.compile(r'"([^"\n]*)"\s*$')


def marked(article: Article) -> str | None:
    """Return the article's text with its internal blocks as quotations; None if it has none."""
    spans = internal_spans(article)
    text = article.text
    for span in reversed(spans):
        text = text[: span.start] + _quotation(article, span) + text[span.end :]
    return text if spans else None


def boxed(html: str, lang: str) -> str:
    """Return rendered text with the quotations that `marked` made in a box."""
    opening = f"<blockquote>\n<p><strong>{_notice(lang)}"
    return html.replace(opening, opening.replace("<blockquote", '<blockquote class="kb-internal"'))


def _quotation(article: Article, span: Span) -> str:
    block = span.of(article.text)
    if not _MARK.match(block):
        return _quoted(_admonition(block), block[: len(block) - len(block.lstrip())], article.lang)
    inner = _MARK.sub("", block)
    if "\n" not in inner:
        return f"<mark>{inner}</mark>"
    before = article.text[article.text.rfind("\n", 0, span.start) + 1 : span.start]
    indent = before if before.isspace() else ""
    quoted = _quoted(textwrap.dedent(inner.strip("\n")), indent, article.lang)
    return quoted[len(indent) :] if before == indent else f"\n\n{quoted}"


def _admonition(block: str) -> str:
    first, _, rest = block.partition("\n")
    title = _TITLE.search(first)
    heading = f"**{title[1]}**\n\n" if title and title[1] else ""
    return heading + textwrap.dedent(rest)


def _quoted(text: str, indent: str, lang: str) -> str:
    lines = [f"**{_notice(lang)}**", "", *text.rstrip().split("\n")]
    return "\n".join(f"{indent}> {line}".rstrip() for line in lines) + "\n"


def _notice(lang: str) -> str:
    return label("internal_block", lang)
