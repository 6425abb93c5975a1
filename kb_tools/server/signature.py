"""Who sent a webhook: signatures, verified over the raw body before anything is parsed.

Sources: Zendesk "Verifying webhook requests" (base64 of HMAC-SHA256 over timestamp + body),
Slack "Verifying requests" (`v0:timestamp:body`), Microsoft Teams "outgoing webhooks" (HMAC over
the body, the secret base64), Jira and Intercom (`X-Hub-Signature`).
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kb_tools.tickets.moment import moment

WINDOW = 300.0
"""Seconds for which a signed request may be used, and within which it may be used once."""
LATE = 3600.0
"""The same for senders that try again much later, as they sent it the first time."""

Verdict = Literal["ok", "unsigned", "wrong", "old", "replayed"]
Headers = Mapping[str, str]


@dataclass(slots=True)
class Verifier:
    """Decides whether a request is the sender's, recent, and not one that was seen before.

    What was seen is an empty file in `folder`, named by a hash, with the time at which it is
    forgotten: all workers see it, and one started later. Where none can be made (a full disk),
    this worker remembers alone. `clock` gives seconds since 1970.
    """

    folder: Path
    clock: Callable[[], float] = time.time
    swept: float = 0.0
    alone: dict[str, float] = field(default_factory=dict)

    def verdict(self, sender: str, secret: str, headers: Headers, body: bytes) -> Verdict:
        """Check a request of `sender` (zendesk, jira, intercom, slack, teams)."""
        given, right = _CHECKS[sender](secret, headers, body)
        if not given:
            return "unsigned"
        if not hmac.compare_digest(given.encode(), right.encode()):
            return "wrong"
        now, sent = self.clock(), _SENT[sender](headers, body)
        window = LATE if sender in _TRY_LATE else WINDOW
        if sent is not None and abs(now - sent) > window:
            return "old"
        return self._once(_mark(sender, given, body), now, now + 2 * window)

    def forget(self, sender: str, secret: str, headers: Headers, body: bytes) -> None:
        """Let a request come again: its sender repeats what could not be answered."""
        mark = _mark(sender, _CHECKS[sender](secret, headers, body)[0], body)
        self.alone.pop(mark, None)
        with contextlib.suppress(OSError):
            (self.folder / mark).unlink()

    def _once(self, mark: str, now: float, until: float) -> Verdict:
        if mark in self.alone:
            return "replayed"
        try:
            return "ok" if self._noted(mark, now, until) else "replayed"
        except OSError:
            self.alone = {m: at for m, at in self.alone.items() if at >= now}
            self.alone[mark] = until
            return "ok"

    def _noted(self, mark: str, now: float, until: float) -> bool:
        """Note what is seen; tell whether it was not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if abs(now - self.swept) > WINDOW:
            self._forget(now)
            self.swept = now
        try:
            (self.folder / mark).touch(exist_ok=False)
        except FileExistsError:
            return False
        os.utime(self.folder / mark, (until, until))
        return True

    def _forget(self, now: float) -> None:
        for known in self.folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another worker was quicker
                if known.stat().st_mtime < now:
                    known.unlink()


def _mark(sender: str, given: str, body: bytes) -> str:
    return hashlib.sha256(f"{sender}\0{given}".encode() + body).hexdigest()


_Check = tuple[str, str]
"""The signature given, and the right one."""


def zendesk(secret: str, headers: Headers, body: bytes) -> _Check:
    """Return what decides about a Zendesk webhook."""
    stamp = headers.get("x-zendesk-webhook-signature-timestamp", "")
    right = _base64(_mac(secret.encode(), stamp.encode() + body))
    return headers.get("x-zendesk-webhook-signature", ""), right


def slack(secret: str, headers: Headers, body: bytes) -> _Check:
    """Return what decides about a request of Slack."""
    stamp = headers.get("x-slack-request-timestamp", "")
    mac = _mac(secret.encode(), b"v0:" + stamp.encode() + b":" + body).hex()
    return headers.get("x-slack-signature", ""), f"v0={mac}"


def teams(secret: str, headers: Headers, body: bytes) -> _Check:
    """Return what decides about an outgoing webhook of Teams."""
    try:
        key = base64.b64decode(secret, validate=True)
    except binascii.Error:
        key = b""
    right = _base64(_mac(key, body)) if key else ""
    return headers.get("authorization", "").removeprefix("HMAC "), right


def jira(secret: str, headers: Headers, body: bytes) -> _Check:
    """Return what decides about a Jira webhook."""
    right = f"sha256={_mac(secret.encode(), body).hex()}"
    return headers.get("x-hub-signature", ""), right


def intercom(secret: str, headers: Headers, body: bytes) -> _Check:
    """Return what decides about an Intercom webhook, which signs with SHA-1."""
    right = f"sha1={hmac.new(secret.encode(), body, 'sha1').hexdigest()}"
    return headers.get("x-hub-signature", ""), right


def freshdesk(secret: str, headers: Headers, body: bytes) -> _Check:  # noqa: ARG001 - one form
    """Return what decides about a Freshdesk webhook: it signs nothing, but sends a header."""
    return headers.get("x-kb-secret", ""), secret


_CHECKS: dict[str, Callable[[str, Headers, bytes], _Check]] = {
    "zendesk": zendesk,
    "jira": jira,
    "freshdesk": freshdesk,
    "intercom": intercom,
    "slack": slack,
    "teams": teams,
}
SENDERS = tuple(_CHECKS)


def _zendesk_sent(headers: Headers, _: bytes) -> float:
    return _seconds(headers.get("x-zendesk-webhook-signature-timestamp", ""))


def _slack_sent(headers: Headers, _: bytes) -> float:
    stamp = headers.get("x-slack-request-timestamp", "")
    return float(stamp) if stamp.isdecimal() and len(stamp) < 13 else 0.0


def _said(name: str) -> Callable[[Headers, bytes], float | None]:
    """Return what reads the time in a message itself, which the signature covers."""

    def sent(_: Headers, body: bytes) -> float | None:
        try:
            stamp = json.loads(body)[name]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        return _seconds(stamp)

    return sent


def _never_said(_: Headers, __: bytes) -> None:
    return None


def _seconds(stamp: object) -> float:
    sent = moment(stamp)
    return sent.timestamp() if sent else 0.0


_SENT: dict[str, Callable[[Headers, bytes], float | None]] = {
    "zendesk": _zendesk_sent,
    "jira": _said("timestamp"),
    "freshdesk": _never_said,
    "intercom": _said("created_at"),
    "slack": _slack_sent,
    "teams": _said("timestamp"),
}
"""When a request was sent, by those who say so; asked only once the signature is right."""
_TRY_LATE = frozenset(["jira", "intercom"])


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
