"""A question as the ranker sees it: its terms, and how much each one counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.search.terms import fold, terms

TERM_LIMIT = 512
"""How many different known terms of a question take part: the weightiest."""
EMPHASIS = 2.0
"""How often an emphasised string (an error code, a quoted message) counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question's text, the same folded, and its terms with 1 + ln(times each occurs)."""

    text: str
    folded: str
    weights: Mapping[str, float]


def question(text: str, emphasis: Sequence[str] = ()) -> Question:
    """Return the question of a text; `emphasis` are strings in it that count more."""
    folded = fold(text)
    counts = Counter(terms(folded))
    weights = {term: 1 + math.log(times) for term, times in counts.items()}
    for term in {term for string in emphasis for term in terms(fold(string))}:
        weights[term] = EMPHASIS * weights.get(term, 1.0)
    return Question(text, folded, weights)
