"""Titles and headings as people read them, where a base writes markup into them."""

from __future__ import annotations

import re

_MARKED = re.compile(
    r"\[!([A-Z]{2,12})\s+([^\[\]\n]{1,200})\]|\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*"
)
"""`[!DNL Elasticsearch]`, a word that translators leave alone, and what is strong."""


def unmarked(text: str) -> str:
    """Return a title without the marks around its words.

    >>> unmarked("[!DNL OpenSearch] is **down**")
    'OpenSearch is down'
    """
    return _MARKED.sub(lambda found: found[2] or found[3], text)
