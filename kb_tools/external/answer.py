"""What an address on the web answered."""

from __future__ import annotations

from typing import Literal, NamedTuple
from urllib.parse import urldefrag, urlsplit

State = Literal["alive", "dead", "unknown"]

_INVENTED = ("example.com", "example.net", "example.org", "localhost")
_RESERVED = ("example", "test", "invalid", "localhost")


class Answer(NamedTuple):
    """Whether an address lives, and why not: an HTTP status, `host`, or `certificate`.

    `unknown` is everything that may be otherwise tomorrow, or for people: a timeout, a server's
    own fault, a page that wants no robots or no strangers.
    """

    state: State
    reason: str = ""


def address(target: str) -> str | None:
    """Return the address that a link asks for; None if it is not on the web, or invented.

    >>> address("https://acme.dev/a?b=1#c"), address("https://example.com/"), address("a.md")
    ('https://acme.dev/a?b=1', None, None)
    """
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or ("." not in host and ":" not in host):
        return None
    own = any(host == name or host.endswith(f".{name}") for name in _INVENTED)
    if own or host.rpartition(".")[2] in _RESERVED:
        return None
    return urldefrag(target).url
