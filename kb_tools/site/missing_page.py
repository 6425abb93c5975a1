"""The page for an address that is not there: it suggests the nearest articles."""

from __future__ import annotations

from typing import Any

from kb_tools.site.edition import Edition
from kb_tools.site.fragments import fragment
from kb_tools.site.static_files import titles_file


def content(edition: Edition, base: str, overrides: str) -> str:
    """Return its content in every language; `base` is the site's address."""
    base = base.rstrip("/") + "/"
    parts = [
        {
            "lang": lang,
            "folder": edition.folders[lang],
            "titles": base + titles_file(lang),
            "home": base + edition.url(edition.opening(home)),
            "ask": base + edition.url(edition.asks[lang]) if lang in edition.asks else "",
            "list": base + edition.url(edition.lists[lang]) if edition.linked_shelves else "",
        }
        for lang, home in edition.shelves.items()
    ]
    return fragment("missing", "en", overrides, parts=parts, base=base)


def show(context: Any, edition: Edition, overrides: str) -> None:  # noqa: ANN401 - MkDocs' own
    """Give a template of our look the content."""
    context["kb_missing"] = content(edition, context["base_url"], overrides)


def added(html: str, edition: Edition, base: str, overrides: str) -> str:
    """Return another theme's page with the content below its heading."""
    if not edition.languages:
        return html
    return html.replace("</h1>", f"</h1>{content(edition, base, overrides)}", 1)
