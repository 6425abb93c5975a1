"""The ask page as a widget: one script tag brings it into the pages of other products."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from typing import Any

from kb_tools.site import browser_search
from kb_tools.site.ask_words import ASK
from kb_tools.site.colour import DARK, LIGHT, readable
from kb_tools.site.edition import Edition
from kb_tools.site.facts import summary, title, words
from kb_tools.site.fragments import fragment
from kb_tools.site.labels import label
from kb_tools.site.scripts import script

FILE = "kb-widget.js"
"""What a product's page names in its script tag, at the site's root."""

SHARED = ("send.js", "answers.js", "handover.js", "ask.js")
"""The scripts of the ask page that the widget consists of, in this order."""

BRAND = "#1d4fbb"
"""The brand colour of a site that names none, as in kb.css."""


def files(edition: Edition, overrides: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of the script and of what it loads in each language."""
    languages = [*edition.languages]
    if not languages:
        return
    packs = {lang: _pack(edition, lang, overrides) for lang in languages}
    version = hashlib.blake2b("".join(packs.values()).encode(), digest_size=4).hexdigest()
    yield FILE, _script(edition, languages, version)
    for lang, pack in packs.items():
        yield f"assets/kb/widget.{lang}.js", pack


def _script(edition: Edition, languages: list[str], version: str) -> str:
    labels = {lang: label("widget", lang) for lang in languages}
    asks = {f"{lang}/ask": edition.url(_onwards(edition, lang)) for lang in languages}
    known = {
        "languages": languages,
        "labels": labels | asks,
        "version": version,
        "css": _css(edition.kb.config.site.color or BRAND),
    }
    shared = (script("static", "assets", "kb", name) for name in SHARED)
    own = script("assets", "widget", "widget.js")
    said = f"self.kbWidgetSet = {_json(known)};\n"
    return "".join([said, browser_search.trusted(), *shared, own])


def _onwards(edition: Edition, lang: str) -> str:
    """Return the docs path of the page for who found nothing: where one asks, or begins."""
    return edition.asks.get(lang) or edition.opening(edition.shelves[lang])


def _css(brand: str) -> str:
    text = resources.files("kb_tools.site").joinpath("assets/widget/widget.css").read_text("utf-8")
    light, dark = readable(brand, LIGHT), readable(brand, DARK)
    return f":host{{--brand:light-dark({light},{dark})}}\n{text}"


def _pack(edition: Edition, lang: str, overrides: str) -> str:
    """Return what the widget needs in a language, as a script that says it."""
    site = edition.kb.config.site
    said = {name: label(name, lang) for name in ASK if name.startswith("ask")}
    known = {
        "lang": lang,
        "languages": list(edition.languages),
        "site": edition.name,
        "questions": site.questions,
        "feedback": site.feedback,
        "searches": bool(site.feedback and site.feedback_searches),
        "promise": site.promise.get(lang, ""),
        "words": said,
        "worker": f"search/worker.js?v={browser_search.version()}",
        "html": _panel(edition, lang, overrides),
        "pages": list(_pages(edition, lang)),
    }
    return f"self.kbWidgetSet[{_json(lang)}] = {_json(known)};\n"


def _panel(edition: Edition, lang: str, overrides: str) -> str:
    site = edition.kb.config.site
    return fragment(
        "widget",
        lang,
        overrides,
        questions=site.questions,
        contact=site.contact,
        mail=site.contact.startswith("mailto:"),
        home=edition.url(edition.shelves[lang].path) or "./",
        list_href="",
    ).strip()


def _pages(edition: Edition, lang: str) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Yield the articles that name pages of a product: patterns, title, address, summary."""
    for article in edition.by_language[lang]:
        if patterns := words(article.meta.get("pages")):
            html = (escape(title(article)), edition.kb.url(article), escape(summary(article)))
            yield patterns, *html


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
