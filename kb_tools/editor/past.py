"""What git says of a base on a desk, and noticing that it has more to say.

git is a process of its own that may take its time: it is asked in a thread, in a lull.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from kb_tools.config import docs_root
from kb_tools.diagnostic import Diagnostic
from kb_tools.history.git import GitError, repository
from kb_tools.lint.catalogue import selected
from kb_tools.lint.engine import lost
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.past import gathered
from kb_tools.lint.session import Session

Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The evidence for the rules, and what is wrong with articles that are gone, by path."""

    evidence: Evidence = NOTHING
    lost: Mapping[str, Sequence[Diagnostic]] = field(default_factory=dict)
    marks: tuple[Path, ...] = ()
    """The files of the repository that change when commits come; none without one."""
    stamp: Stamp = ()
    """What those files were like just before git was asked."""


NEVER = Remembered()


def remembered(session: Session) -> Remembered:
    """Ask git about a base; where it cannot answer, its rules find nothing."""
    kb = session.kb
    rules = selected(kb.config.lint)
    try:
        known = repository(docs_root(kb.config))
        marks = () if known is None else known.marks()
        then = stamp(marks)
        evidence = gathered(kb, rules).evidence
        found = [*lost(kb, rules, session.today, evidence)]
    except GitError:
        return NEVER
    by_path = {path: [*of] for path, of in groupby(found, lambda one: one.path)}
    return Remembered(evidence, by_path, marks, then)


def stamp(files: Sequence[Path]) -> Stamp:
    """Return when files were written last, and how long they are."""
    return tuple(_written(file) for file in files)


def _written(file: Path) -> tuple[int, int] | None:
    try:
        now = file.stat()
    except OSError:
        return None
    return now.st_mtime_ns, now.st_size
