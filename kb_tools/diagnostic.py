"""A finding about an article, and the edit that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kb_tools.article import Position, Span
from kb_tools.language import Text

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of the file at `path` by `text` (an empty span inserts).

    The path is relative to the docs folder, also that of a file beside it (`../mkdocs.yml`);
    only articles and the `settings` of a knowledge base can be mended.
    """

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all are applied, or none.

    A safe fix never changes what the article says; any other waits for `--unsafe-fixes`.
    """

    title: Text
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `span` is in code points of the article's text, `position` its start."""

    path: str
    span: Span
    position: Position
    code: str
    name: str
    message: Text
    severity: Severity
    fix: Fix | None = None


def apply(texts: Mapping[str, str], fixes: Iterable[Fix]) -> tuple[dict[str, str], list[Fix]]:
    """Apply fixes to the texts of files by path; return changed texts and applied fixes.

    Fixes are taken in order. One that overlaps or touches an earlier one, or names a path
    that is not there, is left out whole: parse again and apply again to get at those.
    """
    taken: dict[str, list[Edit]] = {}
    applied: list[Fix] = []
    for fix in fixes:
        if all(e.path in texts and not _touches(e, taken.get(e.path, ())) for e in fix.edits):
            applied.append(fix)
            for edit in fix.edits:
                taken.setdefault(edit.path, []).append(edit)
    return {path: _edited(texts[path], edits) for path, edits in taken.items()}, applied


def _touches(edit: Edit, others: Iterable[Edit]) -> bool:
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end for other in others
    )


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
