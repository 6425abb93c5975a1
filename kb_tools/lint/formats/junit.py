"""JUnit XML for CI servers: an article is a suite, a finding a failed case, a note skipped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.report import Report

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def render(report: Report) -> Iterator[str]:
    """Yield the document line by line; a report without findings holds one passed case."""
    found = report.diagnostics
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {_attributes(name='kb lint', **_counts(found), time=0)}>"
    for path, group in groupby(found, key=lambda d: d.path):
        yield from _suite(report, report.shown(path), [*group])
    if not found:
        yield f"  <testsuite {_attributes(name='kb lint', **_counts(found), time=0)}>"
        yield f"    <testcase {_attributes(classname='kb lint', name='kb lint', time=0)}/>"
        yield "  </testsuite>"
    yield "</testsuites>"


def _suite(report: Report, path: str, group: Sequence[Diagnostic]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    yield f"  <testsuite {_attributes(name=path, **_counts(group), time=0)}>"
    for found in group:
        seen[found.code] += 1
        yield from _case(report, path, found, seen[found.code])
    yield "  </testsuite>"


def _case(report: Report, path: str, found: Diagnostic, number: int) -> Iterator[str]:
    """A case is known by class and name from run to run, so lines are no part of them."""
    name = f"{found.code} {found.name}" + (f" {number}" if number > 1 else "")
    line = found.position.line
    attributes = _attributes(classname=path, name=name, file=path, line=line, time=0)
    message = found.message.to(report.lang)
    yield f"    <testcase {attributes}>"
    if found.severity == "info":
        yield f"      <skipped {_attributes(message=message)}/>"
    else:
        text = escape(_clean(f"{path}:{line}:{found.position.column}: {found.code} {message}"))
        failure = _attributes(message=message, type=found.severity)
        yield f"      <failure {failure}>{text}</failure>"
    yield "    </testcase>"


def _counts(group: Sequence[Diagnostic]) -> dict[str, int]:
    notes = sum(found.severity == "info" for found in group)
    tests, failures = max(1, len(group)), len(group) - notes
    return {"tests": tests, "failures": failures, "errors": 0, "skipped": notes}


def _attributes(**values: object) -> str:
    return " ".join(f"{key}={quoteattr(_clean(str(value)))}" for key, value in values.items())


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
