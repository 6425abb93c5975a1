"""A knowledge base as it was when it was last checked, read from the database bit by bit.

`kept` writes what a base is found by, and the articles; `recollected` makes a base of that
whose articles are decoded when they are asked for. What is gathered from all of them is in its
`archive`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.corpus.cache.lazy import Fetch, Recalled
from kb_tools.corpus.layout import Layout, Place
from kb_tools.corpus.listing import Listing
from kb_tools.corpus.naming import Name, Naming
from kb_tools.corpus.parsing import circumstances, parsed
from kb_tools.corpus.reading import Fault
from kb_tools.language import Text
from kb_tools.text_file import TextFile

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

_NAMES = "base.names"
"""Where the archive has the names of the articles: many, and not always asked for."""
UNREAD = ("encoding", "unreadable")
"""The faults for which a file is no article."""


class LostError(store.DatabaseError):
    """An article is not in the database any more, or cannot be decoded."""


def facts(kb: KnowledgeBase) -> dict[str, str]:
    """Return as JSON, by name, what has to be known of a base besides its articles."""
    layout = kb.layout
    found: dict[str, Any] = {
        "layout": [dict(layout.folders), dict(layout.names), layout.prefix],
        "languages": kb.languages,
        "folders": sorted(kb.folders),
        "nav": sorted(kb.nav),
        "contents": sorted(kb.contents),
        "faults": [
            [fault.path, fault.reason, fault.message.en, fault.message.zh, fault.line]
            for fault in kb.faults
        ],
    }
    return {"base": text(found), _NAMES: text(kb.naming.names)}


def text(value: object) -> str:
    """Return a plain value as JSON in as few characters as possible."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def key(article: Article, kb: KnowledgeBase) -> bytes:
    """Return the checksum of an article, or a table of contents, of a base."""
    return cached.key(circumstances(article.path, kb.layout, kb.config), article.source)


def recollected(
    database: store.Connection, listing: Listing, settings: Mapping[str, TextFile], known: str
) -> KnowledgeBase:
    """Return the base that was kept, of the same files; `known` are its `facts`.

    To ask it for an article raises LostError when the database has it no more.
    """
    from kb_tools.corpus.knowledge_base import KnowledgeBase

    facts = json.loads(known)
    folders, named, prefix = facts["layout"]
    layout = Layout(folders, {path: Place(*place) for path, place in named.items()}, prefix)
    archive = _Archive(database)
    fetch = _fetching(database, layout, listing.config)
    faults = [Fault(p, why, Text(en, zh), line) for p, why, en, zh, line in facts["faults"]]
    apart = {*facts["contents"], *(fault.path for fault in faults if fault.reason in UNREAD)}
    base = KnowledgeBase(
        listing.config,
        Recalled(dict.fromkeys(sorted({*listing.wanted} - apart)), fetch),
        frozenset(listing.files),
        listing.facts,
        Recalled(dict.fromkeys(facts["contents"]), fetch),
        tuple(faults),
        settings,
        root=listing.root,
    )
    known_of = {
        "archive": archive,
        "layout": layout,
        "languages": tuple(facts["languages"]),
        "folders": frozenset(facts["folders"]),
        "nav": frozenset(facts["nav"]),
        "naming": Naming(lambda: _names(archive)),
    }
    return base.told(known_of)


def _names(archive: Mapping[str, str]) -> dict[str, Name]:
    rows = json.loads(archive[_NAMES])
    return {
        path: Name(lang, id_, given, key, tuple(links), tuple(old))
        for path, (lang, id_, given, key, links, old) in rows.items()
    }


def _fetching(database: store.Connection, layout: Layout, config: Config) -> Fetch:
    query = "SELECT line, source FROM article JOIN file USING (key) WHERE path = ?"

    def fetch(path: str) -> Article:
        row = database.execute(query, (path,)).fetchone()
        try:
            line, source = row[0], row[1].decode("utf-8")
            if line is None:
                return parsed(path, source, layout, config)
            return cached.decoded(line, source)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise LostError(path) from error

    return fetch


class _Archive(Mapping[str, str]):
    """What is known of a base, by name, read from the database when it is asked for."""

    def __init__(self, database: store.Connection) -> None:
        self._database = database
        self._names = {name for (name,) in database.execute("SELECT name FROM known")}

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            raise KeyError(name)
        query = "SELECT value FROM known WHERE name = ?"
        return str(self._database.execute(query, (name,)).fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
