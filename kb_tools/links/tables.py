"""What is known of how alike articles are, so that it can be kept and an edit can correct it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kb_tools.links.champions import Columns
from kb_tools.links.document import Document
from kb_tools.links.table import Table
from kb_tools.links.weighing import Vector


class Row(NamedTuple):
    """The articles that a text was compared with, by number, and how it found them."""

    scores: dict[int, float]
    sums: dict[int, float]
    """What each of them brought with it to be compared at all, and each of those in reserve."""
    terms: dict[str, float]
    """The terms that put them forward, and what they weigh in the text."""
    floor: float
    """Nobody who is not among the sums brought more."""


NO_ROW = Row({}, {}, {}, 0.0)


@dataclass(slots=True)
class Tables:
    """What is known of articles, by number or by term; `keys` has each article at its number."""

    keys: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """The articles that are there."""
    texts: Table[int, Document] = field(default_factory=Table)
    vectors: Table[int, Vector] = field(default_factory=Table)
    rows: Table[int, Row] = field(default_factory=Table)
    finders: Table[int, set[int]] = field(default_factory=Table)
    """Whose rows an article is in."""
    seekers: Table[str, set[int]] = field(default_factory=Table)
    """Whose rows were found by a term."""
    bodies: Columns = field(default_factory=Table)
    titles: Columns = field(default_factory=Table)
