"""Whether two titles say the same in nearly the same words.

Two titles that share 95 of 100 letters mostly say different things: 5.2 and 5.3, 停止 and 暂停,
"start" and "restart". They say the same when what differs is a plural, a slip of the pen, an
article or a particle, or a word that is commonly written in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kb_tools.lint.data import table
from kb_tools.regex import regex

ALIKE = 95
"""Similarity of the words by `rapidfuzz.fuzz.ratio` (0 to 100) from which they can be the same."""
LEAST = 5
"""Letters a word must have for a slip of the pen to be distinguished from another word."""
FAMILY = 20
"""Titles that differ in the same one word are a series: beyond so many, the word says it all."""

_WORDS = regex(r"[a-z0-9]+|[^\W_]")
_VOWELS = frozenset("aeiou")


def folded(title: str) -> str:
    """Return a title without case, width and punctuation, its words one space apart.

    >>> folded("Reset  your Pass-word?")
    'reset your pass word'
    """
    text = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\W_]+", " ", text).strip()


def same(one: str, other: str) -> bool:
    """Say whether two titles differ in nothing that distinguishes them.

    >>> same("Reset your password", "Reset your passwords"), same("TiDB 5.2", "TiDB 5.3")
    (True, False)
    """
    return folded(one) == folded(other) or any(True for _ in pairs([one, other]))


def pairs(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (title, an earlier one that says the same) for each title that has one.

    Linear in the number of titles: they meet in a table, by their words and by all of their
    words but one. Titles that are equal when folded count as one.
    """
    known: defaultdict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    seen: set[str] = set()
    for title in titles:
        plain = folded(title)
        if plain in seen:
            continue
        seen.add(plain)
        places = [*_places(plain)]
        twin = next((t for key in places for t, p in known[key] if _alike(plain, p)), None)
        if twin is not None:
            yield title, twin
        for key in places:
            if len(known[key]) < FAMILY:
                known[key].append((title, plain))


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # heavy, and an edit seldom needs it

    first, second = _words(one), _words(other)
    return (
        1 < len(first) == len(second)
        and fuzz.ratio(" ".join(first), " ".join(second)) >= ALIKE
        and all(a == b or _is_slip(a, b) for a, b in zip(first, second, strict=True))
    )


def _is_slip(one: str, other: str) -> bool:
    """Say whether two words are one word, mistyped: `recieve`, `adress`, `seperate`."""
    from rapidfuzz.distance import OSA

    if one[0] != other[0] or not (one.isalpha() and other.isalpha()):
        return False
    if min(len(one), len(other)) < LEAST or OSA.distance(one, other) != 1:
        return False
    if len(one) != len(other) or sorted(one) == sorted(other):
        return True
    return all({a, b} <= _VOWELS for a, b in zip(one, other, strict=True) if a != b)


def _places(plain: str) -> Iterator[tuple[str, ...]]:
    """Yield the words, and the words without one of those in which there may be a slip."""
    words = _words(plain)
    yield words
    for number, word in enumerate(words):
        if len(word) >= LEAST and word.isalpha():
            yield (*words[:number], "", *words[number + 1 :])


@lru_cache(maxsize=1 << 15)  # an edit makes one title new among thousands
def _words(plain: str) -> tuple[str, ...]:
    """Return the words that carry the meaning, in one form each; a Chinese character is one."""
    data = table("titles")["alike"]
    for written, usual in data["variants"].items():
        plain = plain.replace(written, usual)
    fillers = data["fillers"]
    return tuple(_singular(word) for word in _WORDS.findall(plain) if word not in fillers)


def _singular(word: str) -> str:
    if len(word) < LEAST - 1 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]
