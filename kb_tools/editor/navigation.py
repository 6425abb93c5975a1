"""Jumps: to what a link means, to whatever links here, to titles and headings."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from lsprotocol import types as lsp

from kb_tools.article import Article, Heading, Span
from kb_tools.editor import finding
from kb_tools.editor.spot import Spot, at
from kb_tools.editor.view import Around, View, top
from kb_tools.links.graph import Edge, LinkGraph

Places = list[lsp.Location] | list[lsp.LocationLink]

SYMBOLS = 100
"""How many articles a search by title gives, at most."""


def definition(view: View, offset: int) -> Places:
    """Return where the link, the entry or the id at an offset leads."""
    spot = at(view.kb, view.page, offset)
    place = None if spot is None else _place(view, spot)
    if spot is None or place is None:
        return []
    if not view.editor.links:
        return [place]
    return [lsp.LocationLink(place.uri, place.range, place.range, view.places.range(spot.span))]


def _place(view: View, spot: Spot) -> lsp.Location | None:
    if spot.found is None or spot.found.status in ("missing", "external"):
        return None
    if spot.article is not None:
        span = spot.heading.text_span if spot.heading else top(spot.article)
        return view.location(spot.article.path, span)
    path = spot.found.path
    return view.location(path, Span(0, 0)) if path in view.kb.files and path else None


def references(view: View, offset: int, *, declaration: bool) -> list[lsp.Location]:
    """Return all links to what is at an offset: an article, or a heading of it.

    Anywhere else in the text the open article is meant.
    """
    article, anchor = subject(view, offset)
    heading = next((h for h in article.headings if anchor and h.id == anchor), None)
    found = [view.location(edge.source, edge.span) for edge in edges_to(view, article, anchor)]
    own = view.location(article.path, heading.text_span if heading else top(article))
    return [own, *found] if declaration else found


def subject(view: View, offset: int) -> tuple[Article, str]:
    """Return the article that is meant at an offset, and the anchor in it, "" for the whole."""
    spot = at(view.kb, view.page, offset)
    article = view.page if spot is None or spot.article is None else spot.article
    heading = None if spot is None else spot.heading
    if heading is None or heading is _first(article):
        return article, ""
    return article, heading.id


def _first(article: Article) -> Heading | None:
    """Return the heading that is the article's title."""
    first = article.headings[0] if article.headings else None
    return first if first is not None and first.level == 1 else None


def edges_to(view: View, article: Article, anchor: str) -> Iterator[Edge]:
    """Yield the links to an article from others, or to one of its anchors, its own included."""
    graph = LinkGraph.of(view.kb)
    into = graph.incoming.get(article.path, ())
    if not anchor:
        yield from into
        return
    own = (e for e in graph.outgoing.get(article.path, ()) if e.target == article.path)
    yield from (edge for edge in (*into, *own) if edge.anchor == anchor)


def document_links(view: View) -> list[lsp.DocumentLink]:
    """Return the page's links to other files of the base."""
    return [
        lsp.DocumentLink(
            range=view.places.range(link.target_span),
            target=view.uri(found.path) + (f"#{quote(found.anchor)}" if found.anchor else ""),
            tooltip=found.article.title if found.article else found.path,
        )
        for link in view.page.links
        if (found := view.kb.resolve(link.target, view.page)).path is not None
        and found.path in view.kb.files
    ]


def outline(view: View) -> list[lsp.DocumentSymbol]:
    """Return the page's headings, each with those below it."""
    roots: list[lsp.DocumentSymbol] = []
    open_: list[tuple[int, list[lsp.DocumentSymbol]]] = [(0, roots)]
    for section in view.page.sections:
        if section.heading is not None:
            below: list[lsp.DocumentSymbol] = []
            while open_[-1][0] >= section.heading.level:
                open_.pop()
            open_[-1][1].append(_symbol(view, section.heading, section.span, below))
            open_.append((section.heading.level, below))
    return roots


def _symbol(
    view: View, heading: Heading, span: Span, below: list[lsp.DocumentSymbol]
) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=heading.text or "#" * heading.level,
        kind=lsp.SymbolKind.String,
        range=view.places.range(span),
        selection_range=view.places.range(heading.text_span),
        detail=f"#{heading.id}",
        children=below,
    )


def symbols(view: Around, query: str) -> list[lsp.WorkspaceSymbol]:
    """Return the articles whose title, id or path a writer likely means."""
    return [
        lsp.WorkspaceSymbol(
            location=view.location(article.path, top(article)),
            name=article.title,
            kind=lsp.SymbolKind.File,
            container_name=article.path,
        )
        for article in finding.articles(view.kb, query, SYMBOLS)
    ]
