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

_NOWHERE = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))


def shown(found: Iterable[Diagnostic], page: Page, editor: Editor) -> list[lsp.Diagnostic]:
    """Return the findings about a page."""
    where = places(page, editor.encoding)
    return [_told(one, where.range(one.span), editor) for one in found]


def lost(found: Iterable[Diagnostic], editor: Editor) -> list[lsp.Diagnostic]:
    """Return the findings about an article that is there no more, and so has no places."""
    return [_told(one, _NOWHERE, editor) for one in found]


def _told(one: Diagnostic, place: lsp.Range, editor: Editor) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=place,
        message=f"{editor.say(one.message)} ({one.name})",
        severity=SEVERITIES[one.severity],
        code=one.code,
        source=SOURCE,
        tags=[lsp.DiagnosticTag.Unnecessary] if one.name == "suppression-unused" else None,
    )


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
