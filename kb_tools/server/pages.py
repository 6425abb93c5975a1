"""The service's own pages: one to try it on, one for agents. No third party, no inline script."""

from __future__ import annotations

import html
import json
from importlib.resources import files
from string import Template

from kb_tools.server.agent_words import WORDS

_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}

PAGES = {
    "try": ("index.html", "try.js", "try.css"),
    "agent": ("index.html", "agent.js", "agent.css"),
}
"""Each page by its place, with the files there are below it."""

NO_SCRIPT = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
"""Headers under which nothing runs but the page's own script."""


def page(name: str, file: str, lang: str) -> tuple[str, str]:
    """Return a file of a page in the reader's language, and its media type; "" if none."""
    if file not in PAGES.get(name, ()):
        return "", ""
    kind = _KINDS[file.rpartition(".")[2]]
    spoken = "zh" if lang.startswith("zh") else "en"
    if file != "index.html":
        return _text(name, file), kind
    if name == "try":
        return _text(name, f"try.{spoken}.html"), kind
    return _agent(spoken), kind


def _text(name: str, file: str) -> str:
    return (files(__package__) / "static" / name / file).read_text("utf-8")


def _agent(lang: str) -> str:
    words = {name: text.to(lang) for name, text in WORDS.items()}
    other = "en" if lang == "zh" else "zh"
    values = words | {
        "words": json.dumps(words, ensure_ascii=False),
        "lang": lang,
        "html_lang": "zh-Hans" if lang == "zh" else "en",
        "other_lang": other,
    }
    escaped = {name: html.escape(value) for name, value in values.items()}
    return Template(_text("agent", "agent.html")).substitute(escaped)
