"""Where the tickets are in a desk's JSON: in a list, below a key, in the envelope of a webhook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb_tools.language import Text
from kb_tools.tickets.record import Record


def place(events: Iterable[tuple[tuple[str, ...], str, object]]) -> tuple[str, ...]:
    """Return where the records are: in the list at the top or below a key, or all is one.

    A list with a desk's name for tickets is preferred: Zendesk may send their users first,
    Intercom the pages.
    """
    found: tuple[str, ...] = ()
    unknown: set[tuple[str, ...]] = set()
    for path, event, value in events:
        if event == "map_key" and not path and value in _ONE:
            return ()
        if event == "start_array" and (not path or _is_list_of_tickets(path)):
            return (*path, "item")
        if event == "start_array" and len(path) == 1:
            unknown.add((*path, "item"))
        if event == "start_map" and not found and path in unknown:
            found = path
    return found


def _is_list_of_tickets(path: tuple[str, ...]) -> bool:
    return path[-1] in _LISTS and (len(path) == 1 or path[:-1] == ("_embedded",))


_LISTS = frozenset(
    """cases conversations data incidents issues records requests result results tickets
    values""".split()
)
"""Names under which help desks list tickets."""
_ONE = frozenset(
    "id key number ticket issue fields properties subject issueKey body text description".split()
)
"""Keys of a single ticket: what follows is no list of tickets."""
_ENVELOPES = (
    ("ticket",), ("issue",), ("data", "item"), ("freshdesk_webhook",), ("helpdesk_ticket",),
    ("payload",), ("detail",), ("result",),
)  # fmt: skip
_OPENERS = frozenset(path[0] for path in _ENVELOPES)
_EVENT = "zendesk_event_version"
"""What the envelope `detail` has beside it; elsewhere it is a field like others."""


def unwrapped(item: Any) -> Record | Text:  # noqa: ANN401 - whatever the JSON holds
    """Open the envelope of a webhook: `{"ticket": {…}}`, `{"data": {"item": {…}}}`."""
    if not isinstance(item, Mapping):
        return Text("not an object", "不是对象")
    if _OPENERS.isdisjoint(item) or ("detail" in item and _EVENT not in item):
        return item
    for path in _ENVELOPES:
        inner: Any = item
        for key in path:
            inner = inner.get(key) if isinstance(inner, Mapping) else None
        if isinstance(inner, Mapping):
            return inner
    return item
