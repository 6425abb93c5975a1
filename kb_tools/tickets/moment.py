"""Points in time as help desks write them; an ambiguous one is nothing, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain

_FORMATS = {
    r"\d+/[A-Za-z]": ("%d/%b/%y %I:%M %p", "%d/%b/%Y %I:%M %p", "%d/%b/%y %H:%M"),
    r"[A-Za-z]+ \d+, ": ("%b %d, %Y %I:%M:%S %p",),
    r"\d{4}/": ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M"),
    r"\d{4}年": ("%Y年%m月%d日 %H:%M",),
}
"""Styles by how they begin: most of a large export is then tried against none of them."""


def moment(value: object) -> datetime | None:
    """Return a time with its zone (UTC where none is written), or None.

    Takes ISO 8601, seconds or milliseconds since 1970, RFC 5322 and Jira's export styles.
    None for an empty value, an unknown style, and for `03/04/2026`, which is two days.
    """
    if value is None or value == "":
        return None
    try:
        return _moment(value)
    except (ValueError, OverflowError, OSError):
        return None


def _moment(value: object) -> datetime:
    if isinstance(value, (int, float)) or re.fullmatch(r"\d{10}|\d{13}", str(value)):
        seconds = float(value)  # type: ignore[arg-type]
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    return _zoned(_parsed(str(value).strip()))


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(re.sub(r"(?<=[-: ])(\d)(?=[-: ]|$)", r"0\1", text))
    except ValueError:
        pass
    for form in chain.from_iterable(
        forms for start, forms in _FORMATS.items() if re.match(start, text)
    ):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added by moment
        except ValueError:
            continue
    if numbers := re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ ,]+(\d{1,2}):(\d{2}))?", text):
        return _numeric(text, *(int(n or 0) for n in numbers.groups()))
    return parsedate_to_datetime(text)


def _numeric(text: str, one: int, two: int, year: int, hour: int, minute: int) -> datetime:
    if one <= 12 and two <= 12 and one != two:
        raise ValueError(f"ambiguous date {text!r}")
    day, month = (one, two) if one > 12 else (two, one)
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the zone is added by moment


def _zoned(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
