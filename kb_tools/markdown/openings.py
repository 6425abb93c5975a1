"""Openings of fenced code as other generators write them, in the words of pymdownx.superfences.

Docusaurus, VitePress, Nextra, mdBook and others take anything after the fence (CommonMark's
info string): `js {1,3} title="a.js"`, `rust,ignore`, `sh [npm]`. Superfences would not open
a block there, and all of the code would be text.
"""

from __future__ import annotations

import re

from kb_tools.regex import regex

FOREIGN = regex(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
"""Any opening that CommonMark knows, from the fence on."""

_LANGUAGE = regex(r"[ ]*(?:\{[ ]*)?\.?([\w#+-][\w#.+-]*)(?=[\s,:;{\[}]|$)")
_TITLE = regex(r"\b(?:title|file_?name|file)=([\"'])(?P<title>[^\n\"]+?)\1", re.IGNORECASE)
_TAB = regex(r"\[(?P<title>[^\]\"]+)\][ ]*$")
_LINES = regex(r"(?<!=)\{(?P<lines>\d+(?:-\d+)?(?:[ ]*,[ ]*\d+(?:-\d+)?)*)\}")


def language(info: str) -> str:
    """Return the language that an info string names, or ""."""
    found = _LANGUAGE.match(info)
    return found[1] if found else ""


def respelled(info: str) -> str:
    """Return an info string as superfences reads it: the language, highlighted lines, a title.

    What else is there is for programs of the other generator, and goes.
    """
    lines = _LINES.search(info)
    title = _TITLE.search(info) or _TAB.search(info)
    parts = [
        language(info),
        f'hl_lines="{lines["lines"].replace(" ", "").replace(",", " ")}"' if lines else "",
        f'title="{title["title"]}"' if title else "",
    ]
    return " ".join(filter(None, parts))
