"""What rules know besides the articles: what git remembers, and what the network answered.

It is a value that the shells hand in; no rule asks git or the network itself. A rule takes the
parts that it names in its check, and finds nothing where one of them is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb_tools.external.answer import Answer
from kb_tools.history.changes import Changes


@dataclass(frozen=True, slots=True)
class Evidence:
    """Each part is None where nobody asked for it, or it could not be had."""

    changes: Changes | None = None
    """What changed since the commit that the present work starts from."""
    versions: Mapping[tuple[str, str], str | None] | None = None
    """What articles said at revisions, by (revision, path); None for no such revision."""
    committed: Mapping[str, date] | None = None
    """The day of a file's last commit, by path."""
    answers: Mapping[str, Answer] | None = None
    """What addresses on the web answered."""


NOTHING = Evidence()
