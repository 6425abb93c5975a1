"""GitLab Code Quality: findings in the merge request, distinguished by their fingerprints."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kb_tools.diagnostic import Severity
from kb_tools.lint.report import Report, fingerprints

_LEVELS: dict[Severity, str] = {"error": "critical", "warning": "major", "info": "info"}


def render(report: Report) -> Iterator[str]:
    """Yield the array that `artifacts: reports: codequality:` takes, as one document."""
    issues = [
        {
            "type": "issue",
            "check_name": f"{found.code} {found.name}",
            "description": f"{found.code} {found.message.to(report.lang)} ({found.name})",
            "categories": ["Style"],
            "severity": _LEVELS[found.severity],
            "fingerprint": fingerprint,
            "location": {
                "path": report.shown(found.path),
                "lines": {"begin": found.position.line, "end": report.end(found).line},
            },
        }
        for found, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
    ]
    yield json.dumps(issues, ensure_ascii=False, indent=2)
