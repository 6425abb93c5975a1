"""Readers' feedback at the end of an article: one tap, and words from those who have some."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from kb_tools.article import Article
from kb_tools.config import SiteConfig
from kb_tools.site.addresses import base, href
from kb_tools.site.edition import Edition
from kb_tools.site.facts import title
from kb_tools.site.fragments import fragment
from kb_tools.site.labels import label
from kb_tools.site.scripts import script

REASONS = ("outdated", "unclear", "does-not-work", "other-topic")
"""Why an article did not help, as messages say it."""

SEARCHES = "assets/kb/searches.js"
"""Where that script is; `send.js` comes before it."""

SAID = {
    "helpful_thanks": "helpful_glad",
    "helpful_sorry": "helpful_sorry",
    "helpful_received": "helpful_filled",
    "helpful_failed": "helpful_failed",
    "helpful_cut": "helpful_cut",
}
"""What is shown to a reader, and what instead where the site itself takes no messages."""


def asked(edition: Edition, article: Article, overrides: str) -> str:
    """Return the question under an article, or "" where nobody would read the answer."""
    site, lang = edition.kb.config.site, edition.language_of(article.path)
    if not (site.feedback or site.feedback_page):
        return ""
    here = edition.kb.url(article)
    ask = edition.asks.get(lang)
    return fragment(
        "feedback",
        lang,
        overrides,
        base=base(here),
        endpoint=site.feedback,
        settings=json.dumps(settings(edition, article), ensure_ascii=False),
        reasons=REASONS,
        page=page(site.feedback_page, edition, article),
        ask_href=href(edition.url(ask), here) if ask else "",
    )


def settings(edition: Edition, article: Article) -> dict[str, object]:
    """Return what the script under an article needs to know."""
    lang = edition.language_of(article.path)
    endpoint = edition.kb.config.site.feedback
    return {
        "endpoint": endpoint,
        "article": article.id,
        "url": edition.kb.url(article),
        "lang": article.lang,
        "words": {
            name: label(name if endpoint else instead, lang) for name, instead in SAID.items()
        },
    }


def page(address: str, edition: Edition, article: Article) -> str:
    """Return where feedback on an article is written, filled in: a new issue or an e-mail.

    GitHub, Gitea and Forgejo take `title` and `body`, GitLab has names of its own.
    """
    heading = f"{title(article)} ({article.id})"
    kb = edition.kb
    text = kb.url(article, absolute=bool(kb.facts.site_url)) + "\n\n"
    names = ("title", "body")
    if address.startswith("mailto:"):
        names = ("subject", "body")
    elif "/-/issues/new" in address:
        names = ("issue[title]", "issue[description]")
    fields = urlencode(dict(zip(names, (heading, text), strict=True)), quote_via=quote)
    return f"{address}{'&' if '?' in address else '?'}{fields}" if address else ""


def searches(site: SiteConfig) -> str:
    """Return the script that reports searches that came to nothing; "" unless asked for."""
    if not (site.feedback and site.feedback_searches):
        return ""
    known = {"feedback": site.feedback, "searches": True}
    return f"self.kbSearches = {json.dumps(known)};\n{script('assets', 'searches.js')}"


def schema(name: str) -> dict[str, Any]:
    """Return the JSON schema of what a site sends: `feedback` or `question`."""
    file = resources.files("kb_tools.site").joinpath("schemas", f"{name}.json")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
