"""What an editor shows about the thing under the pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from kb_tools.article import Article, Span
from kb_tools.editor.keys import about, key_at
from kb_tools.editor.navigation import edges_to, subject
from kb_tools.editor.spot import Spot, at
from kb_tools.editor.view import View

NAMED = 5
"""How many of the articles that link somewhere are named."""
_FACTS = ("id", "kind", "status", "audience", "product", "owner", "reviewed", "expires")


def hover(view: View, offset: int) -> lsp.Hover | None:
    """Return a card about the article, heading or front matter key at an offset."""
    key = key_at(view.page, offset)
    if key is not None and (description := about(*key)) is not None:
        return _card(view, key[1], [f"**{key[0]}**", view.editor.say(description)])
    spot = at(view.kb, view.page, offset)
    if spot is None or spot.found is None:
        return None
    lines = [*_lines(view, spot, offset)]
    return _card(view, spot.span, lines) if lines else None


def _card(view: View, span: Span, lines: list[str]) -> lsp.Hover:
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n".join(lines))
    return lsp.Hover(content, view.places.range(span))


def _lines(view: View, spot: Spot, offset: int) -> Iterator[str]:
    article = spot.article
    if article is None:
        if spot.found is not None and spot.found.path:
            yield _code(spot.found.path)
        return
    if spot.heading is not None and article is not view.page:
        yield f"**{_escaped(article.title)}** › {_escaped(spot.heading.text)}"
    else:
        yield f"**{_escaped(spot.heading.text if spot.heading else article.title)}**"
    if spot.heading is None or spot.kind == "link":
        summary = article.meta.get("summary")
        if isinstance(summary, str) and summary:
            yield _escaped(summary)
        yield " · ".join((_code(article.path), *_facts(article)))
    yield _linked(view, offset)


def _facts(article: Article) -> Iterator[str]:
    for key in _FACTS:
        value = article.meta.get(key)
        if value not in (None, "", [], ()):
            words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
            yield f"{key}: {_escaped(words)}"


def _linked(view: View, offset: int) -> str:
    article, anchor = subject(view, offset)
    sources = list(dict.fromkeys(edge.source for edge in edges_to(view, article, anchor)))
    if not sources:
        return view.say("No article links here.", "没有文章链接到这里。")
    titles = [_escaped(view.kb.articles[path].title) for path in sources[:NAMED]]
    more = len(sources) - len(titles)
    linking = "; ".join(titles) + (
        view.say(f" and {more} more", f" 等另外 {more} 篇") if more else ""
    )
    return view.say(
        f"Linked from {len(sources)}: {linking}", f"有 {len(sources)} 篇文章链接到这里：{linking}"
    )


def _escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is; an article's words are not ours."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~-])", r"\\\1", text.replace("\n", " "))


def _code(text: str) -> str:
    return f"`{text.replace('`', ' ')}`"
