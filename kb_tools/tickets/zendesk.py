"""Zendesk: `GET /api/v2/tickets`, incremental exports, and `ticket.*` webhooks."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, labels, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is Zendesk's."""
    return "requester_id" in record and "via" in record and "source" not in record


def ticket(record: Record) -> Ticket:
    """Map a ticket, with its comments when the export has them side-loaded."""
    status = label(record.get("status")).lower()
    if status == "deleted":
        raise ValueError(status)
    comments = [c for c in record.get("comments") or () if c.get("public", True)]
    agents = [c for c in comments if c.get("author_id") != record.get("requester_id")]
    return Ticket(
        id=f"zendesk:{record['id']}",
        source="zendesk",
        subject=plain(record["subject"] or record.get("raw_subject")),
        body=plain(record.get("description")),
        tags=labels(record.get("tags")),
        created=moment(record.get("created_at")),
        status=status,
        links=answers(c.get("html_body") or c.get("body") for c in agents),
    )
