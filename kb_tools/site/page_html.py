"""What a page becomes: its rendered text filled, its finished HTML mended."""

from __future__ import annotations

from typing import Any

from kb_tools.article import Article
from kb_tools.site import article_page, indentation, listing_pages, theme_faults
from kb_tools.site.edition import Edition


def shown(edition: Edition, path: str) -> Article | None:
    """Return the article that the page at `path` shows."""
    one = edition.stand_ins.get(path)
    return one.article if one else edition.kb.articles.get(path)


def filled(html: str, page: Any, edition: Edition, overrides: str, *, look: bool) -> str:  # noqa: ANN401 - MkDocs' own
    """Return rendered text with an article's facts around it, or with what leads to articles."""
    path = page.file.src_uri
    if look:
        page.meta["hide"] = page.meta.get("hide") or listing_pages.hides(edition, path)
        made = listing_pages.fill(html, edition, path, overrides)
        if made is not None:
            return made
    article = shown(edition, path)
    if article is None:
        return html
    if path in edition.stand_ins:
        page.abs_url = page.canonical_url = None  # the sitemap names the original alone
    return article_page.around(html, edition, article, page.edit_url or "", overrides)


def head(edition: Edition, path: str, overrides: str) -> str:
    """Return what is put into the head of an article's page; "" for other pages."""
    article = edition.kb.articles.get(path)
    return article_page.head(edition, article, overrides) if article else ""


def finished(html: str, page: Any, edition: Edition, overrides: str) -> str:  # noqa: ANN401 - MkDocs' own
    """Return a page as it is written, with what machines read."""
    path = page.file.src_uri
    html = indentation.removed(html, page.content or "")
    html = theme_faults.mended(html, edition.language_of(path))
    article = edition.kb.articles.get(path)
    return article_page.with_head(html, edition, article, overrides) if article else html
