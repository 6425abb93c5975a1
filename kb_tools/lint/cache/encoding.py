"""Findings as plain values, to be kept and read again, and how many there are of each kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kb_tools.article import Position, Span
from kb_tools.diagnostic import Diagnostic, Edit, Fix, Severity
from kb_tools.language import Text


class Kind(NamedTuple):
    """What is counted alike: the rule, how bad it is, and what mends it ("" for nothing)."""

    code: str
    name: str
    severity: Severity
    fix: str


Tally = Counter[Kind]


def tally(found: Iterable[Diagnostic]) -> Tally:
    """Count findings by kind."""
    return Counter(Kind(d.code, d.name, d.severity, _mends(d.fix)) for d in found)


def _mends(fix: Fix | None) -> str:
    return "" if fix is None else "safe" if fix.safe else "unsafe"


def written(found: Iterable[Diagnostic]) -> str:
    """Return findings about one article as a line of JSON; "" for none."""
    rows = [_row(one) for one in found]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def read(path: str, line: str) -> list[Diagnostic]:
    """Return the findings about an article that `written` wrote."""
    return [_diagnostic(path, row) for row in json.loads(line)] if line else []


def _row(one: Diagnostic) -> list[Any]:
    message = (one.message.en, one.message.zh)
    fix = one.fix and [
        *(one.fix.title.en, one.fix.title.zh, one.fix.safe),
        *((edit.path, *edit.span, edit.text) for edit in one.fix.edits),
    ]
    return [*one.span, *one.position, one.code, one.name, *message, one.severity, fix]


def _diagnostic(path: str, row: Sequence[Any]) -> Diagnostic:
    start, end, line, column, code, name, en, zh, severity, fix = row
    place = Span(start, end), Position(line, column)
    mending = None if fix is None else _fix(*fix)
    return Diagnostic(path, *place, code, name, Text(en, zh), severity, mending)


def _fix(en: str, zh: str, safe: bool, *edits: Sequence[Any]) -> Fix:
    made = (Edit(path, Span(start, end), text) for path, start, end, text in edits)
    return Fix(Text(en, zh), tuple(made), safe)
