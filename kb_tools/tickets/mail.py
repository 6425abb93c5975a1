"""E-mail: .eml files and mbox folders, whatever Chinese encoding their parts say or have."""

from __future__ import annotations

import email.errors
import email.header
import hashlib
from collections.abc import Iterator
from email.message import Message

from kb_tools.tickets.encoding import decoded
from kb_tools.tickets.markup import folded, from_html
from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is a parsed mail."""
    return isinstance(record.get("message"), Message)


def ticket(record: Record) -> Ticket:
    """Map a mail; its plain text part is preferred to HTML, attachments are left out."""
    message: Message = record["message"]
    subject = header(message, "Subject")
    identity = header(message, "Message-ID").strip("<> ") or _digest(message)
    return Ticket(
        id=f"mail:{identity}",
        source="mail",
        subject=subject,
        body=body(message),
        created=moment(header(message, "Date")),
    )


def header(message: Message, name: str) -> str:
    """Return a decoded header on one line; "" when there is none.

    >>> header(email.message_from_string("Subject: =?gb2312?B?tceyu8nP?= x"), "subject")
    '登不上 x'
    """
    written = _written(message, name)
    try:
        parts = email.header.decode_header(written)
    except email.errors.HeaderParseError:
        return " ".join(written.split())
    words = (decoded(p, c or "") if isinstance(p, bytes) else p for p, c in parts)
    return " ".join("".join(words).split())


def _written(message: Message, name: str) -> str:
    """Return a header as written; old clients wrote Chinese into it without saying how."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    value = next(values, "")
    return value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape"))


def body(message: Message) -> str:
    """Return the text of a mail: all inline plain parts, or else all HTML parts."""
    for kind, read in (("text/plain", folded), ("text/html", from_html)):
        parts = (read(_text(p)) for p in _inline(message) if p.get_content_type() == kind)
        if text := folded("\n".join(parts)):
            return text
    return ""


def sealed(message: Message) -> bool:
    """Tell whether parts of a mail are only for its own program: `winmail.dat`, S/MIME."""
    return any(part.get_content_type() in _SEALED for part in message.walk())


_SEALED = ("application/ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime",
           "multipart/encrypted")  # fmt: skip


def _inline(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            yield part


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decoded(data, part.get_content_charset() or "")


def _digest(message: Message) -> str:
    return hashlib.sha256(bytes(message)).hexdigest()[:16]
