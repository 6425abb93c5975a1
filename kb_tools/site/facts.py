"""What an article's front matter says, whatever type its writer gave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kb_tools.article import Article


def words(value: object) -> tuple[str, ...]:
    """Return a value, or a list of values, as strings; nothing for what is neither.

    >>> words("a"), words(["a", 2, None]), words({"a": 1}), words(True)
    (('a',), ('a', '2'), (), ())
    """
    items = value if isinstance(value, list | tuple) else [value]
    kept = (item for item in items if isinstance(item, str | int | float))
    return tuple(str(item).strip() for item in kept if not isinstance(item, bool) and item != "")


def word(value: object) -> str:
    """Return the first word of a value, or ""."""
    return next(iter(words(value)), "")


def day(value: object) -> dt.date | None:
    """Return a value as a date, or None when it is none.

    >>> day("2026-03-01"), day("soon")
    (datetime.date(2026, 3, 1), None)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(word(value)[:10])
    except ValueError:
        return None


def spoken_day(date: dt.date, lang: str) -> str:
    """Return a date as people write it.

    >>> spoken_day(dt.date(2026, 3, 1), "zh"), spoken_day(dt.date(2026, 3, 1), "en")
    ('2026 年 3 月 1 日', '1 March 2026')
    """
    if lang.startswith("zh"):
        return f"{date.year} 年 {date.month} 月 {date.day} 日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def summary(article: Article) -> str:
    """Return the article's answer in a sentence or two, or ""."""
    return word(article.meta.get("summary") or article.meta.get("description"))


def title(article: Article) -> str:
    """Return the article's title; its path when it has none."""
    return article.title or article.path.rpartition("/")[2].rpartition(".")[0] or article.path


def versions(meta: Mapping[str, object]) -> str:
    """Return product and versions in one line: `Kite 5.1, 5.2`."""
    products, numbers = words(meta.get("product")), words(meta.get("versions"))
    return " ".join(filter(None, [", ".join(products), ", ".join(numbers)]))
