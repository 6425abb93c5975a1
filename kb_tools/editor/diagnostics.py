"""Findings as an editor shows them, in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lsprotocol import types as lsp

from kb_tools.corpus import Fault
from kb_tools.diagnostic import Diagnostic, Severity
from kb_tools.editor.texts import Text as Page
from kb_tools.editor.texts import places
from kb_tools.editor.view import Editor

SOURCE = "kb"
SEVERITIES: Mapping[Severity, lsp.DiagnosticSeverity] = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}


def shown(found: Iterable[Diagnostic], page: Page, editor: Editor) -> list[lsp.Diagnostic]:
    """Return the findings about a page."""
    where = places(page, editor.encoding)
    return [
        lsp.Diagnostic(
            range=where.range(one.span),
            message=f"{editor.say(one.message)} ({one.name})",
            severity=SEVERITIES[one.severity],
            code=one.code,
            source=SOURCE,
            tags=[lsp.DiagnosticTag.Unnecessary] if one.name == "suppression-unused" else None,
        )
        for one in found
    ]


def unread(fault: Fault, editor: Editor) -> lsp.Diagnostic:
    """Return why a file is no article, at the line where reading it failed."""
    line = (fault.line or 1) - 1
    return lsp.Diagnostic(
        range=lsp.Range(lsp.Position(line, 0), lsp.Position(line + 1, 0)),
        message=editor.say(fault.message),
        severity=lsp.DiagnosticSeverity.Error,
        code=fault.reason,
        source=SOURCE,
    )
