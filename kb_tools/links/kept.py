"""What is known of how akin articles are, kept from one command to the next.

A database of its own beside the one of the articles (`corpus.cache.store` says how two processes
and a killed one go about it). Only what an edit touches is read and written: texts, weights and
rows are fetched when they are asked for. What another version of this program, or another
configuration, worked out is not used.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.links import kept_tables
from kb_tools.links.similar import Similarity
from kb_tools.links.tables import Tables

DatabaseError = store.DatabaseError
BusyError = store.BusyError
_FORM = store.Form(
    "related-2.sqlite3",
    f"""
    CREATE TABLE IF NOT EXISTS article
        (path TEXT PRIMARY KEY, lang TEXT, number INTEGER, digest BLOB, about TEXT,
         numbers BLOB, scores BLOB);
    {kept_tables.SCHEMA}
    CREATE TABLE IF NOT EXISTS known (origin TEXT);
    """,
)
_READ = "SELECT path, lang, number, digest, about, numbers, scores FROM article"
_PROGRAM = ("links", "corpus", "search/terms.py", "search/fold_table.py", "related_list.py")


class Links(NamedTuple):
    """Where an article's text leads, and its list of related articles."""

    text: frozenset[str]
    listed: frozenset[str]


class Subject(NamedTuple):
    """The tags and the products of an article."""

    tags: frozenset[str]
    product: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The articles most akin to one, best first: their numbers in `keys`, and their scores."""

    keys: list[str]
    numbers: array[int]
    scores: array[float]

    def __iter__(self) -> Iterator[str]:
        return map(self.keys.__getitem__, self.numbers)


@dataclass(slots=True)
class Known:
    """What is known of a base, by path and by language.

    `state` is that of the database which has what is not here; None where all is here.
    """

    langs: dict[str, str] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, Links] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    near: dict[str, Near] = field(default_factory=dict)
    alike: dict[str, Similarity] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    """The articles of which something else is known than the database has."""
    state: int | None = None


@contextmanager
def opened(kb: KnowledgeBase) -> Iterator[Store | None]:
    """Yield what is kept of a base; None where it is small, or made of texts only."""
    if kb.root is None or not kb.config.cached or len(kb.articles) < cached.MANY:
        yield None
        return
    with store.opened(kb.config.root, _FORM) as database:
        found = None
        if database is not None:
            with store.tolerant(kb.config.root, _FORM):
                found = Store(database, kb)
        yield found


class Store:
    """What is kept of a base: read and written in one piece, `state` says which."""

    def __init__(self, database: store.Connection, kb: KnowledgeBase) -> None:
        self._database = database
        self._root = kb.config.root
        self._origin = repr([cached.program(*_PROGRAM), kb.config])
        self.state = store.number(database)

    def read(self) -> Known:
        """Return what is kept, most of it to be fetched when it is asked for."""
        known = Known(state=self.state)
        if [*self._database.execute("SELECT origin FROM known")] != [(self._origin,)]:
            known.state = None
            return known
        by_lang: dict[str, Tables] = defaultdict(kept_tables.unread)
        for path, lang, number, digest, about, numbers, scores in self._database.execute(_READ):
            tables = by_lang[lang]
            tables.keys += [""] * (number + 1 - len(tables.keys))
            tables.keys[number] = path
            tables.numbers[path] = number
            known.langs[path], known.digests[path] = lang, digest
            text, listed, tags, product = map(frozenset, json.loads(about))
            known.links[path] = Links(text, listed)
            known.subjects[path] = Subject(tags, product)
            known.near[path] = Near(tables.keys, array("I", numbers), array("d", scores))
        known.alike = {lang: Similarity(tables=one) for lang, one in by_lang.items()}
        self.attach(known)
        return known

    def attach(self, known: Known) -> None:
        """Let what is not known yet be fetched from here."""
        for lang, alike in known.alike.items():
            if not alike.whole:  # else all of it is here
                kept_tables.attach(self._database, lang, alike.tables)

    def write(self, known: Known) -> None:
        """Keep what is new, if nobody else has written since; all of it, if all is here."""
        whole = known.state is None
        if not (whole or known.touched):
            return
        with store.tolerant(self._root, _FORM):
            with store.written(self._database):
                if store.number(self._database) != self.state:
                    return
                self._write(known, whole=whole)
            known.state = self.state + 1
            known.touched.clear()
            for alike in known.alike.values():
                alike.whole = False
                kept_tables.settle(alike.tables)

    def _write(self, known: Known, *, whole: bool) -> None:
        execute = self._database.execute
        if whole:
            for table in (*kept_tables.NAMES, "article", "known"):
                execute(f"DELETE FROM {table}")  # noqa: S608 - one of our own
            execute("INSERT INTO known VALUES (?)", (self._origin,))
        for lang, alike in known.alike.items():
            kept_tables.write(self._database, lang, alike.tables, whole=alike.whole)
        paths = {*known.langs} if whole else known.touched
        gone = ((path,) for path in paths - known.langs.keys())
        self._database.executemany("DELETE FROM article WHERE path = ?", gone)
        rows = (_row(known, path) for path in sorted(paths & known.langs.keys()))
        places = ", ".join("?" * 7)
        self._database.executemany(f"REPLACE INTO article VALUES ({places})", rows)  # noqa: S608
        execute("UPDATE state SET number = number + 1")

    def remove(self) -> None:
        """Forget what is kept: it is damaged."""
        store.remove(self._root, _FORM)


def _row(known: Known, path: str) -> tuple[object, ...]:
    lang, near = known.langs[path], known.near[path]
    about = [sorted(names) for names in (*known.links[path], *known.subjects[path])]
    number = known.alike[lang].tables.numbers[path]
    line = json.dumps(about, ensure_ascii=False)
    kin = near.numbers.tobytes(), near.scores.tobytes()
    return path, lang, number, known.digests[path], line, *kin
