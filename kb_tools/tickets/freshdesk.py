"""Freshdesk: `GET /api/v2/tickets?include=description`, and ticket webhooks."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, labels, plain
from kb_tools.tickets.ticket import Ticket

STATUS = {2: "open", 3: "pending", 4: "resolved", 5: "closed"}


def matches(record: Record) -> bool:
    """Tell whether a record is Freshdesk's: its status and source are numbers."""
    return isinstance(record.get("status"), int) and isinstance(record.get("source"), int)


def ticket(record: Record) -> Ticket:
    """Map a ticket; conversations are there only with `include=conversations`."""
    replies = [
        c
        for c in record.get("conversations") or ()
        if not c.get("incoming") and not c.get("private")
    ]
    return Ticket(
        id=f"freshdesk:{record['id']}",
        source="freshdesk",
        subject=plain(record["subject"]),
        body=plain(record.get("description_text") or record.get("description")),
        product=str(record.get("product_id") or ""),
        tags=labels(record.get("tags")),
        created=moment(record.get("created_at")),
        status=STATUS.get(record["status"], str(record["status"])),
        links=answers(c.get("body") for c in replies),
    )
