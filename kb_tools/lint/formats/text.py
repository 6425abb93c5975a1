"""Text for people: `docs/zh/login.md:12:4: KB301 'reset.md' does not exist … (link-dead)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.lint.report import Report

_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f]")


def render(report: Report) -> Iterator[str]:
    """Yield one line per finding."""
    for found in report.diagnostics:
        where = f"{report.shown(found.path)}:{found.position.line}:{found.position.column}"
        yield _plain(f"{where}: {found.code} {found.message.to(report.lang)} ({found.name})")


def _plain(line: str) -> str:
    """Return the line without what would command a terminal, or make two lines of one."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", line)
