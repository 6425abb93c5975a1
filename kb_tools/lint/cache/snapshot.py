"""What the last check of a base left in the database, as far as it holds now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kb_tools.corpus import KnowledgeBase, reading
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.corpus.cache.snapshot import UNREAD, recollected
from kb_tools.corpus.editing import with_contents, with_places
from kb_tools.corpus.listing import Listing, Walk
from kb_tools.corpus.parsing import circumstances
from kb_tools.corpus.pictures import is_picture
from kb_tools.lint.cache import encoding
from kb_tools.lint.cache.findings import Lines
from kb_tools.lint.cache.fingerprint import program, states
from kb_tools.pattern import matches
from kb_tools.text_file import TextFile


@dataclass(frozen=True, slots=True)
class Last:
    """The base at the last check: of the same program, options and site.

    `walk` found its files, `stamps` are those of the articles and pictures, `number` says which
    state of the database this is.
    """

    database: store.Connection
    base: KnowledgeBase
    walk: Walk
    stamps: Mapping[str, str]
    number: int
    day: str
    tally: encoding.Tally
    rules: tuple[str, ...]
    """The modules of the rules that found all this."""
    told: tuple[str, ...]
    """The modules of those that have to be asked each time."""

    def lines(self, paths: Iterable[str] | None = None) -> dict[str, Lines]:
        """Return what was found in articles, by default in all."""
        query = "SELECT path, own, among FROM finding"
        if paths is None:
            stored = self.database.execute(query)
            return {path: Lines(own, among) for path, own, among in stored}
        each = (self.database.execute(f"{query} WHERE path = ?", (p,)).fetchone() for p in paths)
        return {found[0]: Lines(*found[1:]) for found in each if found is not None}

    def keys(self) -> dict[str, bytes]:
        """Return the checksum of each article."""
        return dict(self.database.execute("SELECT path, key FROM file"))

    def key(self, path: str) -> bytes | None:
        """Return the checksum of one article; None for what was none."""
        query = "SELECT key FROM file WHERE path = ?"
        found = self.database.execute(query, (path,)).fetchone()
        return None if found is None else found[0]


_PARTS = {
    *("origin", "foreign", "settings", "walk", "stamps", "base", "rules", "told", "tally", "day"),
}
"""What has to be known besides articles and findings."""


def walk(database: store.Connection) -> Walk | None:
    """Return the walk that found the files the last time; what is read from now on is of then."""
    store.number(database)
    query = "SELECT value FROM known WHERE name = 'walk'"
    found = database.execute(query).fetchone()
    if found is None:
        return None
    way, files, folders = json.loads(found[0])
    return Walk(way, tuple(files), folders)


def last(database: store.Connection, listing: Listing, walk: Walk) -> Last | None:
    """Return what the last check left; None where it was of another program or another site.

    `walk` is the one that found the files then.
    """
    number = store.number(database)
    known = dict(database.execute("SELECT name, value FROM known WHERE name NOT LIKE '%.%'"))
    if not known.keys() >= _PARTS:
        return None
    config = listing.config
    settings = reading.settings(listing.root, config, json.loads(known["settings"]))
    if known["origin"] != origin(listing, json.loads(known["foreign"]), settings):
        return None
    return Last(
        database,
        recollected(database, listing.earlier(walk), settings, known["base"]),
        walk,
        json.loads(known["stamps"]),
        number,
        known["day"],
        encoding.Tally({encoding.Kind(*kind): n for kind, n in json.loads(known["tally"])}),
        tuple(json.loads(known["rules"])),
        tuple(json.loads(known["told"])),
    )


def origin(listing: Listing, foreign: Sequence[str], settings: Mapping[str, TextFile]) -> str:
    """Return what all findings depend on besides the articles.

    `foreign` are the files of third parties' rules. Which rules there are the program knows, and
    the options which of them are wanted.
    """
    site = (listing.config, listing.facts, sorted((f.path, f.source) for f in settings.values()))
    texts = [program(), states(foreign), *map(repr, site)]
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def watched(listing: Listing) -> list[str]:
    """Return the files whose content counts: articles, tables of contents and pictures."""
    return [*listing.wanted, *(path for path in listing.files if is_picture(path))]


def edited(last: Last, listing: Listing, stamps: Mapping[str, str]) -> KnowledgeBase | None:
    """Return the base with the files that are others now, came or went.

    None where anything about the other articles may be otherwise: when a table of contents lists
    others, a file cannot be read, or there are other languages.
    """
    base = last.base
    texts: dict[str, str] = {}
    others: set[str] = set()
    for path in touched(last, stamps):
        if is_picture(path):
            others.add(path)
            continue
        text = reading.text(listing.root, path)
        if not isinstance(text, str):
            return None
        given = circumstances(path, base.layout, listing.config)
        if cached.key(given, text) != last.key(path):
            texts[path] = text
    return _with(base, texts, others, listing)


def touched(last: Last, stamps: Mapping[str, str]) -> list[str]:
    """Return the files that were written since, or may have been, and the new ones."""
    known = last.stamps
    if known == stamps and "" not in known.values():
        return []
    return [path for path, stamp in stamps.items() if not stamp or known.get(path) != stamp]


def _with(
    base: KnowledgeBase, texts: Mapping[str, str], others: AbstractSet[str], listing: Listing
) -> KnowledgeBase | None:
    files = frozenset(listing.files)
    came, gone = files - base.files, base.files - files
    pages = {path: text for path, text in texts.items() if path in base.contents}
    articles = {path: text for path, text in texts.items() if path not in pages}
    whole = with_contents(base, pages) if pages else base
    if whole is None or _lists(came | gone, listing):
        return None
    if came or gone or others or not articles.keys() <= base.articles.keys():
        faults = _faults(base, listing)
        kb = with_places(whole, articles, gone, files, faults, others=others | came)
    else:
        kb = whole.with_texts(articles) if articles else whole
    return kb if kb is base or _is_alike(base, kb) else None


def _lists(paths: Iterable[str], listing: Listing) -> bool:
    return any(matches(path, listing.config.contents) for path in paths)


def _faults(base: KnowledgeBase, listing: Listing) -> list[reading.Fault]:
    there = {*listing.files}
    unread = [f for f in base.faults if f.reason in UNREAD and f.path in there]
    return [*unread, *reading.case_clashes(listing.files)]


def _is_alike(base: KnowledgeBase, kb: KnowledgeBase) -> bool:
    """Tell whether a base has the languages of another, and depends on the same texts."""
    changed = next((a.changed for a in kb.ancestors if a.base() is base), frozenset())
    metas = [one.articles[p].meta for p in changed for one in (base, kb) if p in one.articles]
    same = kb.layout == base.layout and kb.languages == base.languages
    return same and not any("depends" in meta for meta in metas)
