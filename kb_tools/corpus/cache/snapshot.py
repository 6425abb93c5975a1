"""A knowledge base as it was when it was last checked, read from the database bit by bit.

`kept` writes what a base is found by, and the articles; `recollected` makes a base of that
whose articles are decoded when they are asked for. What is gathered from all of them is in its
`archive`.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb_tools.article import Article
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.corpus.cache.lazy import Families, Places, Recalled
from kb_tools.corpus.layout import Layout, Place
from kb_tools.corpus.listing import Listing
from kb_tools.corpus.parsing import circumstances, parsed
from kb_tools.corpus.reading import Fault
from kb_tools.language import Text
from kb_tools.text_file import TextFile

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

_INDEXES = ("by_address", "aliases", "permalinks")
_SHARED = ("by_id", "_by_key")
_TICK = 50_000_000
"""Nanoseconds in which a file may be written twice and bear the same time."""
_COARSE = 2_000_000_000
"""The same on file systems that know whole seconds only."""


class LostError(Exception):
    """An article is not in the database any more, or cannot be decoded."""


def stamps(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return what changes with a file whenever it is written, by path; "" where that is unsure.

    A file that was written just now may be written again in the same tick of the clock.
    """
    folder, now = f"{root}/", time.time_ns()
    return {path: _stamp(folder + path, now) for path in paths}


def _stamp(file: str, now: int) -> str:
    try:
        stat = os.stat(file)  # noqa: PTH116 - ten thousand of them have to be quick
    except OSError:
        return ""
    latest = max(stat.st_mtime_ns, stat.st_ctime_ns)
    tick = _COARSE if stat.st_mtime_ns % 1_000_000_000 == 0 else _TICK
    if latest + tick > now:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def names(kb: KnowledgeBase) -> str:
    """Return all by which the articles of a base are found, and the files that are none."""
    layout = kb.layout
    found: dict[str, Any] = {
        "layout": [dict(layout.folders), dict(layout.names), layout.prefix],
        "langs": kb.langs,
        "languages": kb.languages,
        "folders": sorted(kb._folders),
        "nav": sorted(kb.nav),
        "contents": sorted(kb.contents),
        "faults": [
            [fault.path, fault.reason, fault.message.en, fault.message.zh, fault.line]
            for fault in kb.faults
        ],
        **{name: _paths(getattr(kb, name)) for name in _INDEXES},
        **{n: {key: _paths(one) for key, one in getattr(kb, n).items()} for n in _SHARED},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _paths(index: Mapping[str, Article]) -> dict[str, str]:
    return {name: article.path for name, article in index.items()}


def key(article: Article, kb: KnowledgeBase) -> bytes:
    """Return the checksum of an article, or a table of contents, of a base."""
    return cached.key(circumstances(article.path, kb.layout, kb.config), article.source)


def recollected(
    database: store.Connection,
    listing: Listing,
    keys: Mapping[str, bytes | None],
    settings: Mapping[str, TextFile],
    known: Mapping[str, Any],
) -> KnowledgeBase:
    """Return the base that was kept, of files with these checksums.

    To ask it for an article raises LostError when the database has it no more.
    """
    from kb_tools.corpus.knowledge_base import KnowledgeBase

    folders, named, prefix = known["layout"]
    layout = Layout(folders, {path: Place(*place) for path, place in named.items()}, prefix)

    def fetch(path: str) -> Article:
        query = "SELECT line, source FROM article WHERE key = ?"
        row = database.execute(query, (keys[path],)).fetchone()
        try:
            line, source = row[0], row[1].decode("utf-8")
            if line is None:
                return parsed(path, source, layout, listing.config)
            return cached.decoded(line, source)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise LostError(path) from error

    contents = frozenset(known["contents"])
    articles = Recalled({p: None for p in listing.wanted if p in known["langs"]}, fetch)
    base = KnowledgeBase(
        listing.config,
        articles,
        frozenset(listing.files),
        listing.facts,
        Recalled({p: None for p in listing.wanted if p in contents}, fetch),
        tuple(Fault(p, why, Text(en, zh), line) for p, why, en, zh, line in known["faults"]),
        settings,
        root=listing.root,
    )
    object.__setattr__(base, "archive", _Archive(database))
    base.__dict__.update(
        layout=layout,
        langs=known["langs"],
        languages=tuple(known["languages"]),
        _folders=frozenset(known["folders"]),
        nav=frozenset(known["nav"]),
        **{name: Places(known[name], articles) for name in _INDEXES},
        **{name: Families(known[name], articles) for name in _SHARED},
    )
    return base


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
