"""Facts in running text that can be compared: amounts (`7 天`, `7 days`, `$5`), button names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.lint.data import table
from kb_tools.regex import regex

_NUMBER = r"(?<![A-Za-z0-9_.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"


_YEARS = 1000
"""From here on `2026 年` is a date, and no time span."""
_CURRENCIES = {"$": "money", "US$": "money", "¥": "yuan", "￥": "yuan", "€": "euro", "£": "pound"}
_PRICE = regex(
    r"(?<![A-Za-z0-9_$¥￥€£])(?P<sign>US\$|[$¥￥€£]) ?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?![.,]?[A-Za-z0-9_])"
)
_LABEL = regex(
    r"(?:\b(?:click|tap|press|select|choose)(?: on)?(?: the)? "
    r"|(?:点击|单击|点选|点按|按下|选择|選擇|點擊|點選) ?)"
    r"(?:\*\*(?P<bold>[^*\n]{1,40})\*\*|[\"“「](?P<quoted>[^\"”」\n]{1,40})[\"”」])",
    re.IGNORECASE,
)


class Fact(NamedTuple):
    """An amount in the smallest unit of its dimension (seconds, bytes, …), and its place.

    A button's name has the dimension `label`, and itself as its amount, in lower case.
    """

    dimension: str
    amount: Fraction | str
    span: Span


def facts(article: Article, within: Span | None = None) -> Iterator[Fact]:
    """Yield the amounts that an article, or a part of it, states; not those in code."""
    pattern, units = _units()
    where = within or Span(0, len(article.prose))
    for match in pattern.finditer(article.prose, *where):
        dimension, factor = units[match["unit"].lower()]
        if match["unit"] == "年" and _number(match) >= _YEARS:
            continue
        yield Fact(dimension, _number(match) * factor, Span(*match.span()))
    for match in _PRICE.finditer(article.prose, *where):
        yield Fact(_CURRENCIES[match["sign"]], _number(match), Span(*match.span()))


def labels(article: Article, within: Span | None = None) -> Iterator[Fact]:
    """Yield the names of buttons that an article, or a part of it, says to click."""
    for match in _LABEL.finditer(article.text, *(within or (0, len(article.text)))):
        name = match.lastgroup or "bold"
        said = re.sub(r"[\W_]+", " ", match[name].casefold()).strip()
        if said and article.prose[match.start()] == article.text[match.start()]:
            yield Fact("label", said, Span(*match.span(name)))


def _number(match: re.Match[str]) -> Fraction:
    return Fraction(match["number"].replace(",", "") + (match["part"] or ""))


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
    unit = rf"(?P<unit>(?:{latin})(?![A-Za-z0-9_-])|%|{chinese})"
    return re.compile(rf"{_NUMBER}[ -]?[个個]?{unit}", re.IGNORECASE), units
