"""Reviewdog's Diagnostic Format; its columns count bytes of UTF-8, its ends are exclusive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from kb_tools.article import Article, Span
from kb_tools.diagnostic import Diagnostic, Severity
from kb_tools.lint.report import Report

_STEP = 1_000

_LEVELS: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report) -> Iterator[str]:
    """Yield the result as one JSON document."""
    result = {
        "source": {"name": "kb_tools"},
        "diagnostics": [_diagnostic(report, found) for found in report.diagnostics],
    }
    yield json.dumps(result, ensure_ascii=False, indent=2)


def _diagnostic(report: Report, found: Diagnostic) -> dict[str, Any]:
    article = report.article(found.path)
    out: dict[str, Any] = {
        "message": f"{found.message.to(report.lang)} ({found.name})",
        "severity": _LEVELS[found.severity],
        "code": {"value": found.code},
        "location": {"path": report.shown(found.path), "range": _range(article, found.span)},
    }
    if suggestions := _suggestions(article, found):
        out["suggestions"] = suggestions
    return out


def _suggestions(article: Article, found: Diagnostic) -> list[dict[str, Any]]:
    """Return the safe fix, when all of it lies in the article: a suggestion is about one file."""
    fix = found.fix
    if fix is None or not fix.safe or any(edit.path != found.path for edit in fix.edits):
        return []
    return [{"range": _range(article, edit.span), "text": edit.text} for edit in fix.edits]


def _range(article: Article, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _place(article, span.start), "end": _place(article, span.end)}


def _place(article: Article, offset: int) -> dict[str, int]:
    line, column = article.position(offset)
    start = offset - column + 1
    return {"line": line, "column": _bytes(article.text, offset) - _bytes(article.text, start) + 1}


def _bytes(text: str, offset: int) -> int:
    """Return how many bytes of UTF-8 precede an offset, quickly in long lines, too."""
    whole = offset // _STEP
    return _steps(text)[whole] + len(_encoded(text[whole * _STEP : offset]))


@lru_cache(maxsize=4)
def _steps(text: str) -> list[int]:
    """Return how many bytes precede every so many characters."""
    parts = (text[start : start + _STEP] for start in range(0, len(text), _STEP))
    return [*accumulate((len(_encoded(part)) for part in parts), initial=0)]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
