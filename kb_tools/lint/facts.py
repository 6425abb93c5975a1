"""Numbers with units in running text, so that `7 天`, `7 days` and `one week` can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.lint.data import table

_NUMBER = r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"


class Fact(NamedTuple):
    """An amount in the smallest unit of its dimension (seconds, bytes, …), and its place."""

    dimension: str
    amount: Fraction
    span: Span


def facts(article: Article, within: Span | None = None) -> Iterator[Fact]:
    """Yield the amounts that an article, or a part of it, states; not those in code."""
    pattern, units = _units()
    for match in pattern.finditer(article.prose, *(within or (0, len(article.prose)))):
        dimension, factor = units[match["unit"].lower()]
        number = Fraction(match["number"].replace(",", "") + (match["part"] or ""))
        yield Fact(dimension, number * factor, Span(*match.span()))


@cache
def _units() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """Return the pattern of an amount, and each unit's dimension and factor."""
    units = {
        word.lower(): (dimension, factor)
        for dimension, names in table("units").items()
        for name, factor in names.items()
        for word in name.split("|")
    }
    words = sorted(units, key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word.isascii() and word != "%")
    chinese = "|".join(re.escape(word) for word in words if not word.isascii())
    unit = rf"(?P<unit>(?:{latin})(?![\w-])|%|{chinese})"
    return re.compile(rf"{_NUMBER}[ -]?(?:个)?{unit}", re.IGNORECASE), units
