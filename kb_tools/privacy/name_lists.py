"""The words that mark names (person_names.toml), and the places where names are expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kb_tools.regex import regex


class Place(NamedTuple):
    """Where to expect names: words of which one must occur, and the pattern whose group is one."""

    gate: tuple[str, ...]
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]


def place(gate: str, pattern: str, holds: Callable[[str], bool]) -> Place:
    """Build a place; `gate` lists words, lower case ("" = always look)."""
    return Place(tuple(gate.split()), regex(pattern, re.MULTILINE), holds)


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words; of one that is written without spaces its characters.

    >>> "Anna" in listed("given"), "王" in listed("surnames")
    (True, True)
    """
    words = _tables()[name].split()
    return frozenset("".join(words) if name in _CHARACTERS else words)


_CHARACTERS = ("surnames", "soft_surnames", "given_own", "given_also", "ungiven")


@cache
def _tables() -> dict[str, str]:
    source = Path(__file__).with_name("person_names.toml")
    return tomllib.loads(source.read_text("utf-8"))
