"""Text for people: `docs/zh/login.md:12:4: KB301 'reset.md' does not exist … (link-dead)`."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.lint.report import Report


def render(report: Report) -> Iterator[str]:
    """Yield one line per finding."""
    for found in report.diagnostics:
        where = f"{report.shown(found.path)}:{found.position.line}:{found.position.column}"
        yield f"{where}: {found.code} {found.message.to(report.lang)} ({found.name})"
