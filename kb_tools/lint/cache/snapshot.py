"""What the last check of a base left in the database, as far as it holds now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.corpus import KnowledgeBase, reading
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.corpus.cache.snapshot import recollected
from kb_tools.corpus.editing import with_contents
from kb_tools.corpus.gathering import same_names
from kb_tools.corpus.listing import Listing
from kb_tools.corpus.parsing import circumstances
from kb_tools.corpus.pictures import is_picture
from kb_tools.lint.cache import encoding
from kb_tools.lint.cache.findings import Lines
from kb_tools.lint.cache.fingerprint import program, states
from kb_tools.text_file import TextFile


@dataclass(frozen=True, slots=True)
class Last:
    """The base at the last check: of the same program, options and site.

    `files` has the stamp and the checksum of each article and picture, `number` says which
    state of the database this is.
    """

    database: store.Connection
    base: KnowledgeBase
    files: Mapping[str, tuple[str, bytes | None]]
    number: int
    day: str
    tally: encoding.Tally
    told: tuple[str, ...]
    """The modules of the rules that have to be asked each time."""

    def lines(self, paths: Sequence[str] | None = None) -> dict[str, Lines]:
        """Return what was found in articles, by default in all."""
        query = "SELECT path, own, among FROM finding"
        if paths is None:
            stored = self.database.execute(query)
            return {path: Lines(own, among) for path, own, among in stored}
        each = (self.database.execute(f"{query} WHERE path = ?", (p,)).fetchone() for p in paths)
        return {found[0]: Lines(*found[1:]) for found in each if found is not None}


_PARTS = {"origin", "foreign", "settings", "places", "names", "told", "tally", "day"}
"""What has to be known besides files, articles and findings."""


def last(database: store.Connection, listing: Listing) -> Last | None:
    """Return what the last check left; None where it was of another program or another site."""
    number = store.number(database)
    known = dict(database.execute("SELECT name, value FROM known WHERE name NOT LIKE '%.%'"))
    if not known.keys() >= _PARTS:
        return None
    config = listing.config
    settings = reading.settings(listing.root, config, json.loads(known["settings"]))
    if known["origin"] != origin(listing, json.loads(known["foreign"]), settings):
        return None
    stored = database.execute("SELECT path, stamp, key FROM file")
    files = {path: (stamp, key) for path, stamp, key in stored}
    keys = {path: key for path, (_, key) in files.items()}
    base = recollected(database, listing, keys, settings, json.loads(known["names"]))
    tally = encoding.Tally(
        {encoding.Kind(*kind): count for kind, count in json.loads(known["tally"])}
    )
    told = tuple(json.loads(known["told"]))
    return Last(database, base, files, number, known["day"], tally, told)


def origin(listing: Listing, foreign: Sequence[str], settings: Mapping[str, TextFile]) -> str:
    """Return what all findings depend on besides the articles.

    `foreign` are the files of third parties' rules. Which rules there are the program tells, and
    the options which of them are wanted.
    """
    site = (listing.config, listing.facts, sorted((f.path, f.source) for f in settings.values()))
    return _digest([program(), states(foreign), *map(repr, site)])


def places(listing: Listing) -> str:
    """Return what tells one set of files from another."""
    return _digest(listing.files)


def _digest(texts: Sequence[str]) -> str:
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def watched(listing: Listing) -> list[str]:
    """Return the files whose content counts: articles, tables of contents and pictures."""
    return [*listing.wanted, *(path for path in listing.files if is_picture(path))]


def edited(last: Last, listing: Listing, stamps: Mapping[str, str]) -> KnowledgeBase | None:
    """Return the base with the articles that say something else now.

    None where more than articles changed, or one is found by another name than before: then
    anything about the others may be otherwise.
    """
    base = last.base
    if base.archive["places"] != places(listing):
        return None
    texts: dict[str, str] = {}
    for path in touched(last, stamps):
        text = reading.text(listing.root, path)
        if not isinstance(text, str) or not (path in base.articles or path in base.contents):
            return None
        given = circumstances(path, base.layout, listing.config)
        if cached.key(given, text) != last.files[path][1]:
            texts[path] = text
    return _with(base, texts)


def touched(last: Last, stamps: Mapping[str, str]) -> list[str]:
    """Return the files that were written since, or may have been."""
    return [p for p, stamp in stamps.items() if not stamp or last.files[p][0] != stamp]


def _with(base: KnowledgeBase, texts: Mapping[str, str]) -> KnowledgeBase | None:
    articles = {path: text for path, text in texts.items() if path in base.articles}
    pages = {path: text for path, text in texts.items() if path not in articles}
    whole = with_contents(base, pages) if pages else base
    if whole is None or not articles:
        return whole
    kb, changed = whole.with_texts(articles), frozenset(articles)
    labels = any("depends" in one.articles[path].meta for path in changed for one in (base, kb))
    return None if labels or not same_names(base, kb, changed) else kb
