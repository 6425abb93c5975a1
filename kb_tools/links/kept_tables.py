"""What is known of articles' texts (`tables`), in a database."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from kb_tools.corpus.cache.store import Connection, DatabaseError
from kb_tools.links.champions import Column
from kb_tools.links.document import Document
from kb_tools.links.tables import Row, Tables
from kb_tools.links.weighing import Vector

SCHEMA = """
CREATE TABLE IF NOT EXISTS text
    (lang TEXT, number INTEGER, title TEXT, words TEXT, counts BLOB, weights BLOB, shares BLOB,
     PRIMARY KEY (lang, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line
    (lang TEXT, number INTEGER, numbers BLOB, scores BLOB, sums BLOB, terms TEXT, weights BLOB,
     floor REAL, finders BLOB,
     PRIMARY KEY (lang, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS term
    (lang TEXT, word TEXT, weights BLOB, numbers BLOB, seekers BLOB,
     PRIMARY KEY (lang, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS title
    (lang TEXT, word TEXT, weights BLOB, numbers BLOB, PRIMARY KEY (lang, word)) WITHOUT ROWID;
"""
NAMES = {"text": "number", "line": "number", "term": "word", "title": "word"}
"""The tables, and by what their rows are found."""

K = TypeVar("K", int, str)
Values = tuple[Any, ...]


class LostError(DatabaseError):
    """Something that has to be in the database is not, or cannot be read."""


def unread() -> Tables:
    """Return tables in which nothing is yet; `attach` says where it is to be fetched."""
    tables = Tables()
    tables.titles.fetch = lambda _: None
    return tables


def attach(database: Connection, lang: str, tables: Tables) -> None:
    """Let what is not in the tables yet be fetched from a database."""
    source = _Source(database, lang, tables)
    tables.texts.fetch, tables.vectors.fetch = source.text, source.vector
    tables.rows.fetch, tables.finders.fetch = source.row, source.finders
    tables.bodies.fetch, tables.seekers.fetch = source.body, source.seekers
    if tables.titles.fetch is not None:
        tables.titles.fetch = source.title


class _Source(NamedTuple):
    """Where the tables for one language are fetched from."""

    database: Connection
    lang: str
    tables: Tables

    def text(self, number: int) -> Document:
        title, words, counts = _there(self._found("title, words, counts", "text", number))
        return Document(_words(title), dict(zip(_words(words), _ints(counts), strict=True)))

    def vector(self, number: int) -> Vector:
        row = _there(self._found("words, weights, title, shares", "text", number))
        words, weights, title, shares = row
        own = dict(zip(_words(words), _floats(weights), strict=True))
        return Vector(own, dict(zip(_words(title), _floats(shares), strict=True)))

    def row(self, number: int) -> Row:
        row = _there(self._found("numbers, scores, sums, terms, weights, floor", "line", number))
        numbers, best = _ints(row[0]), _floats(row[1])
        scores = dict(zip(numbers[: len(best)], best, strict=True))
        sums = dict(zip(numbers, _floats(row[2]), strict=True))
        own = dict(zip(_words(row[3]), _floats(row[4]), strict=True))
        return Row(scores, sums, own, row[5])

    def finders(self, number: int) -> set[int]:
        return {*_ints(_there(self._found("finders", "line", number))[0])}

    def body(self, word: str) -> Column | None:
        row = self._found("weights, numbers", "term", word)
        return (_floats(row[0]), _ints(row[1])) if row is not None and row[1] else None

    def seekers(self, word: str) -> set[int] | None:
        row = self._found("seekers", "term", word)
        return {*_ints(row[0])} if row is not None else None

    def title(self, word: str) -> Column | None:
        titles = self.tables.titles
        query = "SELECT word, weights, numbers FROM title WHERE lang = ?"
        for name, weights, numbers in self.database.execute(query, (self.lang,)):
            titles.known.setdefault(name, (_floats(weights), _ints(numbers)))
        titles.fetch = None  # every text asks for all of them
        return titles.known.get(word)

    def _found(self, what: str, table: str, key: K) -> Values | None:
        query = f"SELECT {what} FROM {table} WHERE lang = ? AND {NAMES[table]} = ?"  # noqa: S608
        row: Values | None = self.database.execute(query, (self.lang, key)).fetchone()
        return row


def write(database: Connection, lang: str, tables: Tables, *, whole: bool) -> None:
    """Write what is new in the tables; `whole` says that nothing else is valid any more.

    Rows go in sorted, as the database keeps them: that takes it half the time.
    """
    if whole:
        clear(database, lang)
    _replace(database, "text", 7, _texts(lang, tables))
    _replace(database, "line", 9, _lines(lang, tables))
    _replace(database, "term", 5, _terms(lang, tables))
    titles = ((lang, word, *_columns(one)) for word, one in tables.titles.news())
    _replace(database, "title", 4, titles)
    gone = [(lang, number) for number, one in tables.texts.news() if one is None]
    for table in ("text", "line"):
        database.executemany(f"DELETE FROM {table} WHERE lang = ? AND number = ?", gone)  # noqa: S608


def clear(database: Connection, lang: str) -> None:
    """Remove all that is known of the texts in a language."""
    for table in NAMES:
        database.execute(f"DELETE FROM {table} WHERE lang = ?", (lang,))  # noqa: S608


def settle(tables: Tables) -> None:
    """Note that all that is new was written."""
    for by_number in (tables.texts, tables.vectors, tables.rows, tables.finders):
        by_number.changed.clear()
    for by_term in (tables.seekers, tables.bodies, tables.titles):
        by_term.changed.clear()


def _replace(database: Connection, table: str, width: int, rows: Iterable[Values]) -> None:
    places = ", ".join("?" * width)
    database.executemany(f"REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608


def _texts(lang: str, tables: Tables) -> Iterator[Values]:
    for number in tables.texts.changed | tables.vectors.changed:
        text = tables.texts.get(number)
        if text is not None:
            vector = tables.vectors[number]
            counts = array("I", text.counts.values()).tobytes()
            weights, shares = (array("d", one.values()).tobytes() for one in vector)
            words = "\n".join(text.counts)
            yield lang, number, "\n".join(text.title), words, counts, weights, shares


def _lines(lang: str, tables: Tables) -> Iterator[Values]:
    for number in tables.rows.changed | tables.finders.changed:
        row, finders = tables.rows.get(number), tables.finders.get(number) or ()
        if row is not None:
            near, found = (array("I", numbers).tobytes() for numbers in (row.sums, finders))
            own = (array("d", one.values()).tobytes() for one in (row.scores, row.sums, row.terms))
            scores, sums, weights = own
            terms = "\n".join(row.terms)
            yield lang, number, near, scores, sums, terms, weights, row.floor, found


def _terms(lang: str, tables: Tables) -> Iterator[Values]:
    for word in sorted(tables.bodies.changed | tables.seekers.changed):
        seekers = tables.seekers.get(word)
        found = array("I", seekers).tobytes() if seekers else b""
        yield lang, word, *_columns(tables.bodies.get(word)), found


def _columns(found: Column | None) -> tuple[bytes, bytes]:
    return (found[0].tobytes(), found[1].tobytes()) if found is not None else (b"", b"")


def _there(row: Values | None) -> Values:
    if row is None:
        raise LostError
    return row


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _ints(data: bytes) -> array[int]:
    return array("I", data)


def _floats(data: bytes) -> array[float]:
    return array("d", data)
