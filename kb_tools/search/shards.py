"""The index for the browser: small files of which a question needs only a few.

`index.js` holds the facts that every question needs. A term's postings stand in one of many
files (which one, its checksum says, so that no directory is needed), those of very common terms
each in its own; titles and addresses in files of rows, the articles' text in files of passages.
Each file is a call of `kbSearchFile(name, value)`: a script, because nothing else can be read
from a folder that was opened by double click. All but `index.js` are in a folder named by their
contents, so that browsers may keep them and never mix two builds.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb_tools.search import confidence, find, fold_table, packing, rank, shard_terms, shard_words
from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.index import Index
from kb_tools.search.synonyms import Group

FORMAT = 2
"""Goes up with every change of the files: a page that was open before a site was built anew must
not take them for what it knows."""
SHARD = 300
"""Characters of a file of postings, at least on average; a question needs one for each term."""
SHARDS_PER_ARTICLE = 2
"""Files of postings for each article, at most: more would burden hosts more than save bytes."""
ONE_FILE = 120_000
"""Characters of postings below which they are all in one file."""
WORDS = 2000
"""Characters of a file of words, on average; only a misspelt word needs one."""
ROWS = 4
"""Articles in a file of rows."""
SUMMARY = 160
"""Characters of a summary that a row holds."""
PART = 2000
"""Characters of a section from which its passage is taken."""
TEXT = 6400
"""The same of a whole article, a Chinese one counted twice; long sections are cut first."""
LEAST_PART = 60
"""Characters of a section that are always kept."""
PASSAGES = 1500
"""Characters of a file of passages, at least; of many articles, each has a file of its own, so
that the likeliest can be read before their rows say where their text is."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article for the browser: its address in the site; `labels` are its kind, its products."""

    document: Document
    url: str
    labels: tuple[str, ...] = ()


Indexed = Callable[[Sequence[Document]], bytes]
"""Returns the index of documents, as `build` does."""


def files(
    pages: Iterable[Page], alike: Sequence[Group] = (), indexed: Indexed = build
) -> Iterator[tuple[str, str]]:
    """Yield (name below `search/`, text) of every file of the index of `pages`.

    `alike` are groups of phrases that say the same; `indexed` is for who has half of the index.
    """
    by_path = sorted(pages, key=lambda page: page.document.path)
    index = Index(indexed([page.document for page in by_path]))
    order = _order(by_path, index)
    table = dict(shard_terms.packed(index, order))
    common = shard_terms.common(index)
    often = [table.pop(index.term(number)) for number in common]
    known = {*table, *map(index.term, common)}
    # What is written already is not kept twice: of many articles this takes most of the memory.
    content: dict[str, str] = {}
    term_files = _files(table, SHARD, ONE_FILE, len(order))
    content |= _written(_shelves("terms", table, term_files))
    table.clear()
    spelt = shard_words.spelt(index)
    word_files = _files(spelt, WORDS, WORDS, len(order))
    content |= _written(_shelves("words", spelt, word_files))
    spelt.clear()
    content |= _written({f"often/{place}": packed for place, packed in enumerate(often)})
    content |= _written(shard_terms.commonness(index, common))
    least = 0 if common else PASSAGES
    homes, passages = _passages([by_path[number] for number in order], least)
    content |= _written(passages)
    passages.clear()
    content |= _written(_rows(by_path, order, homes, _Rows(index, common)))
    content |= _written({"characters": _folding(known.union(*map("".join, alike)))})
    content |= _written(shard_words.files(alike))
    folder = _digest(content)
    facts = {
        **_facts(by_path, index, order),
        "words": fold_table.words(known),
        "latin": sum(index.term(number).isascii() for number in common),
        "rowsPerFile": _rows_per_file(common),
        "files": term_files,
        "wordFiles": word_files,
        "folder": folder,
    }
    yield _file("index", _json(facts))
    for name, value in content.items():
        yield _file(f"{folder}/{name}", value)


def _written(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _json(value) for name, value in values.items()}


def _folding(used: set[str]) -> list[object]:
    return [fold_table.characters(used), fold_table.words(used)]


def _order(by_path: Sequence[Page], index: Index) -> list[int]:
    """Return the index's numbers of the articles in the browser's order: by language, length."""
    return sorted(
        range(len(by_path)), key=lambda n: (by_path[n].document.lang, index.lengths[n], n)
    )


def _files(table: Mapping[str, str], each: int, one: int, articles: int) -> int:
    """Return over how many files a table is spread; below `one` characters it is all in one."""
    size = sum(map(len, table.values()))
    return 1 if size < one else max(1, min(math.ceil(size / each), SHARDS_PER_ARTICLE * articles))


def _shelves(folder: str, table: Mapping[str, str], count: int) -> dict[str, object]:
    shelves: list[list[str]] = [[] for _ in range(count)]
    for key, packed in table.items():
        shelves[zlib.crc32(key.encode("utf-8", "surrogatepass")) % count] += (key, packed)
    return {f"{folder}/{number}": "!".join(shelf) for number, shelf in enumerate(shelves)}


def _passages(ordered: Sequence[Page], least: int) -> tuple[list[int], dict[str, object]]:
    """Return in which file each article's text is, and the files, of `least` characters each."""
    homes: list[int] = []
    shelves: list[dict[int, object]] = []
    size = least
    for number, document in enumerate(page.document for page in ordered):
        if size >= least:
            shelves.append({})
            size = 0
        most = _most(document.parts)
        shelves[-1][number] = [
            [part.anchor, part.heading, part.text[:most]] for part in document.parts
        ]
        size += sum(min(most, len(part.text)) for part in document.parts)
        homes.append(len(shelves) - 1)
    return homes, {f"text/{number}": shelf for number, shelf in enumerate(shelves)}


def _most(parts: Sequence[Part]) -> int:
    """Return how many characters of each part are kept, so that together they are not too many."""
    left = TEXT if "".join(part.text[:20] for part in parts).isascii() else TEXT // 2
    lengths = sorted(min(PART, len(part.text)) for part in parts)
    for place, length in enumerate(lengths):
        if length * (len(lengths) - place) > left:
            return max(LEAST_PART, left // (len(lengths) - place))
        left -= length
    return PART


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
        self._postings = shard_terms.by_article(index, common)

    def row(self, page: Page, number: int, home: int) -> list[object]:
        """Return one article's row; `number` is its place by path, `home` its file of text."""
        record = self._index.record(number)
        first = self._index.first_wording(number)
        scales = self._index.wording_scales[first : first + len(record.texts)].tolist()
        summary = page.document.summary[:SUMMARY]
        shown = [record.id, page.url, list(page.labels), summary, home, len(record.wordings)]
        common = self._postings[number].packed()
        rounded = [float(f"{scale:.8g}") for scale in scales]
        return [number, *shown, list(record.texts), rounded, common]


def _facts(by_path: Sequence[Page], index: Index, order: Sequence[int]) -> dict[str, object]:
    groups = groupby(order, key=lambda number: by_path[number].document.lang)
    told = [(lang, [rank.told_length(index.lengths[n]) for n in group]) for lang, group in groups]
    return {
        "format": FORMAT,
        "size": len(order),
        "mean": rank.mean_length(index.lengths),
        "fit": _fit(),
        "languages": [[lang, len(group), packing.runs(group)] for lang, group in told],
    }


def _fit() -> dict[str, float]:
    """Return the weights of `confidence`, and from which probability on an answer is shown."""
    return {**confidence.UNREAD.weights, "threshold": find.Wish().threshold}


def _digest(content: Mapping[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name in sorted(content):
        digest.update(f"{name}\0{content[name]}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _file(name: str, value: str) -> tuple[str, str]:
    return f"{name}.js", f'kbSearchFile("{name}",{value})\n'
