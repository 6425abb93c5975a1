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

from kb_tools.language import Text
from kb_tools.server.asked import Asked, BadRequest
from kb_tools.tickets import freshdesk, intercom, jira, zendesk
from kb_tools.tickets.envelope import unwrapped

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
        text, later, requester = _READ.get(sender, _desk)(sender, body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest(_NOT_SENDERS.format(sender=sender)) from error
    if not text.strip():
        raise BadRequest(_NO_QUESTION)
    return Asked(text=text, record=True, place=sender, requester=requester), later


def deliver(url: str, note: Mapping[str, Any]) -> None:
    """Send a delayed answer; a failure is the receiver's, and ends here.

    `url` is one that `question` has checked.
    """
    head = {"content-type": "application/json"}
    request = Request(url, json.dumps(note).encode(), head)  # noqa: S310 - https, checked
    with contextlib.suppress(OSError), urlopen(request, timeout=10):  # noqa: S310
        pass


_NO_QUESTION = Text(
    "there is no question in it; write it after the command, like: I cannot sign in",
    "其中没有问题；请把问题写在后面，如：登录不了",
)
_NOT_SENDERS = Text(
    "the body does not have the form that {sender} sends", "请求体不是 {sender} 的格式"
)


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


_Said = tuple[str, str, str]
"""What was asked, where to answer later, and who asked, as the sender numbers people."""

_REQUESTER = {
    "zendesk": ("requester_id",),
    "freshdesk": ("requester_id",),
    "jira": ("fields", "reporter", "accountId"),
    "intercom": ("source", "author", "id"),
    "teams": ("from", "id"),
}


def _desk(sender: str, body: bytes) -> _Said:
    record = _record(body)
    return _DESKS[sender].ticket(record).text, "", _requester(sender, record)


def _requester(sender: str, record: Mapping[str, Any]) -> str:
    value: Any = record
    for key in _REQUESTER[sender]:
        value = value.get(key) if isinstance(value, Mapping) else None
    return f"{sender}:{value}" if value else ""


def _slack(sender: str, body: bytes) -> _Said:
    """Return a slash command's text, or a message shortcut's message and where to answer it."""
    form = {name: values[0] for name, values in parse_qs(body.decode("utf-8")).items()}
    if "payload" not in form:
        return form.get("text", ""), "", f"{sender}:{form['user_id']}" if "user_id" in form else ""
    payload = json.loads(form["payload"])
    later = str(payload["response_url"])
    address = urlsplit(later)
    if address.scheme != "https" or address.netloc != SLACK_HOST:
        raise ValueError(later)
    return str(payload["message"]["text"]), later, ""


def _teams(sender: str, body: bytes) -> _Said:
    """Return a message without the mention of the webhook itself."""
    data = _object(body)
    text = re.sub(r"<at\b[^>]*>.*?</at>", " ", str(data["text"]), flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ").strip()
    return plain, "", _requester(sender, data)


_READ = {"slack": _slack, "teams": _teams}
CHATS = frozenset(_READ)
"""Senders where a person waits for the answer."""
