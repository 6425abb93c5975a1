"""Zoho Desk: tickets of the REST API; only a single ticket's answer holds its description."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is Zoho Desk's."""
    return "ticketNumber" in record


def ticket(record: Record) -> Ticket:
    """Map a ticket; `resolution` is what the agent wrote for the customer."""
    return Ticket(
        id=f"zoho:{record['ticketNumber']}",
        source="zoho",
        subject=plain(record["subject"]),
        body=plain(record.get("description")),
        product=label(record.get("productName") or record.get("productId")),
        created=moment(record.get("createdTime")),
        status=label(record.get("status")),
        links=answers([record.get("resolution")]),
    )
