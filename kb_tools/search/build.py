"""Documents into the bytes of an index.

Terms are counted once per document; all that ranking needs later is worked out here, so that
a query only adds up bytes. See `rank` for what the numbers mean.
"""

from __future__ import annotations

import gc
import json
import sys
import zlib
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain, count, repeat

from kb_tools.search import layout, rank
from kb_tools.search.document import Document
from kb_tools.search.terms import analyse, fold, terms

_NONE = array("I")

WIDE = 1 << 16
"""From this many documents on, their numbers need four bytes."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """One document's terms by number: of the body alone, of what counts more, of its wordings.

    `strong` has the weighted count in the fields that count more, and the count in the body.
    """

    body: array[int]
    counts: Sequence[int]
    length: int
    strong: Mapping[int, tuple[float, int]]
    wordings: Sequence[array[int]]
    parts: bytes


def build(documents: Iterable[Document], signature: str = "") -> bytes:
    """Return the index of `documents`; their order does not matter.

    `signature` says what it was made of, for whoever wants to know whether that changed.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    with _without_collector():
        return _built(ordered, signature)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small arrays and no cycle among them: looking for one takes a fifth longer."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _built(ordered: Sequence[Document], signature: str) -> bytes:
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    counted = [_counted(document, numbers) for document in ordered]
    names = sorted(numbers)
    provisional = [numbers[name] for name in names]
    postings = _postings(counted, len(names))
    idfs = [rank.idf(len(ordered), len(documents)) for documents in postings]
    units = _units(counted)
    facets = _facets(ordered)
    return layout.pack(
        {"signature": signature, "documents": len(ordered), "facets": [*facets]},
        {
            **_blobs("term", map(_encoded, names)),
            **_split_lists("posting", [postings[n] for n in provisional], len(ordered)),
            **_lists("unit", [units.get(n, _NONE) for n in provisional]),
            **_wordings(counted, ordered, idfs),
            "length": array("I", (one.length for one in counted)),
            **_blobs("parts", [one.parts for one in counted]),
            "facet": array("H", (facets[_facet(document)] for document in ordered)),
            **_blobs("record", map(_encoded, map(_record, ordered))),
        },
    )


def texts(document: Document) -> list[str]:
    """Return a document's wordings in the order in which the index numbers them."""
    return [document.title, *document.wordings, *document.errors]


def weights(document: Document) -> list[float]:
    """Return how much each of `texts` counts."""
    return [1.0, *repeat(rank.WORDING, len(document.wordings)), *repeat(1.0, len(document.errors))]


def _counted(document: Document, numbers: defaultdict[str, int]) -> _Counted:
    parts = [fold(f"{part.heading}\n{part.text}") for part in document.parts]
    wordings = [analyse(text) for text in texts(document)]
    summary = analyse(document.summary)
    body = Counter(list(chain(summary, *wordings[1:], *map(terms, parts))))
    length = body.total()
    strong = {
        numbers[term]: (weight, body.pop(term, 0))
        for term, weight in _strong(document, wordings, summary).items()
    }
    return _Counted(
        array("I", map(numbers.__getitem__, body)),
        list(body.values()),
        length,
        strong,
        [_numbers(found, numbers) for found in wordings],
        packed(parts),
    )


def _numbers(found: list[str], numbers: defaultdict[str, int]) -> array[int]:
    return array("I", map(numbers.__getitem__, dict.fromkeys(found)))


def _strong(
    document: Document, wordings: list[list[str]], summary: list[str]
) -> Mapping[str, float]:
    """Return the weighted counts of terms in the fields that count more than the body."""
    errors = chain.from_iterable(wordings[1 + len(document.wordings) :])
    headings = chain.from_iterable(analyse(part.heading) for part in document.parts)
    found: defaultdict[str, float] = defaultdict(float)
    for weight, field in (
        (rank.TITLE, wordings[0]),
        (rank.ERROR, errors),
        (rank.HEADING, headings),
        (rank.SUMMARY, summary),
    ):
        for term in field:
            found[term] += weight
    return found


def _postings(counted: Sequence[_Counted], size: int) -> list[array[int]]:
    """Return, for each term, `document << 8 | impact` of every document that has it."""
    lengths = [one.length for one in counted if one.length]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    postings = [array("I") for _ in range(size)]
    for number, one in enumerate(counted):
        norm = rank.length_norm(one.length, mean)
        entry = [
            number << 8 | rank.impact(tf / norm) for tf in range(max(one.counts, default=0) + 1)
        ]
        lists = map(postings.__getitem__, one.body)
        deque(map(array.append, lists, map(entry.__getitem__, one.counts)), maxlen=0)
        for term, (weight, times) in one.strong.items():
            postings[term].append(number << 8 | rank.impact(weight + times / norm))
    return postings


def _units(counted: Sequence[_Counted]) -> Mapping[int, array[int]]:
    """Return, for each term in one, the wordings that have it; wordings are numbered in order."""
    units: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
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


def _encoded(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def packed(parts: Sequence[str]) -> bytes:
    """Return the folded texts of a document's parts, made small."""
    return zlib.compress(_encoded("\0".join(parts)), 1)


def _blobs(name: str, values: Iterable[bytes]) -> dict[str, array[int] | bytes]:
    kept = list(values)
    starts = array("I", accumulate(map(len, kept), initial=0))
    return {f"{name}_start": starts, name: b"".join(kept)}


def _lists(name: str, values: Sequence[array[int]]) -> dict[str, array[int]]:
    starts = array("I", accumulate(map(len, values), initial=0))
    return {f"{name}_start": starts, name: array("I", b"".join(values))}


def _split_lists(
    name: str, values: Sequence[array[int]], documents: int
) -> dict[str, array[int] | bytes]:
    """Like `_lists`, the low byte of each entry, an impact, apart from the rest, a document."""
    entries = array("I", b"".join(values))
    if sys.byteorder == "big":
        entries.byteswap()
    raw = entries.tobytes()
    size = 4 if documents >= WIDE else 2
    filled = bytearray(size * len(entries))
    for place in range(min(size, 3)):
        filled[place::size] = raw[place + 1 :: 4]
    numbers = array("I" if size == 4 else "H", bytes(filled))
    if sys.byteorder == "big":
        numbers.byteswap()
    starts = array("I", accumulate(map(len, values), initial=0))
    return {
        f"{name}_start": starts,
        f"{name}_document": numbers,
        f"{name}_impact": raw[::4],
    }
