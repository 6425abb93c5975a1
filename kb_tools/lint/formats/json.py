"""JSON for programs: a list of objects, one line each; positions are 1-based code points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.lint.report import Report


def render(report: Report) -> Iterator[str]:
    """Yield the array, an object a line."""
    yield "["
    last = len(report.diagnostics) - 1
    for number, found in enumerate(report.diagnostics):
        line = json.dumps(entry(report, found), ensure_ascii=False)
        yield f"  {line}{',' if number < last else ''}"
    yield "]"


def entry(report: Report, found: Diagnostic) -> dict[str, Any]:
    """Return one finding as an object."""
    end = report.end(found)
    return {
        "path": report.shown(found.path),
        "line": found.position.line,
        "column": found.position.column,
        "end_line": end.line,
        "end_column": end.column,
        "code": found.code,
        "name": found.name,
        "severity": found.severity,
        "message": found.message.to(report.lang),
        "fix": None if found.fix is None else _fix(report, found.fix),
    }


def _fix(report: Report, fix: Fix) -> dict[str, Any]:
    edits = [
        {
            "path": report.shown(edit.path),
            "start": edit.span.start,
            "end": edit.span.end,
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"title": fix.title.to(report.lang), "safe": fix.safe, "edits": edits}
