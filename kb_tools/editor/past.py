"""What git says of a base on a desk, and noticing that it has more to say.

git is a process of its own that may take its time: it is asked in a thread, in a lull.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kb_tools.config import docs_root
from kb_tools.diagnostic import Diagnostic
from kb_tools.history.git import GitError, Marks, Stamp, marks
from kb_tools.lint.catalogue import selected
from kb_tools.lint.engine import lost
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.past import gathered
from kb_tools.lint.session import Session


@dataclass(frozen=True, slots=True)
class Remembered:
    """The evidence for the rules, and what is wrong with articles that are gone, by path."""

    evidence: Evidence = NOTHING
    lost: Mapping[str, Sequence[Diagnostic]] = field(default_factory=dict)
    marks: Marks = Marks()
    stamp: Stamp = ()
    """What the marks were just before git was asked."""


NEVER = Remembered()


def remembered(session: Session) -> Remembered:
    """Ask git about a base; where it cannot answer, its rules find nothing."""
    kb = session.kb
    rules = selected(kb.config.lint)
    try:
        where = marks(docs_root(kb.config))
        then = where.stamp()
        evidence = gathered(kb, rules).evidence
        found = [*lost(kb, rules, session.today, evidence)]
    except GitError:
        return NEVER
    by_path = {path: [*of] for path, of in groupby(found, lambda one: one.path)}
    return Remembered(evidence, by_path, where, then)
