"""JSON Lines for programs that read as findings come: the objects of `json`, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kb_tools.lint.formats.json import entry
from kb_tools.lint.report import Report


def render(report: Report) -> Iterator[str]:
    """Yield one object a line; nothing for a report without findings."""
    for found in report.diagnostics:
        yield json.dumps(entry(report, found), ensure_ascii=False)
