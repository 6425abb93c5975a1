"""The index for the browser: small files of which a question needs only a few.

`index.js` holds the facts that every question needs. A term's postings stand in one of many
files (which one, its checksum says, so that no directory is needed), titles and addresses in
files of rows, the articles' text in files of passages. Each file is a call of
`kbSearchFile(name, value)`: a script, because nothing else can be read from a folder that was
opened by double click. All but `index.js` are in a folder named by their contents, so that
browsers may keep them and never mix two builds.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb_tools.search import fold_table, packing, rank
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.index import Index

SHARD = 1000
"""Characters of a file of postings, at least on average; a question needs one for each term.
There are never more such files than articles."""
ONE_FILE = 120_000
"""Characters of postings below which they are all in one file."""
ROWS = 4
"""Articles in a file of rows."""
SUMMARY = 160
"""Characters of a summary that a row holds."""
MANY = 2000
"""Articles from which on very common terms are treated as such."""
COMMON = 1 / 4
"""Share of the articles that have a very common term; each row says its weight in the article,
so that long lists of postings need not be read for the little that they tell."""
PART = 2000
"""Characters of a section from which its passage is taken."""
PASSAGES = 3000
"""Characters of a file of passages, at least."""
MOST = 200
"""Counts above this are told by their impact."""
SCALE_STEPS = 64
"""Steps in which postings say a wording's scale; each is a factor of 2^(1/8)."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article for the browser: its address in the site; `labels` are its kind, its products."""

    document: Document
    url: str
    labels: tuple[str, ...] = ()


def files(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Yield (name below `search/`, text) of every file of the index of `pages`."""
    by_path = sorted(pages, key=lambda page: page.document.path)
    index = Index(build(page.document for page in by_path))
    order = _order(by_path, index)
    table = dict(_packed(index, order))
    common = _common(index)
    terms = _shelves(table, len(order))
    homes, passages = _passages([by_path[number] for number in order])
    rows = _rows(by_path, order, homes, _Rows(index, common))
    content = {**terms, **rows, **passages, "characters": fold_table.characters(table)}
    folder = _digest(content)
    facts = {
        **_facts(by_path, index, order),
        "words": fold_table.words(table),
        "common": [index.term(number) for number in common],
        "frequencies": packing.numbers(map(index.frequency, common)),
        "rowsPerFile": _rows_per_file(common),
        "files": len(terms),
        "folder": folder,
    }
    yield _file("index", facts)
    for name, value in content.items():
        yield _file(f"{folder}/{name}", value)


def _order(by_path: Sequence[Page], index: Index) -> list[int]:
    """Return the index's numbers of the articles in the browser's order: by language, length."""
    return sorted(
        range(len(by_path)), key=lambda n: (by_path[n].document.lang, index.lengths[n], n)
    )


def _packed(index: Index, order: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield each term with its postings: by count, by impact, in wordings."""
    places = {number: place for place, number in enumerate(order)}
    counts = _Counts(index)
    units = _Units(index, places)
    for term in range(index.terms):
        plain: list[tuple[int, int]] = []
        strong: list[tuple[int, int]] = []
        for document, impact in zip(*index.postings(term), strict=True):
            count = counts.of(document, impact)
            (plain if count else strong).append((places[document], count or impact))
        fields = (packing.postings(sorted(plain)), packing.postings(sorted(strong)))
        yield index.term(term), "!".join((*fields, units.packed(term)))


class _Counts:
    """Finds out how often a term stands in a body, where that alone made its impact."""

    def __init__(self, index: Index) -> None:
        self._mean = rank.mean_length(index.lengths)
        self._lengths = index.lengths
        self._known: dict[int, dict[int, int]] = {}

    def of(self, document: int, impact: int) -> int:
        """Return the count, or 0 if no count gives exactly this impact."""
        if document not in self._known:
            self._known[document] = self._impacts(self._lengths[document])
        return self._known[document].get(impact, 0)

    def _impacts(self, length: int) -> dict[int, int]:
        norm = rank.length_norm(length, self._mean)
        return {rank.impact(count / norm): count for count in range(MOST, 0, -1)}


class _Units:
    """Packs the wordings that have a term, each with a rough scale."""

    def __init__(self, index: Index, places: Mapping[int, int]) -> None:
        self._index, self._places = index, places
        self._firsts = [index.first_wording(number) for number in range(index.documents)]
        self._steps = [_step(scale) for scale in index.wording_scales]

    def packed(self, term: int) -> str:
        """Return (distance to the next article, unit and scale) for each wording in turn."""
        values: list[int] = []
        before = 0
        for place, unit in sorted(map(self._placed, self._index.units(term))):
            values += (place - before, unit)
            before = place
        return packing.numbers(values)

    def _placed(self, wording: int) -> tuple[int, int]:
        document = self._index.wording_documents[wording]
        unit = wording - self._firsts[document]
        return self._places[document], SCALE_STEPS * unit + self._steps[wording]


def _step(scale: float) -> int:
    """Return a scale as a step of 2^(1/8), from 2^-6 on; 0 is a scale of nothing."""
    return min(SCALE_STEPS - 1, max(1, round(8 * math.log2(scale) + 48))) if scale else 0


def _common(index: Index) -> list[int]:
    """Return the terms of so many articles that their postings are read only if they must."""
    if index.documents < MANY:
        return []
    least = index.documents * COMMON
    return [number for number in range(index.terms) if index.frequency(number) > least]


def _shelves(table: Mapping[str, str], articles: int) -> dict[str, object]:
    size = sum(map(len, table.values()))
    count = 1 if size < ONE_FILE else max(1, min(math.ceil(size / SHARD), articles))
    shelves: list[list[str]] = [[] for _ in range(count)]
    for term, packed in table.items():
        shelves[zlib.crc32(term.encode("utf-8", "surrogatepass")) % count] += (term, packed)
    return {f"terms/{number}": "!".join(shelf) for number, shelf in enumerate(shelves)}


def _passages(ordered: Sequence[Page]) -> tuple[list[int], dict[str, object]]:
    """Return in which file each article's text is, and the files."""
    homes: list[int] = []
    shelves: list[dict[int, object]] = []
    size = PASSAGES
    for number, document in enumerate(page.document for page in ordered):
        if size >= PASSAGES:
            shelves.append({})
            size = 0
        shelves[-1][number] = [
            [part.anchor, part.heading, part.text[:PART]] for part in document.parts
        ]
        size += sum(min(PART, len(part.text)) for part in document.parts)
        homes.append(len(shelves) - 1)
    return homes, {f"text/{number}": shelf for number, shelf in enumerate(shelves)}


def _rows_per_file(common: Sequence[int]) -> int:
    return 1 if common else ROWS


def _rows(
    by_path: Sequence[Page], order: Sequence[int], homes: Sequence[int], made: _Rows
) -> dict[str, object]:
    rows = [
        made.row(by_path[number], number, home) for number, home in zip(order, homes, strict=True)
    ]
    step = _rows_per_file(made.common)
    chunks = (rows[start : start + step] for start in range(0, len(rows), step))
    return {f"rows/{number}": chunk for number, chunk in enumerate(chunks)}


class _Rows:
    """Makes rows: what a list of results shows, and what an exact score needs."""

    def __init__(self, index: Index, common: Sequence[int]) -> None:
        self.common = common
        self._index = index
        self._impacts: list[list[int]] = [[] for _ in range(index.documents)]
        expected = [0] * index.documents
        for place, term in enumerate(common):
            for document, impact in zip(*index.postings(term), strict=True):
                self._impacts[document] += (place - expected[document], impact - 1)
                expected[document] = place + 1

    def row(self, page: Page, number: int, home: int) -> list[object]:
        """Return one article's row; `number` is its place by path, `home` its file of text."""
        record = self._index.record(number)
        first = self._index.first_wording(number)
        scales = self._index.wording_scales[first : first + len(record.texts)].tolist()
        summary = page.document.summary[:SUMMARY]
        shown = [record.id, page.url, list(page.labels), summary, home]
        common = packing.numbers(self._impacts[number])
        return [number, *shown, list(record.texts), scales, common]


def _facts(by_path: Sequence[Page], index: Index, order: Sequence[int]) -> dict[str, object]:
    groups = groupby(order, key=lambda number: by_path[number].document.lang)
    lengths = [(lang, [index.lengths[number] for number in group]) for lang, group in groups]
    return {
        "size": len(order),
        "mean": rank.mean_length(index.lengths),
        "languages": [[lang, len(group), packing.ascending(group)] for lang, group in lengths],
    }


def _digest(content: Mapping[str, object]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def _file(name: str, value: object) -> tuple[str, str]:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{name}.js", f'kbSearchFile("{name}",{text})\n'
