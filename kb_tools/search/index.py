"""The index of a knowledge base, used as it lies in memory or on the disk."""

from __future__ import annotations

import json
import mmap
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kb_tools.search import layout, rank
from kb_tools.search.terms import fold


@dataclass(frozen=True, slots=True)
class Record:
    """What is shown of an article; `parts` are (anchor, heading) of its sections."""

    id: str
    path: str
    lang: str
    title: str
    url: str
    wordings: tuple[str, ...]
    errors: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The wordings in the order in which the index numbers them: title, asked as, errors."""
        return (self.title, *self.wordings, *self.errors)


@dataclass(frozen=True, slots=True)
class Facet:
    """What articles are filtered by; `audience` is a rank, 0 for everyone."""

    lang: str
    audience: int
    products: frozenset[str]


class Source(NamedTuple):
    """What an index was made of, for a caller who wants to know what of it changed.

    `signature` stands for everything, `options` for all but the articles; `files` is an
    `inventory`.
    """

    signature: str = ""
    options: str = ""
    files: bytes = b""


NO_SOURCE = Source()

RECORDS = 1 << 14
"""Of how many documents is remembered what is shown of them."""
STEP = 256
"""How many terms lie between two that are kept decoded."""


class Index:
    """Every number that `rank` needs, by term and by document.

    Documents are numbered by path, wordings by document, terms by their characters.
    Raises `layout.LayoutError` for bytes that are no index.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        facts, self._regions = layout.unpack(memoryview(data))
        self.signature: str = facts["signature"]
        self.options: str = facts["options"]
        self.documents: int = facts["documents"]
        self.facet_names: tuple[str, ...] = tuple(facts["facets"])
        self.facets = tuple(
            Facet(lang, audience, frozenset(products))
            for lang, audience, *products in map(json.loads, self.facet_names)
        )
        self.languages = tuple(dict.fromkeys(facet.lang for facet in self.facets))
        self.bytes = len(data)
        self.number = lru_cache(maxsize=1 << 16)(self._number)
        self.idf = lru_cache(maxsize=1 << 16)(self._idf)
        self.record = lru_cache(maxsize=RECORDS)(self._record)
        self.following = lru_cache(maxsize=1 << 16)(self._following)
        self.folded = lru_cache(maxsize=RECORDS)(self._folded)
        self.headings = lru_cache(maxsize=RECORDS)(self._headings)
        self.parts = lru_cache(maxsize=32)(self._parts)

    @property
    def terms(self) -> int:
        """How many different terms there are."""
        return len(self._regions["term_start"]) - 1

    def term(self, number: int) -> str:
        """Return a term by its number."""
        return self._text("term", number)

    def _number(self, term: str) -> int | None:
        """Return a term's number, or None if no document has it."""
        place, known = self.seek(term.encode("utf-8", "surrogatepass"))
        return place if known else None

    def seek(self, wanted: bytes) -> tuple[int, bool]:
        """Return where a term is, or would be, and whether it is there."""
        starts, names = self._regions["term_start"], self._regions["term"]
        low = self._place(wanted)
        found = low < self.terms and bytes(names[starts[low] : starts[low + 1]]) == wanted
        return low, found

    def _place(self, wanted: bytes) -> int:
        """Return the number of the first term that is not before `wanted`."""
        starts, names = self._regions["term_start"], self._regions["term"]
        after = bisect_left(self._heads, wanted)
        low, high = max(0, after - 1) * STEP, min(after * STEP, self.terms)
        while low < high:
            middle = (low + high) // 2
            if bytes(names[starts[middle] : starts[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _heads(self) -> list[bytes]:
        """Every so many terms one, so that the way to any other is short."""
        starts, names = self._regions["term_start"], self._regions["term"]
        return [bytes(names[starts[n] : starts[n + 1]]) for n in range(0, self.terms, STEP)]

    def _following(self, prefix: str) -> str:
        """Return the characters that make a term of `prefix`, each by itself."""
        wanted = prefix.encode("utf-8", "surrogatepass")
        found = []
        for number in range(self._place(wanted), self.terms):
            term = self.term(number)
            if not term.startswith(prefix):
                break
            if len(term) == len(prefix) + 1:
                found.append(term[-1])
        return "".join(found)

    def versions(self, document: int) -> Sequence[int]:
        """Return the documents with the id of a document, itself among them, in order."""
        return self._versions[self.record(document).id]

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[int]]:
        """All documents by id: asked only where an answer is in another language."""
        found: dict[str, list[int]] = {}
        for number in range(self.documents):
            found.setdefault(self._record(number).id, []).append(number)
        return found

    def place(self, path: str) -> int:
        """Return where the document of a path is among all, or would be."""
        return bisect_left(range(self.documents), path, key=lambda n: self.record(n).path)

    def frequency(self, number: int | None) -> int:
        """Return how many documents have the term; 0 for a term that is not there."""
        if number is None:
            return 0
        starts = self._regions["posting_start"]
        return starts[number + 1] - starts[number]

    def _idf(self, number: int | None) -> float:
        """Return how much the term says."""
        return rank.idf(self.documents, self.frequency(number))

    def postings(self, number: int) -> tuple[memoryview, memoryview]:
        """Return the documents that have the term, ascending, and its impact on each."""
        starts, documents, impacts = self._postings
        place = slice(starts[number], starts[number + 1])
        return documents[place], impacts[place]

    def impact(self, number: int, document: int) -> int:
        """Return the impact of a term on a document, 0 if it does not have the term."""
        documents, impacts = self.postings(number)
        place = bisect_left(documents, document)
        there = place < len(documents) and documents[place] == document
        return impacts[place] if there else 0

    @cached_property
    def _postings(self) -> tuple[memoryview, memoryview, memoryview]:
        """Asked of every term of a question, and again of every answer."""
        region = self.region
        return region("posting_start"), region("posting_document"), region("posting_impact")

    def units(self, number: int) -> memoryview:
        """Return the wordings that have the term, ascending."""
        return self._list("unit", number)

    @property
    def wording_documents(self) -> memoryview:
        """The document of each wording."""
        return self._regions["wording_document"]

    @property
    def wording_scales(self) -> memoryview:
        """`rank.scale` of each wording."""
        return self._regions["wording_scale"]

    def first_wording(self, document: int) -> int:
        """Return the number of a document's first wording, its title."""
        first: int = self._regions["wording_kind_start"][document]
        return first

    def wordings(self, document: int) -> range:
        """Return the numbers of a document's wordings."""
        return range(*self._regions["wording_kind_start"][document : document + 2])

    @property
    def wording_kinds(self) -> memoryview:
        """The place of each wording's weight in `rank.KINDS`."""
        return self._regions["wording_kind"]

    def _parts(self, document: int) -> list[str]:
        """Return the folded text of each of a document's parts, heading first."""
        packed = zlib.decompress(self.blob("parts", document))
        return packed.decode("utf-8", "surrogatepass").split("\0")

    def beginning(self, document: int, limit: int) -> str:
        """Return a document's folded text, of a long one the first `limit` bytes."""
        packed = self.blob("parts", document)
        if 3 * len(packed) < limit:
            return "\0".join(self.parts(document))
        return zlib.decompressobj().decompress(packed, limit).decode("utf-8", "ignore")

    @property
    def lengths(self) -> memoryview:
        """How many terms each document's body has."""
        return self._regions["length"]

    def facet(self, document: int) -> Facet:
        """Return what a document is filtered by."""
        return self.facets[self._regions["facet"][document]]

    @property
    def facet_numbers(self) -> memoryview:
        """The number of each document's facet."""
        return self._regions["facet"]

    def _record(self, document: int) -> Record:
        """Return what is shown of a document."""
        shown: dict[str, Any] = json.loads(self._text("record", document))
        parts = tuple((anchor, heading) for anchor, heading in shown.pop("parts"))
        wordings, errors = tuple(shown.pop("wordings")), tuple(shown.pop("errors"))
        return Record(**shown, wordings=wordings, errors=errors, parts=parts)

    def _folded(self, document: int) -> tuple[str, ...]:
        """Return a document's wordings as they are compared letter by letter."""
        return tuple(map(fold, self.record(document).texts))

    def _headings(self, document: int) -> tuple[str, ...]:
        """Return the headings of a document's parts as they are compared letter by letter."""
        return tuple(fold(heading) for _, heading in self.record(document).parts)

    def _text(self, name: str, number: int) -> str:
        return str(self.blob(name, number), "utf-8", "surrogatepass")

    @property
    def files(self) -> bytes:
        """The `inventory` of the files that the index was made of."""
        return bytes(self._regions["files"])

    def region(self, name: str) -> memoryview:
        """Return a region as it lies in the index, for `splice`."""
        return self._regions[name]

    def blob(self, name: str, number: int) -> memoryview:
        """Return the bytes that the index keeps of a document, or of a term."""
        starts = self._regions[f"{name}_start"]
        return self._regions[name][starts[number] : starts[number + 1]]

    def _list(self, name: str, number: int) -> memoryview:
        starts = self._regions[f"{name}_start"]
        return self._regions[name][starts[number] : starts[number + 1]]


def opened(place: Path) -> Index | None:
    """Return the index in a file, None where none can be read: it is then rebuilt."""
    try:
        with place.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Index(memoryview(data))
    except (OSError, ValueError, layout.LayoutError):
        return None
