"""The words of running text: most rules about words see from them that they have nothing to say."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache

_ALNUM = string.ascii_letters + string.digits
_LETTERS = bytes(ord(chr(c).lower() if chr(c) in _ALNUM else " ") for c in range(256))


@lru_cache(maxsize=1)  # all rules look at one article, then at the next
def words(prose: str) -> Sequence[bytes]:
    """Return the runs of ASCII letters and digits in a text, in order, in lower case."""
    return prose.encode("utf-8", "surrogatepass").translate(_LETTERS).split()


@lru_cache(maxsize=1)
def vocabulary(prose: str) -> frozenset[bytes]:
    """Return the different `words` of a text."""
    return frozenset(words(prose))


@lru_cache(maxsize=1)
def folded(prose: str) -> str:
    """Return a text with single spaces for what is blank, which is most of it beside code."""
    return " ".join(prose.split())
