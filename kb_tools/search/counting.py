"""What the index has to know of one document: how often which terms occur where.

Everything here is about one document alone, so that an index can be mended by taking one
document's share out and putting another in. The texts that the index keeps are enough to count
again what it was made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kb_tools.search import rank
from kb_tools.search.document import Document
from kb_tools.search.tally import count
from kb_tools.search.terms import fold

_CUT = "\0"
"""Separates the parts of a document; in a text it is a space."""
LINE = "\n"
"""No term reaches across the end of a line."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A document's texts, folded.

    `wordings` are the title, customers' wordings and errors, in that order; the last `errors`
    of them are errors. `parts` hold heading and text.
    """

    wordings: Sequence[str]
    errors: int
    summary: str
    headings: Sequence[str]
    parts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A document's terms: how often in the body, their weight in the fields that count more.

    Terms of such fields are not in `body`: `strong` has their weight, and how often they occur
    in the body. `wordings` have each wording's different terms; `length` is that of the body.
    """

    body: Mapping[str, int]
    strong: Mapping[str, tuple[float, int]]
    wordings: Sequence[Sequence[str]]
    length: int


def texts(document: Document) -> list[str]:
    """Return a document's wordings in the order in which the index numbers them."""
    return [document.title, *document.wordings, *document.errors]


def fields(document: Document) -> Fields:
    """Return a document's texts, folded."""
    headings = [part.heading for part in document.parts]
    return Fields(
        folded(texts(document)),
        len(document.errors),
        fold(document.summary),
        folded(headings),
        folded([f"{part.heading}\n{part.text}" for part in document.parts]),
    )


def folded(lines: Sequence[str]) -> list[str]:
    """Return each text folded: all at once, for every call costs more than a heading."""
    if not lines:
        return []
    return fold(_CUT.join(line.replace(_CUT, " ") for line in lines)).split(_CUT)


def counted(given: Fields) -> Counted:
    """Count a document's terms."""
    wordings = [count(text) for text in given.wordings]
    summary = count(given.summary)
    body = count(LINE.join(given.parts))
    for other in (summary, *wordings[1:]):
        _add(body, other.items())
    length = sum(body.values())
    strong = {
        term: (weight, body.pop(term, 0))
        for term, weight in _strong(given, wordings, summary).items()
    }
    return Counted(body, strong, [tuple(found) for found in wordings], length)


def impacts(found: Counted, mean: float) -> dict[str, int]:
    """Return the impact of each of a document's terms, given the mean length of all."""
    norm = rank.length_norm(found.length, mean)
    plain = ((term, times / norm) for term, times in found.body.items())
    strong = ((term, weight + times / norm) for term, (weight, times) in found.strong.items())
    return {term: rank.impact(tf) for term, tf in chain(plain, strong)}


def _strong(
    given: Fields, wordings: Sequence[Mapping[str, int]], summary: Mapping[str, int]
) -> Mapping[str, float]:
    """Return the weighted counts of terms in the fields that count more than the body."""
    found: defaultdict[str, float] = defaultdict(float)
    headings = count(LINE.join(given.headings))
    errors = wordings[len(wordings) - given.errors :]
    for weight, field in (
        (rank.TITLE, wordings[0]),
        *((rank.ERROR, error) for error in errors),
        (rank.HEADING, headings),
        (rank.SUMMARY, summary),
    ):
        for term, times in field.items():
            found[term] += weight * times
    return found


def _add(found: dict[str, int], more: Iterable[tuple[str, int]]) -> None:
    known = found.get
    for term, times in more:
        found[term] = known(term, 0) + times
