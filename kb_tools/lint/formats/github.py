"""GitHub Actions: workflow commands that show findings beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.lint.report import Report

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> Iterator[str]:
    """Yield one workflow command per finding."""
    for found in report.diagnostics:
        end = report.end(found)
        properties = {
            "file": report.shown(found.path),
            "line": found.position.line,
            "col": found.position.column,
            "endLine": end.line,
            "endColumn": end.column,
            "title": f"{found.code} {found.name}",
        }
        values = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        yield f"::{_LEVELS[found.severity]} {values}::{_data(found.message.to(report.lang))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
