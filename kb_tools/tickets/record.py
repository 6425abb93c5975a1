"""What every reader does with a vendor's record before it is a Ticket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb_tools.tickets.markup import folded, from_html, is_html, links

Record = Mapping[str, Any]
"""One ticket as its system writes it: a JSON object, a CSV row, a parsed mail."""


def plain(value: object) -> str:
    """Return readable text for a field that may hold HTML, plain text or nothing."""
    text = "" if value is None else str(value)
    return from_html(text) if is_html(text) else folded(text)


def label(value: object) -> str:
    """Return the words of a value that a system gives as a string, a number or `{name: …}`."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value") or value.get("display_value") or ""
    return "" if value is None else str(value)


def labels(value: object) -> tuple[str, ...]:
    """Return tags given as a list, as one string with commas, or not at all."""
    items = value if isinstance(value, (list, tuple)) else str(value or "").split(",")
    return tuple(text for item in items if (text := label(item).strip()))


def answers(replies: Iterable[object]) -> tuple[str, ...]:
    """Return the addresses that agents sent in their replies, each once."""
    return links("\n".join(str(reply) for reply in replies if reply))
