"""Markdown that was written for another generator, as the site's own reads it.

It is done while a page is rendered; no file is changed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from kb_tools.markdown import callouts, fences
from kb_tools.markdown.lines import split


def readable(text: str, extensions: Container[str], lang: str = "") -> str:
    """Return the text as a site with these Markdown extensions reads it.

    `lang` is the language of the titles of callouts that have none.
    """
    text = fences.readable(text, bare="pymdownx.superfences" not in extensions)
    shown = "admonition" in extensions and "pymdownx.details" in extensions
    if not shown or (":::" not in text and "[!" not in text):
        return text
    code = frozenset(_code_rows(text))
    return "\n".join(callouts.respelled(text.split("\n"), code, lang))


def _code_rows(text: str) -> Iterator[int]:
    """Yield the rows inside fenced code."""
    for fence in fences.fold(text, split(text, 0))[1]:
        span = fence.code.span
        first = text.count("\n", 0, span.start)
        yield from range(first, first + span.of(text).count("\n") + 1)
