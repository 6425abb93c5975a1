"""Numbers as printable text, so that an index is a script that any web server compresses well.

A number below 64 is one character. A larger one is `64 + digit + 27 * rest`: a digit from the
other 27 characters, then the rest in the same way. The browser's half is `packing.js`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

_ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
_LAST, _MORE = _ALPHABET[:64], _ALPHABET[64:]
_KNOWN = 8192


def number(value: int) -> str:
    """Return the text of a number from 0 on.

    >>> number(0), number(63), number(64), unpack(number(123456))
    ('#', 'c', 'd#', [123456])
    """
    digits = ""
    while value >= len(_LAST):
        value, digit = divmod(value - len(_LAST), len(_MORE))
        digits += _MORE[digit]
    return digits + _LAST[value]


def numbers(values: Iterable[int]) -> str:
    """Return the text of numbers from 0 on, one after the other."""
    table = _table()
    return "".join([table[value] if value < _KNOWN else number(value) for value in values])


def unpack(text: str) -> list[int]:
    """Return the numbers in a text that `numbers` wrote."""
    values, value, factor = [], 0, 1
    for char in text:
        if (digit := _LAST.find(char)) >= 0:
            values.append(value + factor * digit)
            value, factor = 0, 1
        else:
            value += factor * (len(_LAST) + _MORE.index(char))
            factor *= len(_MORE)
    return values


def runs(values: Iterable[int]) -> str:
    """Return the text of numbers that never fall: (distance to the next, how many more of it)."""
    found: list[int] = []
    before = 0
    for value, same in groupby(values):
        found += (value - before, sum(1 for _ in same) - 1)
        before = value
    return numbers(found)


def postings(pairs: Iterable[tuple[int, int]]) -> str:
    """Return the text of (document, count), documents ascending, counts from 1 on.

    A pair is the gap to the next document doubled, plus 1 when a count above 1 follows.
    """
    found: list[int] = []
    expected = 0
    for document, count in pairs:
        if count > 1:
            found += (2 * (document - expected) + 1, count - 2)
        else:
            found.append(2 * (document - expected))
        expected = document + 1
    return numbers(found) if found else ""


@cache
def _table() -> tuple[str, ...]:
    return tuple(number(value) for value in range(_KNOWN))
