"""The same as `seen`, of many texts at once by numpy: terms are numbers until the end.

A term of Chinese is the number `first character << 18 | second character` (0 where it is
alone), any other is `_WORD |` the place in which it came. A base goes by in pieces, so that what
is worked out of each character is held of few.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np

from kb_tools.search import rank, tally
from kb_tools.search.counting import LINE, Fields
from kb_tools.search.cutting import WIDE, Region, blobs
from kb_tools.search.entry import encoded
from kb_tools.search.terms import CJK

Array = Any
"""An array of numpy: its types would say more of numpy than of what is in it."""

_PIECE = 1 << 19
"""How many characters are looked at together."""
_CHARACTER, _TEXT = 18, 26
"""Bits of a Chinese character's number, and of that of a text among those of a piece."""
_WORD = 1 << 2 * _CHARACTER
_ORDER = "le" if sys.byteorder == "little" else "be"


_ROLE = np.dtype([("document", int), ("body", int), ("weight", float), ("wording", int)])
"""What a text is of: part of its document's body or not, weighed like this, a wording (or -1)."""


class _Rows(NamedTuple):
    """Terms and texts, each pair once, in this order: how often the one occurs in the other."""

    term: Array
    text: Array
    times: Array


class _Runs(NamedTuple):
    """A column of terms in order: each one, and in how many rows it occurs."""

    terms: Array
    sizes: Array

    @classmethod
    def of(cls, column: Array) -> _Runs:
        """Return what a column in order says."""
        first = _firsts(column)
        return cls(column[first], _small(np.diff(first, append=len(column))))


class _Table(NamedTuple):
    """Terms and documents, each pair once, in this order: times in the body, weight beside it."""

    term: _Runs
    document: Array
    times: Array
    weight: Array


class SeenAtOnce:
    """Documents and wordings by term, both in their order."""

    def __init__(self) -> None:
        self.lengths = array("I")
        self._documents = self._wordings = self._waiting = 0
        self._roles: list[tuple[int, int, float, int]] = []
        self._texts: list[str] = []
        self._words = _Words()
        self._tables: list[_Table] = []
        self._units: list[tuple[_Runs, Array]] = []

    def add(self, given: Fields) -> None:
        """Take the next document in."""
        for role, text in _read(given, self._documents, self._wordings):
            if text:
                self._roles.append(role)
                self._texts.append(text)
                self._waiting += len(text)
        self._documents += 1
        self._wordings += len(given.wordings)
        if self._waiting >= _PIECE:
            self._count()

    def _count(self) -> None:
        rows = _rows(self._texts, self._words)
        roles = np.array(self._roles, _ROLE)[rows.text]
        self._tables.append(_table(rows, roles))
        wording = roles["wording"]
        self._units.append((_Runs.of(rows.term[wording >= 0]), wording[wording >= 0]))
        self._roles, self._texts, self._waiting = [], [], 0

    def regions(self) -> dict[str, Region]:
        """Return what an index has for each term, when all documents have passed."""
        if self._texts or not self._tables:
            self._count()
        terms = [table.term.terms for table in self._tables]
        names = _Names.of(np.unique(np.concatenate(terms)), self._words)
        postings = self._postings(names)
        place, wording = _ordered(names, self._units)
        return {
            **blobs("term", map(encoded, names.names)),
            **postings,
            "unit_start": _starts(place, len(names.names)),
            "unit": _array("I", wording),
        }

    def _postings(self, names: _Names) -> dict[str, Region]:
        place, document, times, weight = _ordered(names, self._tables)
        starts = _starts(place, len(names.names))
        del place
        self.lengths = _array("I", np.bincount(document, times, self._documents))
        mean = rank.mean_length(self.lengths)
        norms = np.array([rank.length_norm(length, mean) for length in self.lengths])
        code = "I" if self._documents >= WIDE else "H"
        return {
            "posting_start": starts,
            "posting_document": _array(code, document),
            "posting_impact": b"".join(
                _impacts(weight[part] + times[part] / norms[document[part]])
                for part in _slices(len(document))
            ),
        }


def _slices(size: int) -> Iterator[slice]:
    """Yield pieces of a column: what is worked out of each row is held of few."""
    return (slice(start, start + _PIECE) for start in range(0, size, _PIECE))


def _impacts(weights: Array) -> bytes:
    shares = 255 * weights / (weights + rank.K1)
    return bytes(np.maximum(1, np.floor(shares + 0.5)).astype(np.uint8))


def _read(
    given: Fields, document: int, wording: int
) -> Iterator[tuple[tuple[int, int, float, int], str]]:
    """Yield a document's texts, each with its role; `wording` is the number of the first one."""
    yield (document, 1, 0.0, -1), LINE.join(given.parts)
    yield (document, 1, rank.SUMMARY, -1), given.summary
    yield (document, 0, rank.HEADING, -1), LINE.join(given.headings)
    errors = len(given.wordings) - given.errors
    for place, text in enumerate(given.wordings):
        weight = rank.TITLE if place == 0 else rank.ERROR if place >= errors else 0.0
        yield (document, int(place > 0), weight, wording + place), text


class _Numbers(dict[str, int]):
    """A number for each text, in the order in which they come."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class _Words:
    """The terms of alphabets, and those of each token, which is cut into its terms once."""

    def __init__(self) -> None:
        self.terms = _Numbers()
        self._tokens = _Numbers()
        self._sizes = array("I")
        self._pieces = array("I")

    def rows(self, texts: Sequence[str]) -> Iterator[_Rows]:
        """Yield the terms of texts, and how often they occur there."""
        read = [tally.alphabetic(text) for text in texts]
        of, token = _numbered([tokens for tokens, _ in read], self._tokens)
        for new in islice(self._tokens, len(self._sizes), None):
            pieces = tally.pieces(new)
            self._sizes.append(len(pieces))
            self._pieces.extend(map(self.terms.__getitem__, pieces))
        both, times = np.unique(of << 32 | token, return_counts=True)
        yield self._cut(both >> 32, both & 0xFFFFFFFF, times)
        of, term = _numbered([terms for _, terms in read], self.terms)
        yield _Rows(_WORD | term, of, np.ones_like(term))

    def _cut(self, text: Array, token: Array, times: Array) -> _Rows:
        """Return the terms of each token in the place of the token."""
        sizes, pieces = (np.array(column, np.int64) for column in (self._sizes, self._pieces))
        size = sizes[token]
        shift = (np.cumsum(sizes) - sizes)[token] - (np.cumsum(size) - size)
        term = pieces[np.arange(size.sum()) + np.repeat(shift, size)]
        return _Rows(_WORD | term, np.repeat(text, size), np.repeat(times, size))


def _numbered(listed: Sequence[Sequence[str]], numbers: _Numbers) -> tuple[Array, Array]:
    """Return for each item of some lists the number of its list, and its own."""
    of = np.repeat(np.arange(len(listed)), list(map(len, listed)))
    found = map(numbers.__getitem__, chain.from_iterable(listed))
    return of, np.fromiter(found, np.int64, len(of))


def _rows(texts: Sequence[str], words: _Words) -> _Rows:
    """Return the terms of texts, and how often each is in which."""
    term, text, times = map(np.concatenate, zip(*words.rows(texts), strict=True))
    order = np.argsort(term << _TEXT | text)
    term, text = term[order], text[order]
    first = _firsts(term, text)
    sums = np.add.reduceat(times[order], first)
    both = zip(_chinese(texts), (term[first], text[first], sums), strict=True)
    return _Rows(*map(np.concatenate, both))


def _chinese(texts: Sequence[str]) -> _Rows:
    """Return the characters and pairs of texts, and how often each is in which."""
    wide = ["" if text.isascii() else text for text in texts]
    data = LINE.join([*wide, ""]).encode(f"utf-32-{_ORDER}", "surrogatepass")
    char = np.frombuffer(data, np.uint32)
    of = np.repeat(np.arange(len(wide)), [len(text) + 1 for text in wide])
    there = _ideographs()[char]
    pair = there[:-1] & there[1:]
    alone = char.astype(np.int64) << _CHARACTER
    term = np.concatenate((alone[there], alone[:-1][pair] | char[1:][pair]))
    text = np.concatenate((of[there], of[:-1][pair]))
    both, times = np.unique(term << _TEXT | text, return_counts=True)
    return _Rows(both >> _TEXT, both & ((1 << _TEXT) - 1), times)


@cache
def _ideographs() -> Array:
    """Return for each character whether it is Chinese, Japanese or Korean."""
    found = np.zeros(sys.maxunicode + 1, bool)
    for first, last in zip(CJK[::3], CJK[2::3], strict=True):
        found[ord(first) : ord(last) + 1] = True
    return found


def _firsts(*columns: Array) -> Array:
    """Return the places at which a row differs from the one before."""
    different = np.ones(len(columns[0]), bool)
    different[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(different)


def _table(rows: _Rows, roles: Array) -> _Table:
    """Return the terms of texts as those of their documents; `roles` are the texts' of the rows."""
    document = roles["document"]
    first = _firsts(rows.term, document)
    times, weight = (
        np.add.reduceat(rows.times * roles[column], first) for column in ("body", "weight")
    )
    return _Table(_Runs.of(rows.term[first]), *map(_small, (document[first], times, weight)))


def _small(column: Array) -> Array:
    """Return the same numbers in less room, for there is a table for each piece of a base."""
    for kind in (np.float32,) if column.dtype.kind == "f" else (np.uint8, np.uint16, np.uint32):
        small = column.astype(kind)
        if np.array_equal(small, column):
            return small
    return column


class _Names(NamedTuple):
    """All terms in order; the `place` among them of each of `terms`, -1 for what is none."""

    names: Sequence[str]
    terms: Array
    place: Array

    @classmethod
    def of(cls, terms: Array, words: _Words) -> _Names:
        """Return the names of terms by their numbers, in the order of these."""
        known, wordy = [*words.terms], terms >= _WORD
        texts = [*_characters(terms[~wordy]), *map(known.__getitem__, terms[wordy] - _WORD)]
        order = sorted((n for n, text in enumerate(texts) if text), key=texts.__getitem__)
        place = np.full(len(terms), -1)
        place[order] = np.arange(len(order))
        return cls([texts[n] for n in order], terms, place)


def _characters(terms: Array) -> Iterator[str]:
    """Yield characters and pairs by their numbers; "" for a pair that is no term."""
    last = (1 << _CHARACTER) - 1
    data = np.column_stack((terms >> _CHARACTER, terms & last)).astype(np.uint32).tobytes()
    chars = data.decode(f"utf-32-{_ORDER}")
    for one, other in zip(chars[::2], chars[1::2], strict=True):
        yield one if other == "\0" else one + other if (one + other).isprintable() else ""


def _ordered(names: _Names, tables: list[Any]) -> list[Array]:
    """Return the columns of tables, the first their terms, by the places of these in order.

    No table is left: all together they are large, and so is every column.
    """
    terms, *columns = map(list, zip(*tables, strict=True))
    tables.clear()
    pieces = [_placed(names, terms.pop(0)) for _ in range(len(terms))]
    place = np.concatenate(pieces, dtype=np.int64)
    pieces.clear()
    none = np.count_nonzero(place < 0)
    place <<= 32
    for part in _slices(len(place)):
        place[part] |= np.arange(part.start, min(part.stop, len(place)))
    place.sort()
    order = place.astype(np.uint32)[none:]
    place >>= 32
    return [place[none:], *(_joined(column)[order] for column in columns)]


def _joined(column: list[Array]) -> Array:
    """Return the pieces of a column as one; none is left."""
    found = np.concatenate(column)
    column.clear()
    return found


def _placed(names: _Names, runs: _Runs) -> Array:
    place = names.place[np.searchsorted(names.terms, runs.terms)]
    return np.repeat(place.astype(np.int32), runs.sizes)


def _starts(places: Array, size: int) -> array[int]:
    return _array("I", np.concatenate(([0], np.cumsum(np.bincount(places, minlength=size)))))


def _array(code: str, values: Array) -> array[int]:
    return array(code, values.astype(code).tobytes())
