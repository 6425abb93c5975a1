"""Documents into the bytes of an index.

Terms are counted once per document; all that ranking needs later is worked out here, so that
a query only adds up bytes. See `rank` for what the numbers mean.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count, repeat

from kb_tools.search import layout, rank
from kb_tools.search.document import Document
from kb_tools.search.terms import analyse

WIDE = 1 << 16
"""From this many documents on, their numbers need four bytes."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """One document's terms by number: in the body, in what counts more, in parts and wordings."""

    body: Mapping[int, int]
    length: int
    strong: Mapping[int, float]
    parts: Sequence[array[int]]
    wordings: Sequence[array[int]]


def build(documents: Iterable[Document], signature: str = "") -> bytes:
    """Return the index of `documents`; their order does not matter.

    `signature` says what it was made of, for whoever wants to know whether that changed.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    counted = [_counted(document, numbers) for document in ordered]
    names = sorted(numbers)
    provisional = [numbers[name] for name in names]
    final = _inverse(provisional)
    postings = _postings(counted, len(names))
    idfs = [rank.idf(len(ordered), len(documents)) for documents in postings]
    units = _units(counted, len(names))
    facets = _facets(ordered)
    return layout.pack(
        {"signature": signature, "documents": len(ordered), "facets": [*facets]},
        {
            **_strings("term", names),
            **_split_lists("posting", [postings[n] for n in provisional], len(ordered)),
            **_lists("unit", [units[n] for n in provisional]),
            **_wordings(counted, ordered, idfs),
            **_parts(counted, final),
            "length": array("I", (one.length for one in counted)),
            "facet": array("H", (facets[_facet(document)] for document in ordered)),
            **_strings("record", [_record(document) for document in ordered]),
        },
    )


def texts(document: Document) -> list[str]:
    """Return a document's wordings in the order in which the index numbers them."""
    return [document.title, *document.wordings, *document.errors]


def weights(document: Document) -> list[float]:
    """Return how much each of `texts` counts."""
    return [1.0, *repeat(rank.WORDING, len(document.wordings)), *repeat(1.0, len(document.errors))]


def _counted(document: Document, numbers: defaultdict[str, int]) -> _Counted:
    body: Counter[str] = Counter()
    parts = []
    for part in document.parts:
        terms = analyse(f"{part.heading}\n{part.text}")
        body.update(terms)
        parts.append(_numbers(terms, numbers))
    wordings = [analyse(text) for text in texts(document)]
    body.update(chain.from_iterable(wordings[1:]))
    summary = analyse(document.summary)
    body.update(summary)
    return _Counted(
        dict(zip(map(numbers.__getitem__, body), body.values(), strict=True)),
        body.total(),
        _strong(document, wordings, summary, numbers),
        parts,
        [_numbers(terms, numbers) for terms in wordings],
    )


def _numbers(terms: list[str], numbers: defaultdict[str, int]) -> array[int]:
    return array("I", map(numbers.__getitem__, dict.fromkeys(terms)))


def _strong(
    document: Document,
    wordings: list[list[str]],
    summary: list[str],
    numbers: defaultdict[str, int],
) -> Mapping[int, float]:
    """Return the weighted counts of terms in the fields that count more than the body."""
    errors = chain.from_iterable(wordings[1 + len(document.wordings) :])
    headings = chain.from_iterable(analyse(part.heading) for part in document.parts)
    found: defaultdict[int, float] = defaultdict(float)
    for weight, terms in (
        (rank.TITLE, wordings[0]),
        (rank.ERROR, errors),
        (rank.HEADING, headings),
        (rank.SUMMARY, summary),
    ):
        for term in terms:
            found[numbers[term]] += weight
    return found


def _inverse(order: Sequence[int]) -> array[int]:
    inverse = array("I", bytes(4 * len(order)))
    for position, number in enumerate(order):
        inverse[number] = position
    return inverse


def _postings(counted: Sequence[_Counted], terms: int) -> list[array[int]]:
    """Return, for each term, `document << 8 | impact` of every document that has it."""
    lengths = [one.length for one in counted if one.length]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    postings = [array("I") for _ in range(terms)]
    for number, one in enumerate(counted):
        impacts = _impacts(one, rank.length_norm(one.length, mean))
        entries = map((number << 8).__or__, impacts.values())
        lists = map(postings.__getitem__, impacts)
        deque(map(array.append, lists, entries), maxlen=0)
    return postings


def _impacts(one: _Counted, norm: float) -> dict[int, int]:
    by_count = [rank.impact(tf / norm) for tf in range(max(one.body.values(), default=0) + 1)]
    impacts = dict(zip(one.body, map(by_count.__getitem__, one.body.values()), strict=True))
    for term, weight in one.strong.items():
        impacts[term] = rank.impact(weight + one.body.get(term, 0) / norm)
    return impacts


def _units(counted: Sequence[_Counted], terms: int) -> list[array[int]]:
    """Return, for each term, the wordings that have it; wordings are numbered in order."""
    units = [array("I") for _ in range(terms)]
    for number, wording in enumerate(chain.from_iterable(one.wordings for one in counted)):
        for term in wording:
            units[term].append(number)
    return units


def _wordings(
    counted: Sequence[_Counted], documents: Sequence[Document], idfs: Sequence[float]
) -> dict[str, array[int] | array[float]]:
    scales = array("d")
    owners = array("I")
    for number, (one, document) in enumerate(zip(counted, documents, strict=True)):
        for weight, wording in zip(weights(document), one.wordings, strict=True):
            scales.append(rank.scale(weight, [idfs[term] for term in wording]))
            owners.append(number)
    return {"wording_scale": scales, "wording_document": owners}


def _parts(counted: Sequence[_Counted], final: array[int]) -> dict[str, array[int]]:
    """Return the terms of every part, and where each document's parts begin."""
    parts = [
        array("I", sorted(map(final.__getitem__, part))) for one in counted for part in one.parts
    ]
    starts = accumulate((len(one.parts) for one in counted), initial=0)
    return {"document_part": array("I", starts), **_lists("part", parts)}


def _facet(document: Document) -> str:
    return json.dumps([document.lang, document.audience, *sorted(document.products)])


def _facets(documents: Sequence[Document]) -> dict[str, int]:
    return {facet: n for n, facet in enumerate(sorted(set(map(_facet, documents))))}


def _record(document: Document) -> str:
    shown = {
        "id": document.id,
        "path": document.path,
        "lang": document.lang,
        "title": document.title,
        "url": document.url,
        "wordings": document.wordings,
        "errors": document.errors,
        "parts": [(part.anchor, part.heading) for part in document.parts],
    }
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _strings(name: str, values: Sequence[str]) -> dict[str, array[int] | bytes]:
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    starts = array("I", accumulate(map(len, encoded), initial=0))
    return {f"{name}_start": starts, name: b"".join(encoded)}


def _lists(name: str, values: Sequence[array[int]]) -> dict[str, array[int]]:
    starts = array("I", accumulate(map(len, values), initial=0))
    return {f"{name}_start": starts, name: array("I", b"".join(values))}


def _split_lists(
    name: str, values: Sequence[array[int]], documents: int
) -> dict[str, array[int] | bytes]:
    """Like `_lists`, the low byte of each entry apart from the rest: impacts and documents."""
    entries = array("I", b"".join(values))
    numbers: Iterator[int] = (entry >> 8 for entry in entries)
    return {
        f"{name}_start": array("I", accumulate(map(len, values), initial=0)),
        f"{name}_document": array("H" if documents < WIDE else "I", numbers),
        f"{name}_impact": entries.tobytes()[:: entries.itemsize],
    }
