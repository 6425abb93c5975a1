"""What the generator gets to see of an article: its text for these readers, its front matter."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Mapping
from typing import Any

from markupsafe import Markup, escape

from kb_tools.article import Article
from kb_tools.markdown import parse
from kb_tools.site.edition import Edition
from kb_tools.site.facts import summary, title
from kb_tools.site.internal_marks import marked
from kb_tools.site.labels import STATUSES
from kb_tools.site.relink import relinked


def source(article: Article, edition: Edition) -> str | None:
    """Return the text to render instead of the file's own; None where that is right as it is.

    Front matter whose aliases would hold up the generator is left out.
    """
    text, fault = _source(article, edition), article.meta_fault
    if fault is None or fault.reason != "aliases" or article.meta_span is None:
        return text
    return "\n" + (article.text if text is None else text)[article.meta_span.end :]


def _source(article: Article, edition: Edition) -> str | None:
    text = relinked(article, edition.kb)
    changed = text != article.text or article.path in edition.cut
    if not edition.public:
        keys = edition.kb.config.keys
        shown = parse(text, article.path, lang=article.lang, keys=keys) if changed else article
        return marked(shown) or (text if changed else None)
    return text if changed else None


def cleaned(meta: Mapping[str, Any], article: Article | None) -> dict[str, Any]:
    """Return front matter that no theme can trip over.

    Themes print it into their pages unescaped, so every text is escaped here, once; what they
    look into is given the type they expect.
    """
    kept = {key: _escaped(value) for key, value in meta.items() if _sound(key, value)}
    if article is not None:
        kept["title"] = escape(title(article))
        if text := summary(article):
            kept["description"] = escape(text)
    return kept


def _sound(key: str, value: object) -> bool:
    if key == "search":
        return isinstance(value, dict)
    if key == "hide":
        return isinstance(value, list)
    return not (key == "status" and str(value) in {*STATUSES, "published"})


def _escaped(value: object) -> object:
    if isinstance(value, str):
        return value if isinstance(value, Markup) else escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return value


def land(file: Any) -> None:  # noqa: ANN401 - MkDocs' own
    """Put what Hugo calls the page of a folder where MkDocs puts one."""
    if posixpath.basename(file.src_uri) == "_index.md":
        file.name = "index"
        for worked_out in ("dest_uri", "url", "abs_dest_path"):
            file.__dict__.pop(worked_out, None)


def pruned(nav: Any, hidden: Container[str]) -> Any:  # noqa: ANN401 - as YAML gives it
    """Return a `nav` of mkdocs.yml without the entries that lead to hidden files."""
    if isinstance(nav, list):
        kept = [pruned(item, hidden) for item in nav]
        return [item for item in kept if item not in (None, [], {})]
    if isinstance(nav, dict):
        kept_items = {name: pruned(item, hidden) for name, item in nav.items()}
        return {name: item for name, item in kept_items.items() if item not in (None, [])}
    return None if isinstance(nav, str) and nav in hidden else nav
