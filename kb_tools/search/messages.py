"""Error messages in a question, and the articles whose text has them word for word.

The terms of `rank` do not know their positions. So where a sentence of the question may be an
error message, the texts of the candidates are read: `verbatim` is the share of the messages'
weight that occurs in a text as it is, in stretches of RUN words at least. Function words weigh
nothing, other words their letters, ideographs two each; two ideographs count as a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from kb_tools.error_signs import FAULT
from kb_tools.search import rank
from kb_tools.search.index import Index
from kb_tools.search.question import function_words
from kb_tools.search.retrieve import Hit
from kb_tools.search.terms import CJK, scripts, terms

WORDS = 60
"""How many words of a question are looked for."""
RUN = 2.0
"""Words from which on a stretch of a message is more than chance."""
SHORTEST = 4.0
"""Words that a message has at least."""
RAREST = 3
"""Of so many of the messages' rarest terms a text has one, or it is not read."""
CHINESE = "\u3040"
"""The first of the ideographs."""

_WORD = re.compile(rf"[a-z0-9]+(?:['\u2019][a-z]+)*|[{CJK}]|(?:(?![{CJK}])[^\W_])+")
_SENTENCE = re.compile(
    r"[\n。!?;`“”「」『』]|\.(?=\s)|\b(?:i|we|my|our|me)\b|我们?|请问|怎么|如何|为什么"
)
"""What separates messages; no program says "I" or asks how."""
_ASKED = re.compile(
    r"\b(?:i|we|my|our|me|how|why|what)\b|我|吗|呢|么|啥|请问|如何|为何|怎|\?(?!\S)"
)
"""What shows that somebody asks, and not that a program reports."""
CERTAIN = 8.0
"""Words from which on a message is surely none of a customer's own words."""
QUOTING = 4
"""Ideographs beside a message in an alphabet with which it is quoted by somebody."""


class Word(NamedTuple):
    """A word or an ideograph of a question: its position, its length in words, its weight."""

    start: int
    end: int
    size: float
    weight: float


Message = Sequence[Word]


def worded(index: Index, folded: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits, those first whose text has the question's messages word for word."""
    found = messages(folded)
    if not found:
        return [*hits]
    rarest = _rarest(index, folded, found)

    def scored(hit: Hit) -> Hit:
        if not any(index.impact(number, hit.document) for number in rarest):
            return hit
        share = verbatim(_text(index, hit.document), folded, found)
        return replace(hit, score=hit.score + rank.VERBATIM * share, verbatim=share)

    return sorted(map(scored, hits), key=lambda hit: (-hit.score, hit.document))


@lru_cache(maxsize=64)
def messages(folded: str) -> tuple[Message, ...]:
    """Return the words of each sentence of a question that may be an error message."""
    if not FAULT.search(folded):
        return ()
    ends = [match.span() for match in _SENTENCE.finditer(folded)]
    starts = [0, *(end for _, end in ends)]
    said, found = question_words(folded), []
    for start, end in zip(starts, [*(start for start, _ in ends), len(folded)], strict=True):
        message = [word for word in said if start <= word.start < end]
        if size(message) >= SHORTEST and FAULT.search(folded, start, end):
            found.append(message)
    return tuple(found)


def nothing_else(folded: str) -> float:
    """Return how surely a question is nothing but error messages, from 0 to 1."""
    found, said = messages(folded), question_words(folded)
    if not found or _ASKED.search(folded) or _quoted(folded):
        return 0.0
    return min(1.0, size(said) / CERTAIN) * sum(map(weight, found)) / (weight(said) or 1.0)


def _quoted(folded: str) -> bool:
    """Tell whether a message in an alphabet stands among Chinese words."""
    rest, spoken = scripts(folded)
    return len(spoken) >= QUOTING and FAULT.search(rest) is not None


def verbatim(text: str, folded: str, found: Sequence[Message]) -> float:
    """Return the share of some messages that a text has word for word."""
    told = sum(told_in(runs(text, folded, message)) for message in found)
    return told / (sum(map(weight, found)) or 1.0)


def longest(index: Index, folded: str, document: int) -> str:
    """Return the weightiest stretch of a question's messages that a document has as it is."""
    text = _text(index, document)
    found = (run for message in messages(folded) for run in runs(text, folded, message))
    best = max(found, key=weight, default=())
    return folded[best[0].start : best[-1].end] if best else ""


def _text(index: Index, document: int) -> str:
    return "\0".join((*index.folded(document), *index.parts(document)))


def _rarest(index: Index, folded: str, found: Sequence[Message]) -> list[int]:
    """Return the RAREST terms of some messages, by number."""
    said = {term for m in found for term in terms(folded[m[0].start : m[-1].end])}
    known = [n for term in said if (n := index.number(term)) is not None]
    return nlargest(RAREST, known, key=lambda n: (index.idf(n), n))


@lru_cache(maxsize=64)
def question_words(folded: str) -> tuple[Word, ...]:
    """Return the first WORDS words of a folded question."""
    small, chinese = function_words()
    fillers = () if folded.isascii() else chinese.finditer(folded)
    little = {at for match in fillers for at in range(*match.span())}
    found = []
    for match in islice(_WORD.finditer(folded), WORDS):
        start, end = match.span()
        if folded[start] >= CHINESE:
            found.append(Word(start, end, 0.5, 0.0 if start in little else 2.0))
        else:
            found.append(Word(start, end, 1.0, 0.0 if match[0] in small else float(end - start)))
    return tuple(found)


def runs(text: str, folded: str, words: Message) -> Iterator[Message]:
    """Yield the stretches of some words that occur in a text, from the left, each the longest."""
    first = 0
    while first < len(words):
        last, start = first, words[first].start
        while last < len(words) and folded[start : words[last].end] in text:
            last += 1
        if last > first:
            yield words[first:last]
        first = max(last, first + 1)


def told_in(found: Iterable[Message]) -> float:
    """Return what those stretches weigh that are no chance."""
    return sum([weight(run) for run in found if size(run) >= RUN])


def weight(words: Message) -> float:
    """Return what some words weigh."""
    return sum([word.weight for word in words])


def size(words: Message) -> float:
    """Return how many words some words and ideographs are."""
    return sum([word.size for word in words])
