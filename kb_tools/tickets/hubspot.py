"""HubSpot: tickets of the CRM API (`GET /crm/v3/objects/tickets`)."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, label, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is a HubSpot ticket: what it says is in `properties`."""
    properties = record.get("properties")
    return isinstance(properties, dict) and ("subject" in properties or "content" in properties)


def ticket(record: Record) -> Ticket:
    """Map a ticket."""
    properties = record["properties"]
    return Ticket(
        id=f"hubspot:{record['id']}",
        source="hubspot",
        subject=plain(properties["subject"]),
        body=plain(properties.get("content")),
        product=label(properties.get("hs_ticket_category")),
        created=moment(properties.get("createdate") or record.get("createdAt")),
        status=label(properties.get("hs_pipeline_stage")),
    )
