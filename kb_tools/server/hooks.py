"""What a webhook or a chat command asks, once its signature has been verified."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

from kb_tools.language import Text, guess
from kb_tools.server.asked import Asked, BadRequest
from kb_tools.tickets import freshdesk, intercom, jira, zendesk
from kb_tools.tickets.records import unwrapped

_DESKS: dict[str, Any] = {
    "zendesk": zendesk,
    "freshdesk": freshdesk,
    "jira": jira,
    "intercom": intercom,
}
SLACK_HOST = "hooks.slack.com"
"""The only host that a delayed answer goes to."""


def question(sender: str, body: bytes) -> tuple[Asked, str]:
    """Return what a verified body asks, and the address for a delayed answer ("" = answer now).

    Raises BadRequest for a body that is not what the sender sends.
    """
    try:
        if sender == "slack":
            text, later = _slack(body)
        elif sender == "teams":
            text, later = _teams(_object(body)), ""
        else:
            text, later = _DESKS[sender].ticket(_record(body)).text, ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest(_NOT_SENDERS.format(sender=sender)) from error
    if not text.strip():
        raise BadRequest(Text("there is no question in it", "其中没有问题"))
    return Asked(text=text, lang=""), later


def deliver(url: str, note: Mapping[str, Any]) -> None:
    """Send a delayed answer; a failure is the receiver's, and ends here.

    `url` is one that `question` has checked.
    """
    head = {"content-type": "application/json"}
    request = Request(url, json.dumps(note).encode(), head)  # noqa: S310 - https, checked
    with contextlib.suppress(OSError), urlopen(request, timeout=10):  # noqa: S310
        pass


def spoken(text: str) -> str:
    """Return the language to answer in: the question's."""
    return guess(text[:2000])


_NOT_SENDERS = Text("the body is not one of {sender}'s", "请求体不是 {sender} 的格式")


def _object(body: bytes) -> Mapping[str, Any]:
    data = json.loads(body)
    if not isinstance(data, Mapping):
        raise TypeError(data)
    return data


def _record(body: bytes) -> Mapping[str, Any]:
    record = unwrapped(_object(body))
    if isinstance(record, Text):
        raise TypeError(record.en)
    return record


def _slack(body: bytes) -> tuple[str, str]:
    """Return a slash command's text, or a message shortcut's message and where to answer it."""
    form = {name: values[0] for name, values in parse_qs(body.decode("utf-8")).items()}
    if "payload" not in form:
        return form["text"], ""
    payload = json.loads(form["payload"])
    later = str(payload["response_url"])
    address = urlsplit(later)
    if address.scheme != "https" or address.netloc != SLACK_HOST:
        raise ValueError(later)
    return str(payload["message"]["text"]), later


def _teams(data: Mapping[str, Any]) -> str:
    """Return a message without the mention of the webhook itself."""
    text = re.sub(r"<at\b[^>]*>.*?</at>", " ", str(data["text"]), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ").strip()
