"""A question as the ranker sees it: its terms, and how much each one counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb_tools.search.synonyms import NONE, Synonyms
from kb_tools.search.terms import fold, terms

TERM_LIMIT = 512
"""How many different known terms of a question take part: the weightiest."""
SYNONYM = 0.2
"""How much the terms of another way of saying it count, beside those that were said."""
BRIDGES = 2
"""How many ways of saying a phrase in another language are tried."""
EMPHASIS = 2.0
"""How often an emphasised string (an error code, a quoted message) counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question's text, the same folded, and its terms with 1 + ln(times each occurs).

    `also` are terms of other ways of saying it, with what they count. `bridge` is what the
    synonyms say of it in another script: Chinese for English, and the other way round.
    """

    text: str
    folded: str
    weights: Mapping[str, float]
    also: Mapping[str, float] = field(default_factory=dict)
    bridge: str = ""


def question(text: str, emphasis: Sequence[str] = (), synonyms: Synonyms = NONE) -> Question:
    """Return the question of a text; `emphasis` are strings in it that count more."""
    folded = fold(text)
    counts = Counter(terms(folded))
    weights = {term: 1 + math.log(times) for term, times in counts.items()}
    for term in {term for string in emphasis for term in terms(fold(string))}:
        weights[term] = EMPHASIS * weights.get(term, 1.0)
    near, far = _others(folded, synonyms)
    also = {term: SYNONYM for phrase in near for term in terms(phrase) if term not in weights}
    return Question(text, folded, weights, also, " ".join(far))


def _others(folded: str, synonyms: Synonyms) -> tuple[list[str], list[str]]:
    """Return other ways of saying a question, in the script of what was said and in another."""
    near, far = list[str](), list[str]()
    bridged: Counter[str] = Counter()
    for phrase, other in synonyms.in_text(folded):
        if phrase.isascii() == other.isascii():
            near.append(other)
        elif bridged[phrase] < BRIDGES:
            bridged[phrase] += 1
            far.append(other)
    return near, far
