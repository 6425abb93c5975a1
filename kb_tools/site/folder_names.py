"""A folder's name as readers see it where nobody wrote a landing page with a title."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

ACRONYMS = frozenset(("ai", "api", "cli", "faq", "sdk", "sla", "sms", "sql", "sso", "vpn"))
"""Words that are spelt, not spoken, where no title says how."""

_NUMBER = re.compile(r"^\d+[-_. ]+(?=\D)")
_WORD = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9-])")
_LETTERS = 5
"""Letters of the longest word that is taken for an acronym; what is longer is only loud."""


def spellings(titles: Iterable[str]) -> Mapping[str, str]:
    """Return, by the word in small letters, how `titles` mostly write it.

    A word that opens a title is not counted where only that may be why it is capitalised.
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        for match in _WORD.finditer(title):
            word = match.group()
            loud = word.isupper() and len(word) > _LETTERS
            if not loud and (title[: match.start()].strip() or not word.istitle()):
                found[word.lower()][word] += 1
    return {word: max(counts, key=lambda way: (counts[way], way)) for word, counts in found.items()}


def spoken(folder: str, written: Mapping[str, str]) -> str:
    """Return a folder's name as a title, its words as they are `written` elsewhere.

    >>> spoken("zh/01-account_settings/", {}), spoken("en/sql-statements/", {"sql": "SQL"})
    ('Account settings', 'SQL statements')
    """
    name = posixpath.basename(folder.rstrip("/"))
    words = re.sub(r"[-_]+", " ", _NUMBER.sub("", name)).strip() or name
    known = _WORD.sub(lambda match: _written(match.group(), written), words)
    first = known.partition(" ")[0]
    return known[:1].upper() + known[1:] if first.islower() else known


def _written(word: str, written: Mapping[str, str]) -> str:
    """Return a word of a folder's name as titles write it; one with capitals stays as it is."""
    if not word.islower():
        return word
    return written.get(word) or (word.upper() if word in ACRONYMS else word)
