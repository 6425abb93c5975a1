"""ServiceNow: incidents of the Table API; every value is a string, times are UTC."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is an incident or request of ServiceNow."""
    return "number" in record and "short_description" in record and "text" not in record


def ticket(record: Record) -> Ticket:
    """Map an incident; with `sysparm_display_value=all` a value is `{value, display_value}`."""
    return Ticket(
        id=f"servicenow:{label(record['number'])}",
        source="servicenow",
        subject=plain(label(record["short_description"])),
        body=plain(label(record.get("description"))),
        product=label(record.get("category")),
        created=moment(label(record.get("opened_at") or record.get("sys_created_on"))),
        status=label(record.get("state")),
        links=answers([label(record.get("close_notes")), label(record.get("comments"))]),
    )
