"""The page where readers describe their problem, and are answered or handed on to people."""

from __future__ import annotations

import json

from kb_tools.site.addresses import base, href
from kb_tools.site.ask_words import ASK
from kb_tools.site.edition import Edition
from kb_tools.site.fragments import fragment
from kb_tools.site.labels import label


def content(edition: Edition, lang: str, overrides: str) -> str:
    """Return the content of a language's ask page."""
    site, here = edition.kb.config.site, edition.url(edition.asks[lang])
    return fragment(
        "ask",
        lang,
        overrides,
        base=base(here),
        settings=json.dumps(settings(edition, lang), ensure_ascii=False),
        questions=site.questions,
        contact=site.contact,
        mail=site.contact.startswith("mailto:"),
        list_href=href(edition.url(edition.lists[lang]), here),
    )


def settings(edition: Edition, lang: str) -> dict[str, object]:
    """Return what the page's script needs to know."""
    site = edition.kb.config.site
    words = {name: label(name, lang) for name in ASK if name.startswith("ask")}
    return search_settings(edition, lang, edition.url(edition.asks[lang])) | {
        "site": edition.name,
        "questions": site.questions,
        "promise": site.promise.get(lang, ""),
        "words": words,
    }


def home_settings(edition: Edition, lang: str) -> dict[str, object]:
    """Return what the script of a language's home page needs to know."""
    here = edition.url(edition.shelves[lang].path)
    return search_settings(edition, lang, here) | {
        "ask": href(edition.url(edition.asks[lang]), here),
        "words": {name: label(name, lang) for name in ("home_count", "home_none")},
    }


def search_settings(edition: Edition, lang: str, here: str) -> dict[str, object]:
    """Return what every script that shows answers on the page at `here` needs to know."""
    site = edition.kb.config.site
    return {
        "lang": lang,
        "languages": list(edition.languages),
        "base": base(here) or "./",
        "feedback": site.feedback,
        "searches": bool(site.feedback and site.feedback_searches),
    }
