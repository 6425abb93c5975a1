"""The browser's tables for `terms.fold`, cut down to what can matter for one index."""

from __future__ import annotations

from collections.abc import Container

from kb_tools.search.terms import folding


def characters(used: Container[str]) -> str:
    """Return traditional and simplified characters in turn, where the simplified one is used.

    A character that becomes one which no article has finds nothing, folded or not.
    """
    in_words = {char for there, _ in words(used) for char in there}
    table = folding().chars.items()
    return "".join(a + b for a, b in table if b in used or b in in_words)


def words(used: Container[str]) -> list[list[str]]:
    """Return Taiwan's words with the mainland's, where articles use all characters of it."""
    table = folding().words.items()
    return [[there, here] for there, here in table if all(char in used for char in here)]
