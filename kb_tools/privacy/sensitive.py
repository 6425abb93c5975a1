"""What must not leave a ticket or be in a public article: secrets and personal data.

Small patterns, each with a check (check digit, calendar, context) where the shape alone
would also match harmless text. Mainland, Taiwan and Hong Kong numbers are known beside
international ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.article import Span
from kb_tools.privacy import person_names
from kb_tools.privacy.contacts import CONTACTS, MAIL
from kb_tools.privacy.credentials import CREDENTIALS, keys
from kb_tools.privacy.detector import Kind
from kb_tools.privacy.registered_numbers import REGISTERED_NUMBERS

_DETECTORS = (*CREDENTIALS, *MAIL, *REGISTERED_NUMBERS, *CONTACTS)
"""Strongest first: what a detector took, a later one leaves alone."""


class Finding(NamedTuple):
    """A sensitive value: what kind, and which code points of the text it covers."""

    kind: Kind
    span: Span


def find(text: str, *, kinds: frozenset[str] | None = None) -> Iterator[Finding]:
    """Yield sensitive values in order of position; where two overlap, the stronger kind wins.

    `kinds` limits what is looked for (see `Kind`).
    """
    lower = text.lower()
    taken: list[Finding] = []
    for detector in (*keys(), *_DETECTORS):
        if kinds is not None and detector.kind not in kinds:
            continue
        if detector.gate and not any(literal in lower for literal in detector.gate):
            continue
        for match in detector.pattern.finditer(text):
            group = match.lastindex or 0
            span = Span(*match.span(group))
            if detector.holds(match[group]):
                _take(Finding(detector.kind, span), taken)
    if kinds is None or "name" in kinds:
        for span in person_names.find(text):
            _take(Finding("name", span), taken)
    yield from taken


def _take(finding: Finding, taken: list[Finding]) -> None:
    """Put a finding in its place among those taken, none of which overlap, unless one is there."""
    at = bisect_left(taken, finding.span.end, key=_start)
    if not at or taken[at - 1].span.end <= finding.span.start:
        taken.insert(at, finding)


def _start(finding: Finding) -> int:
    return finding.span.start
