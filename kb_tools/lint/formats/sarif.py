"""SARIF 2.1.0 for code scanning; columns are code points, fingerprints outlive moved lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from kb_tools import __version__
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.page import page
from kb_tools.lint.report import Report, fingerprints
from kb_tools.lint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> Iterator[str]:
    """Yield the log as one indented JSON document."""
    used = {d.code for d in report.diagnostics}
    rules = [rule for rule in catalogue() if rule.code in used]
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules, report.lang)},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, found, index.get(found.code), fingerprint)
            for found, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _driver(rules: list[Rule], lang: str) -> dict[str, Any]:
    return {
        "name": "kb_tools",
        "semanticVersion": __version__,
        "rules": [_descriptor(rule, lang) for rule in rules],
    }


def _descriptor(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": rule.summary.to(lang)},
        "fullDescription": {"text": rule.about.to(lang)},
        "help": {"text": rule.about.to(lang), "markdown": page(rule, lang)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    report: Report, found: Diagnostic, rule: int | None, fingerprint: str
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message.to(report.lang)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(report.shown(found.path))},
                    "region": _region(report, found),
                }
            }
        ],
        "partialFingerprints": {"kbFingerprint/v1": fingerprint},
    }
    if rule is not None:
        result["ruleIndex"] = rule
    if found.fix is not None and found.fix.safe:
        result["fixes"] = [_fix(report, found.fix)]
    return result


def _region(report: Report, found: Diagnostic) -> dict[str, int]:
    end = report.end(found)
    return {
        "startLine": found.position.line,
        "startColumn": found.position.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(report: Report, fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(_replacement(report, edit))
    changes = [
        {"artifactLocation": {"uri": _uri(report.shown(path))}, "replacements": replacements}
        for path, replacements in by_path.items()
    ]
    return {"description": {"text": fix.title.to(report.lang)}, "artifactChanges": changes}


def _replacement(report: Report, edit: Edit) -> dict[str, Any]:
    file = report.kb.file(edit.path)
    start, end = file.position(edit.span.start), file.position(edit.span.end)
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _uri(path: str) -> str:
    return quote(PurePath(path).as_posix())
