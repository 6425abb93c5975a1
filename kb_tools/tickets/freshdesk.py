"""Freshdesk: `GET /api/v2/tickets?include=description`, an account's export, and webhooks."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, labels, plain
from kb_tools.tickets.ticket import Ticket

STATUS = {2: "open", 3: "pending", 4: "resolved", 5: "closed"}
_SAID = frozenset(["ticket_subject", "ticket_description"])


def matches(record: Record) -> bool:
    """Tell whether a record is Freshdesk's: its status and source are numbers."""
    numbers = isinstance(record.get("status"), int) and isinstance(record.get("source"), int)
    return numbers or ("ticket_id" in record and not _SAID.isdisjoint(record))


def ticket(record: Record) -> Ticket:
    """Map a ticket; conversations are there only with `include=conversations`.

    In the simple webhook of a rule every name begins with `ticket_`, and the status is a word.
    """
    if "ticket_id" in record:
        record = {key.removeprefix("ticket_"): value for key, value in record.items()}
    status = record.get("status")
    replies = [
        c
        for c in record.get("conversations") or record.get("notes") or ()
        if not c.get("incoming") and not c.get("private")
    ]
    return Ticket(
        id=f"freshdesk:{record.get('display_id') or record['id']}",
        source="freshdesk",
        subject=plain(record.get("subject")),
        body=plain(record.get("description_text") or record.get("description")),
        product=str(record.get("product_id") or ""),
        tags=labels(record.get("tags")),
        created=moment(record.get("created_at")),
        status=STATUS.get(status, label(status)) if isinstance(status, int) else label(status),
        links=answers(c.get("body") for c in replies),
    )
