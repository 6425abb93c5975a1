"""Documents into the bytes of an index.

Terms are counted once per document; all that ranking needs later is worked out here, so that
a query only adds up bytes. See `rank` for what the numbers mean, `splice` for the index of
articles of which a few have changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kb_tools.corpus.reading import Progress, reporting
from kb_tools.garbage import uncollected
from kb_tools.search import layout, rank
from kb_tools.search.counting import Fields
from kb_tools.search.cutting import Region, blobs, sizes
from kb_tools.search.document import Document
from kb_tools.search.entry import Entry, kept, made
from kb_tools.search.index import NO_SOURCE, Index, Source
from kb_tools.search.seen import Seen

if TYPE_CHECKING:
    from kb_tools.search.seen_at_once import SeenAtOnce

MANY = 300
"""From this many documents on it pays to import numpy, where it is."""


def build(
    documents: Iterable[Document],
    source: Source = NO_SOURCE,
    progress: Progress | None = None,
) -> bytes:
    """Return the index of `documents`; their order does not matter.

    `progress` is called with how many of them are counted.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    return _built(map(made, reporting(ordered, progress)), _seen(len(ordered)), source)


def rebuild(index: Index, changes: Mapping[str, Document | None], source: Source) -> bytes:
    """Return what `build` returns, without the articles themselves: the index has their texts.

    `changes` are the documents that changed, by path; None for one that is gone.
    """
    paths = {index.record(number).path: number for number in range(index.documents)}
    gone = changes.keys()
    present = {path for path in gone if changes[path] is not None}
    after = sorted((paths.keys() - gone) | present)

    def entries() -> Iterator[tuple[Entry, Fields]]:
        for path in after:
            document = changes.get(path)
            yield made(document) if document else kept(index, paths[path])

    return _built(entries(), _seen(len(after)), source)


def _seen(documents: int) -> Seen | SeenAtOnce:
    """Return what so many documents are to pass by: both come to the same."""
    if documents >= MANY:
        with suppress(ImportError):
            from kb_tools.search.seen_at_once import SeenAtOnce

            return SeenAtOnce()
    return Seen()


def _built(
    documents: Iterable[tuple[Entry, Fields]], seen: Seen | SeenAtOnce, source: Source
) -> bytes:
    with uncollected():
        entries: list[Entry] = []
        for entry, texts in documents:
            entries.append(entry)
            seen.add(texts)
        terms = seen.regions()
        facets = sorted({entry.facet for entry in entries})
        return pack({**terms, **_regions(entries, seen.lengths, facets)}, facets, source)


def _regions(
    entries: Sequence[Entry], lengths: array[int], facets: Sequence[str]
) -> dict[str, Region]:
    """Return the regions that have an item for each document."""
    number = {facet: n for n, facet in enumerate(facets)}
    return {
        **blobs("wording_kind", [entry.kinds for entry in entries]),
        "length": lengths,
        "facet": array("H", (number[entry.facet] for entry in entries)),
        **blobs("parts", [entry.parts for entry in entries]),
        **blobs("summary", [entry.summary for entry in entries]),
        **blobs("record", [entry.record for entry in entries]),
    }


def pack(regions: Mapping[str, Region], facets: Sequence[str], source: Source) -> bytes:
    """Return the bytes of an index of these regions; `facets` are numbered by `facet`."""
    facts = {
        "signature": source.signature,
        "options": source.options,
        "documents": len(regions["length"]),
        "facets": [*facets],
    }
    owners = (n for n, own in enumerate(sizes(regions["wording_kind_start"])) for _ in range(own))
    wordings: dict[str, Region] = {
        "wording_document": array("I", owners),
        "wording_scale": _scales(regions),
    }
    return layout.pack(facts, {**regions, **wordings, "files": source.files})


def _scales(regions: Mapping[str, Region]) -> array[float]:
    kinds = regions["wording_kind"]
    rarities = _rarities(len(kinds), regions, len(regions["length"]))
    return array("d", map(rank.scale, map(rank.KINDS.__getitem__, kinds), rarities))


def _rarities(wordings: int, terms: Mapping[str, Region], documents: int) -> list[list[float]]:
    """Return the idf of each wording's terms, in the order of the terms: sums depend on it."""
    found: list[list[float]] = [[] for _ in range(wordings)]
    idf = cache(partial(rank.idf, documents))
    places = zip(pairwise(terms["unit_start"]), pairwise(terms["posting_start"]), strict=True)
    for (start, end), (first, last) in places:
        if start < end:
            rarity = idf(last - first)
            for wording in terms["unit"][start:end]:
                found[wording].append(rarity)
    return found
