"""Jira Service Management: issues and requests of its APIs, webhooks, CSV export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb_tools.tickets.markup import from_adf, from_wiki
from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, labels
from kb_tools.tickets.ticket import Ticket


def matches(record: Record) -> bool:
    """Tell whether a record is a Jira issue, a customer's request, or a row of its CSV export."""
    issue = "key" in record and "fields" in record
    return issue or "Issue key" in record or ("issueKey" in record and _ASKED in record)


def ticket(record: Record) -> Ticket:
    """Map an issue, a request or a row; a CSV export repeats header names, which come as lists."""
    if "Issue key" in record:
        return _row(record)
    return _request(record) if _ASKED in record else _issue(record)


_ASKED = "requestFieldValues"


def _issue(record: Record) -> Ticket:
    fields = record["fields"]
    comments = (fields.get("comment") or {}).get("comments")
    created, status, reporter = (fields.get(name) for name in ("created", "status", "reporter"))
    return _ticket(record["key"], fields, created, status, _agents(comments, reporter))


def _request(record: Record) -> Ticket:
    """Map a request of the service desk's own API: its fields are a list."""
    fields = {field["fieldId"]: field.get("value") for field in record[_ASKED]}
    comments = (record.get("comments") or {}).get("values")
    created = (record.get("createdDate") or {}).get("iso8601")
    status = (record.get("currentStatus") or {}).get("status")
    reporter = record.get("reporter")
    return _ticket(record["issueKey"], fields, created, status, _agents(comments, reporter))


def _ticket(
    key: str, fields: Record, created: object, status: object, said: Iterable[str]
) -> Ticket:
    return Ticket(
        id=f"jira:{key}",
        source="jira",
        subject=label(fields["summary"]).strip(),
        body=text(fields.get("description")),
        product=label((fields.get("components") or [""])[0]),
        tags=labels(fields.get("labels")),
        created=moment(created),
        status=label(status),
        links=answers(said),
    )


def _agents(comments: Sequence[Record] | None, reporter: Record | None) -> Iterator[str]:
    """Yield what others than the reporter wrote, without their notes for colleagues."""
    for comment in comments or ():
        if _is_public(comment) and _who(comment.get("author")) != _who(reporter):
            yield text(comment.get("body"))


def _is_public(comment: Record) -> bool:
    """Tell whether the customer sees a comment: the two APIs say it by different names."""
    shown = comment.get("public", True) and comment.get("jsdPublic", True)
    return bool(shown) and not comment.get("visibility")


def _who(person: Record | None) -> object:
    """Return what distinguishes people: Cloud gives an account, Data Center a name."""
    return (person or {}).get("accountId") or (person or {}).get("name")


def text(value: object) -> str:
    """Return the text of a rich field: an Atlassian document, wiki markup, or null."""
    return from_adf(value) if isinstance(value, Mapping) else from_wiki(str(value or ""))


def _row(record: Record) -> Ticket:
    return Ticket(
        id=f"jira:{_first(record, 'Issue key')}",
        source="jira",
        subject=_first(record, "Summary").strip(),
        body=from_wiki(_first(record, "Description")),
        product=_first(record, "Component/s") or _first(record, "Components"),
        tags=labels(_all(record, "Labels")),
        created=moment(_first(record, "Created")),
        status=_first(record, "Status"),
        links=answers(comment.split(";", 2)[-1] for comment in _all(record, "Comment")),
    )


def _all(record: Record, name: str) -> list[str]:
    value = record.get(name, "")
    return [v for v in (value if isinstance(value, list) else [value]) if v]


def _first(record: Record, name: str) -> str:
    return next(iter(_all(record, name)), "")
