"""A text as the terms by which it is compared with others: words, and pairs of Chinese characters.

In an English text a word counts the same in the plural as in the singular.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb_tools.search.terms import fold, scripts

_WORD = re.compile(r"\w+")


class Document(NamedTuple):
    """A text to compare: its title, and the title with all the rest."""

    title: tuple[str, ...]
    counts: Mapping[str, int]


def document(title: str, body: str, lang: str = "") -> Document:
    """Return a title and a body as terms; `lang` says how words change."""
    singular = lang.partition("-")[0] in ("", "en")
    own = dict.fromkeys(_terms(title, singular=singular))
    return Document(tuple(own), _counted(_pieces(f"{title}\n{body}"), singular=singular))


def _terms(text: str, *, singular: bool) -> Iterable[str]:
    return map(in_singular, _pieces(text)) if singular else _pieces(text)


def _counted(pieces: Iterable[str], *, singular: bool) -> Mapping[str, int]:
    counts = Counter(pieces)
    if not singular:
        return counts
    merged: dict[str, int] = {}
    for word, times in counts.items():
        one = in_singular(word)
        merged[one] = merged.get(one, 0) + times
    return merged


def _pieces(text: str) -> list[str]:
    rest, runs = scripts(fold(text))
    found = _WORD.findall(rest)
    for run in runs.split("\n"):
        found += map(str.__add__, run, run[1:]) if len(run) > 1 else run
    return found


@lru_cache(maxsize=1 << 16)
def in_singular(word: str) -> str:
    """Return a folded English word without the ending of the plural.

    >>> [in_singular(word) for word in ("policies", "keys", "status", "access", "is", "密码")]
    ['policy', 'key', 'status', 'access', 'is', '密码']
    """
    if not word.endswith("s") or len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word
    return word if word[-2] in "us" else word[:-1]
