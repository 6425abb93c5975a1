"""How often each of `terms.terms` occurs in a folded text, counted without making their list.

A text repeats its words, so each is cut into its terms once. Pairs of Chinese characters are
counted as numbers, which are cheaper to make than texts of two characters.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from kb_tools.search.terms import CJK, codes, grams, ideographs, scripts, words

_COMMON = (
    "\x00-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7"
    "\u2010-\u205f\u2190-\u245f\u2500-\u2775\u3000-\u3003\u3008-\u3020\U0001f195-\U0001faff"
)
_UNCOMMON = re.compile(f"[^{_COMMON}{CJK}]")
"""What may be a letter of another alphabet than that of ASCII."""

_TOKEN = re.compile(
    r"[a-z0-9]+"
    r"(?:(?:[-_.:/]+|(?<=[a-z])['\u2019](?=(?:t|s|re|ve|ll|d|m)(?![a-z0-9_])))[a-z0-9]+)*"
)
"""Words that are joined as in a code, or by an apostrophe: no term reaches out of it."""

_LINE = "\n"
"""Separates runs of Chinese, and is part of no term."""
_ORDER = "le" if sys.byteorder == "little" else "be"
_PAIRS = 1 << 17
"""How many pairs are remembered."""


def count(folded: str) -> dict[str, int]:
    """Return how often each of `terms.terms` is in a folded text."""
    if folded.isascii():
        return _cut(Counter(_TOKEN.findall(folded)), {})
    found = _chinese(_LINE.join(ideographs(folded)))
    tokens, terms = alphabetic(folded)
    found |= Counter(terms)
    return _cut(Counter(tokens), found)


def alphabetic(folded: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return what is no Chinese of a folded text: tokens to be cut into `pieces`, and terms."""
    if folded.isascii() or not _UNCOMMON.search(folded):
        return _TOKEN.findall(folded), ()
    rest, _ = scripts(folded)
    return (), [*codes(rest), *chain.from_iterable(map(grams, words(rest)))]


def _chinese(runs: str) -> dict[str, int]:
    """Return how often each character and each pair is in runs of them, one a line."""
    if not runs:
        return {}
    data, size = runs.encode(f"utf-32-{_ORDER}"), len(runs)
    pairs = Counter(array("Q", data[: size // 2 * 8]))
    pairs.update(array("Q", data[4 : 4 + (size - 1) // 2 * 8]))
    found = dict(zip(map(_pairs.__getitem__, pairs), pairs.values(), strict=True))
    found |= Counter(runs)
    for nothing in ("", _LINE):
        found.pop(nothing, None)
    return found


class _Pairs(dict[int, str]):
    """Pairs of characters by the number that their bytes are; "" for what is no term."""

    def __missing__(self, number: int) -> str:
        if len(self) > _PAIRS:
            self.clear()
        pair = number.to_bytes(8, sys.byteorder).decode(f"utf-32-{_ORDER}")
        self[number] = pair if pair.isprintable() else ""
        return self[number]


_pairs = _Pairs()


def _cut(tokens: Counter[str], found: dict[str, int]) -> dict[str, int]:
    """Add the terms of tokens to what was found."""
    known = found.get
    for token, times in tokens.items():
        for term in pieces(token):
            found[term] = known(term, 0) + times
    return found


@lru_cache(maxsize=1 << 16)
def pieces(token: str) -> tuple[str, ...]:
    """Return the terms of a token."""
    if token.isalnum():  # most are words by themselves, and no code is
        return grams(token)
    return (*codes(token), *chain.from_iterable(map(grams, words(token))))
