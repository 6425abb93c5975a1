"""The page to try the service on: one box, the answers as they are, no third party."""

from __future__ import annotations

from importlib.resources import files

_KINDS = {"index.html": "text/html", "try.js": "text/javascript", "try.css": "text/css"}


def page(name: str, lang: str) -> tuple[str, str]:
    """Return a file of the page in the reader's language, and its media type; "" if none."""
    kind = _KINDS.get(name, "")
    if not kind:
        return "", ""
    if name == "index.html":
        name = "try.zh.html" if lang.startswith("zh") else "try.en.html"
    return (files(__package__) / "pages" / name).read_text("utf-8"), kind
