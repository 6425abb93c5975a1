"""Files that are no articles although their names say so, as findings for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kb_tools.article import Article, Span
from kb_tools.corpus import Fault
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.report import Report

NAME = "file-unusable"


def with_faults(report: Report, faults: Iterable[Fault]) -> Report:
    """Return the report with the faults before its findings; as code each has its reason."""
    placed = [(_place(report, fault), fault) for fault in faults]
    places = {article.path: article for article, _ in placed}
    findings = [_finding(article, fault) for article, fault in placed]
    return replace(
        report,
        diagnostics=[*findings, *report.diagnostics],
        removed={**report.removed, **places},
    )


def _place(report: Report, fault: Fault) -> Article:
    """Return the article, or one with nothing but the line that could not be read."""
    text = "\n" * ((fault.line or 1) - 1)
    blank = Article(fault.path, fault.path, "", "", fault.path, text, (), {}, {})
    return report.kb.articles.get(fault.path, blank)


def _finding(article: Article, fault: Fault) -> Diagnostic:
    start = (fault.line or 1) - 1  # only a file that is not in the base has a line
    return Diagnostic(
        fault.path,
        Span(start, start),
        article.position(start),
        fault.reason,
        NAME,
        fault.message,
        "error",
    )
