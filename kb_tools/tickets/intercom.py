"""Intercom: conversations of the REST API and of webhooks."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, labels, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is a conversation."""
    return record.get("type") == "conversation" or (
        "conversation_parts" in record and "source" in record
    )


def ticket(record: Record) -> Ticket:
    """Map a conversation; only parts written by teammates count as answers."""
    source = record["source"]
    parts = (record.get("conversation_parts") or {}).get("conversation_parts") or ()
    agents = [p for p in parts if (p.get("author") or {}).get("type") in ("admin", "bot")]
    return Ticket(
        id=f"intercom:{record['id']}",
        source="intercom",
        subject=plain(source.get("subject") or record.get("title")),
        body=plain(source["body"]),
        tags=labels((record.get("tags") or {}).get("tags")),
        created=moment(record.get("created_at")),
        status=label(record.get("state")),
        links=answers(p.get("body") for p in agents if p.get("part_type") != "note"),
    )
