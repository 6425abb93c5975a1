"""Messages of pages and programs, checked against their schemas and turned into events."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from kb_tools.errors import KbError
from kb_tools.feedback.event import Event, Kind
from kb_tools.language import Text
from kb_tools.tickets.redact import redact

Message = Mapping[str, Any]
Orders = Sequence[re.Pattern[str]]

SCHEMAS = {
    "feedback": "kb_tools.site",
    "question": "kb_tools.site",
    "suggestion": "kb_tools.feedback",
}
"""The messages there are, and the package that has their schema."""

_NAMES: dict[str, str] = {
    "rating": "feedback",
    "solved": "feedback",
    "search": "feedback",
    "question": "question",
    "opened": "suggestion",
    "linked": "suggestion",
    "gap": "suggestion",
}


class MessageError(KbError):
    """A message that is not as its schema says."""


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON schema of a message."""
    file = resources.files(SCHEMAS[name]) / "schemas" / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def events(
    data: object,
    time: datetime,
    pseudonym: Callable[[str], str],
    article: Callable[[str], str],
    orders: Orders = (),
) -> tuple[Event, ...]:
    """Return the events that a message reports, without personal data but where to answer.

    `pseudonym` turns a person into what stands for them, `article` the address of an article
    into its id, `orders` find the company's own order numbers. Raises MessageError.
    """
    message = _checked(data)
    made = _MADE[message["kind"]](message, time)
    subject = pseudonym(str(message.get("requester") or message.get("reply_to") or ""))
    return tuple(
        dataclasses.replace(
            one,
            article=redacted(one.article, orders) or article(one.url),
            url=redacted(one.url, orders),
            text=redacted(one.text, orders),
            place=redacted(one.place, orders),
            subject=subject,
        )
        for one in made
    )


def redacted(text: str, orders: Orders = ()) -> str:
    """Return a text with pseudonyms in place of personal data and secrets."""
    return redact([text], orders).texts[0] if text else ""


def _checked(data: object) -> Message:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(kind, str) or kind not in _NAMES:
        raise MessageError(_NO_KIND.format(kinds=", ".join(_NAMES)))
    error = best_match(_validator(_NAMES[kind]).iter_errors(data))
    if error is not None:
        raise MessageError(_INVALID.format(where=_where(error), why=_why(error)))
    return data


def _where(error: ValidationError) -> str:
    return ".".join(str(part) for part in error.absolute_path) or "message"


def _why(error: ValidationError) -> str:
    """Return what is wrong without repeating a long value."""
    return (
        error.message if len(error.message) <= 200 else f"{error.validator}: {error.message[-80:]}"
    )


_NO_KIND = Text("'kind' must be one of {kinds}", "“kind”必须是以下之一：{kinds}")
_INVALID = Text("'{where}': {why}", "“{where}”有误：{why}")


def _event(message: Message, time: datetime, kind: Kind, **fields: Any) -> Event:  # noqa: ANN401
    return Event(time, kind, message["token"], message.get("lang", ""), **fields)


def _rating(message: Message, time: datetime) -> Iterator[Event]:
    yield _event(
        message, time, "rating",
        article=message["article"], url=message["url"], helpful=message["helpful"],
        reason=message.get("reason", ""), text=message.get("comment", ""), place="article",
    )  # fmt: skip


def _solved(message: Message, time: datetime) -> Iterator[Event]:
    yield _event(
        message, time, "solved",
        url=message["url"], rank=message["place"], text=message.get("text", ""), place="ask",
    )  # fmt: skip


def _search(message: Message, time: datetime) -> Iterator[Event]:
    outcome = message.get("outcome", "no-result")
    yield _event(
        message, time, "search", text=message["text"], place=message["place"], reason=outcome
    )


def _question(message: Message, time: datetime) -> Iterator[Event]:
    yield _event(
        message, time, "question",
        text=message["text"], url=message.get("page", ""),
        place="widget" if "page" in message else "ask", contact=message["reply_to"],
    )  # fmt: skip
    for rank, one in enumerate(message["suggested"], 1):
        yield _event(message, time, "shown", url=one["url"], rank=rank, place="ask")
    ranks = {one["url"]: rank for rank, one in enumerate(message["suggested"], 1)}
    for url in dict.fromkeys(one["url"] for one in message["opened"]):
        yield _event(message, time, "opened", url=url, rank=ranks.get(url), place="ask")


def _suggestion(message: Message, time: datetime) -> Iterator[Event]:
    yield _event(
        message, time, message["kind"],
        article=message["article"], rank=message.get("rank"),
        score=message.get("score"), place=message.get("place", ""),
    )  # fmt: skip


def _gap(message: Message, time: datetime) -> Iterator[Event]:
    yield _event(message, time, "gap", text=message["text"], place=message.get("place", ""))


_MADE: dict[str, Callable[[Message, datetime], Iterator[Event]]] = {
    "rating": _rating,
    "solved": _solved,
    "search": _search,
    "question": _question,
    "opened": _suggestion,
    "linked": _suggestion,
    "gap": _gap,
}
