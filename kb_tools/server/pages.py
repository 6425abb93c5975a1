"""The service's own pages: one to try it on, one for agents. No third party, no inline script."""

from __future__ import annotations

from importlib.resources import files

_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}

PAGES = {
    "try": ("index.html", "try.js", "try.css"),
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
    if file == "index.html":
        file = f"{name}.zh.html" if lang.startswith("zh") else f"{name}.en.html"
    return (files(__package__) / "static" / name / file).read_text("utf-8"), kind
