"""Salesforce: cases of a SOQL query (JSON) and of a Data Loader CSV."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, plain
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is a case; Data Loader writes its headers in capitals."""
    return any(key.lower() == "casenumber" for key in record)


def ticket(record: Record) -> Ticket:
    """Map a case; comments are there when the query selects `CaseComments`."""
    case = {key.lower(): value for key, value in record.items()}
    comments = (case.get("casecomments") or {}).get("records") or ()
    return Ticket(
        id=f"salesforce:{case['casenumber']}",
        source="salesforce",
        subject=plain(case["subject"]),
        body=plain(case.get("description")),
        product=str(case.get("product__c") or ""),
        created=moment(case.get("createddate")),
        status=str(case.get("status") or ""),
        links=answers(c.get("CommentBody") for c in comments if c.get("IsPublished", True)),
    )
