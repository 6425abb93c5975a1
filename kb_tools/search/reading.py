"""What the best hits say of a question beyond its terms, for `confidence`.

"What is a cat" is like the title "What is Hugo", whose article knows no cat: of a short question
the rest must be there too. A ticket of many words says much besides.

- `echo`     = the greatest share of a wording that the question has, of the first LOOKED_AT hits
- `trust`    = 1 - max(0, 1 - words / FEW) * (1 - weight of the words that the best hit's text has
               / weight of the question's words), function words left out
- `verbatim` = weight of the question's stretches of two words at least that the best hit's text
               has as they are / weight of the question's words; of a question with error
               `messages`, only of these
- `message`  = how surely the question is nothing but error messages (`messages`)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb_tools.search.index import Index
from kb_tools.search.messages import (
    Message,
    messages,
    nothing_else,
    question_words,
    runs,
    told_in,
    weight,
)
from kb_tools.search.retrieve import Hit, echo
from kb_tools.search.summing import Numbers

FEW = 10.0
"""Words from which on a question says so much that likeness to a wording stands for itself."""
LOOKED_AT = 3
"""Of how many hits the wordings are looked at."""
LONG = 200
"""Characters from which on a question is not looked for: it has words enough."""
ENOUGH = 24_000
"""Bytes of a text that are read."""
ENDING = 2
"""Letters of an ending with which a word is still the same."""


class Reading(NamedTuple):
    """What the best hits say of a question, each from 0 to 1."""

    echo: float
    trust: float
    verbatim: float
    message: float = 0.0


Read = Callable[[Sequence[Hit]], Reading]
"""Says what is read of the best of some hits."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a folded question's hits; `met` is what the question met of each wording.

    Without `texts` these are not read: whatever they say is trusted.
    """

    index: Index
    folded: str
    met: Numbers
    texts: bool = True

    def __call__(self, hits: Sequence[Hit]) -> Reading:
        """Return what is read of the best of some hits."""
        best = hits[0]
        echoed = max(echo(self.index, hit.document, self.met) for hit in hits[:LOOKED_AT])
        wanted = self.texts and len(self.folded) <= LONG
        words = question_words(self.folded) if wanted else ()
        message = nothing_else(self.folded)
        if not (whole := weight(words)):
            return Reading(echoed, 1.0, best.verbatim, message)
        found = [*runs(text := self._text(best.document), self.folded, words)]
        held = sum(weight(run) for run in found if _stands(text, self.folded, run))
        trust = 1 - _few(words) * (1 - held / whole)
        told = best.verbatim if messages(self.folded) else told_in(found) / whole
        return Reading(echoed, trust, told, message)

    def _text(self, document: int) -> str:
        wordings = self.index.folded(document)
        return "\0".join((*wordings, self.index.beginning(document, ENOUGH), ""))


def _few(words: Message) -> float:
    """Return how much a question's words say too little, from 0 to 1."""
    return max(0.0, 1 - sum(word.size for word in words if word.weight) / FEW)


def _stands(text: str, folded: str, run: Message) -> bool:
    """Tell whether a text has a word by itself, or with an ending; one ideograph says nothing."""
    if len(run) > 1:
        return True
    said = folded[run[0].start : run[0].end]
    at = text.find(said) if run[0].size >= 1 else -1
    while at >= 0:
        ending = text[at + len(said) : at + len(said) + ENDING + 1]
        if not (text[at - 1 : at].isalnum() or ending.isalnum()):
            return True
        at = text.find(said, at + 1)
    return False
