"""What a customer asks, out of all that a ticket has: mail history, signatures, logs.

Pure, in Chinese and English.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from kb_tools.error_signs import CODE_SAID
from kb_tools.tickets.frame import unframed
from kb_tools.tickets.log import apart
from kb_tools.tickets.markup import folded, from_html, is_html

LIMIT = 20_000
"""Characters of a question that are looked at, after logs and noise are out."""
EMPHASIS_LIMIT = 20
"""How many emphasised strings are kept."""

_TOKEN = re.compile(
    r"[A-Za-z0-9+/=_%&?.#~:-]{120,}"
    r"|\[?\bref:_?[0-9A-Za-z]{6,20}\.[0-9A-Za-z._]{6,40}:ref\b\]?|\bthread::[^\s:]{8,40}::"
    r"|<!--[^<>]{0,1000}-->"
    r"|(?:[A-Za-z0-9+/]{60,}={0,2}\s*\n){3,}"
    r"(?:(?:[A-Za-z0-9+/]{0,76}={1,2}|(?=\S{0,76}\d)[A-Za-z0-9+/]{16,76})(?=\s|$))?"
)
"""What no person types: an address, a key, a thread's number, a form's remarks, a file as letters,
its last line included."""
_URL = re.compile(r"\bhttps?://[^\s/]+(/[^\s?#]*)?\S*")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?")
_SPACES = re.compile(r"[ \t]{2,}")
_NARROW = {ord(char) + 0xFEE0: char for char in f"{string.ascii_letters}{string.digits}_-"}
"""Codes are known by their plain letters."""
_STEERING = re.compile(
    r"\x1b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|[\]PX^_][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)|[ -~])"
)
"""What colours a terminal, in the logs that are copied from it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MESSAGE = re.compile(
    r"“([^”\n]{4,160})”|\"([^\"\n]{4,160})\"|「([^」\n]{4,160})」|『([^』\n]{4,160})』"
    r"|`([^`\n]{4,160})`"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A ticket's question, and the strings in it that count most: codes and quoted messages."""

    text: str
    emphasis: tuple[str, ...] = ()


def clean(text: str) -> Cleaned:
    """Return what the customer asks; empty text means that nothing is asked."""
    plain = from_html(text) if is_html(text) else folded(text)
    plain = _URL.sub(lambda url: f" {url[1] or ''} ", _CONTROL.sub(" ", _STEERING.sub("", plain)))
    plain = _TOKEN.sub(" ", plain)
    said, logged = apart(unframed(plain).split("\n"))
    question = _MOMENT.sub(" ", "\n".join((*said, *logged))[:LIMIT])
    question = _SPACES.sub(" ", question).strip().translate(_NARROW)
    return Cleaned(question, tuple(_emphasised(question)))


def _emphasised(text: str) -> Iterator[str]:
    found = dict.fromkeys(
        next(filter(None, match.groups()), match[0])
        for pattern in (CODE_SAID, _MESSAGE)
        for match in pattern.finditer(text)
    )
    yield from list(found)[:EMPHASIS_LIMIT]
