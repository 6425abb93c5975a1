"""Which section a heading opens, whatever a writer called it: section_names.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kb_tools.language import normal
from kb_tools.regex import regex

_ORDINAL = regex(r"^(?:第?[一二三四五六七八九十\d]+(?:[、.．)）:：]|步|节)\s*|\(?\d+\)?\s+)")

_MORE = regex(r"\s*[-–—:：(（]|\s+(?:\d+|[a-z]|for|of|on|in|when|with)\b|[一二三四五]$")
"""What follows the name where there are several: `Solution 2`, `Cause: the cache`, `方案一`."""


def folded(heading: str) -> str:
    """Return a heading without number, case and closing punctuation."""
    return _ORDINAL.sub("", heading.strip()).strip(" :：.。?？").casefold()


def sections(heading: str) -> frozenset[str]:
    """Return the sections (`symptoms`, `resolution` …) that a heading can open."""
    known, name = _known(), folded(heading)
    return known.get(name) or known.get(_MORE.split(name, maxsplit=1)[0], frozenset())


def exact(heading: str) -> str | None:
    """Return the one section that a heading is a name of; None if it can mean several."""
    found = _known().get(folded(heading), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def canonical(name: str, lang: str) -> str:
    """Return a section's heading in a language; a name that is no known section stays."""
    names = _names().get(name)
    if names is None:
        return name
    return str(names.get(normal(lang or "en"), names["en"])[0])


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    names: dict[str, dict[str, list[str]]] = table["names"]
    return names


@cache
def _known() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for name, languages in _names().items():
        for headings in languages.values():
            for heading in map(folded, headings):
                known[heading] = known.get(heading, frozenset()) | {name}
    return known
