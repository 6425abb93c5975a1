"""A question's folded words as the customer wrote them: 開啟, where 打开 is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.search.terms import fold, ideographs

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 60
"""Characters of a Chinese run beyond which its pieces are not looked for."""
_OTHER = 2
"""By how many characters a word of one region may be longer or shorter than another's."""


def as_said(text: str, word: str) -> str:
    """Return what of a text folds to a word; the word itself, if nothing does.

    >>> as_said("如何開啟軟體?", "打开软件"), as_said("Mi Teléfono", "telefono")
    ('開啟軟體', 'teléfono')
    """
    if word in text.lower():
        return word
    pieces = _stretches(text, word) if ideographs(word) else _TOKEN.findall(text)
    return next((one.lower() for one in pieces if fold(one) == word), word)


def _stretches(text: str, word: str) -> Iterator[str]:
    """Yield the pieces of a text's Chinese runs that are about as long as a word."""
    for run in ideographs(text):
        if len(run) <= _LONGEST and word in fold(run):
            for size in range(max(1, len(word) - _OTHER), len(word) + _OTHER + 1):
                yield from (run[at : at + size] for at in range(len(run) - size + 1))
