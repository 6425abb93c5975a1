"""Writing down what a check found, and what the next one has to know of the base."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from kb_tools.article import Article
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import snapshot as bases
from kb_tools.corpus.cache import store
from kb_tools.corpus.gathering import archived, outdated
from kb_tools.lint.cache import snapshot as snapshots
from kb_tools.lint.cache.findings import Lines
from kb_tools.lint.cache.fingerprint import foreign
from kb_tools.lint.cache.memory import Memory
from kb_tools.lint.cache.snapshot import Last
from kb_tools.lint.rule import Rule


def keep(memory: Memory, database: store.Connection, fresh: Mapping[str, Lines]) -> None:
    """Write what was found, if nobody else has written since."""
    with store.written(database):
        if memory.last is None:
            _keep_all(memory, database, fresh)
        elif store.number(database) == memory.last.number:
            _keep_rest(memory, database, memory.last, fresh)


def _keep_all(memory: Memory, database: store.Connection, fresh: Mapping[str, Lines]) -> None:
    kb, listing = memory.kb, memory.listing
    everything = {**kb.articles, **kb.contents}
    keys = {path: bases.key(article, kb) for path, article in everything.items()}
    others = foreign(memory.rules)
    known = {
        **archived(kb, _left_out(memory.rules)),
        "origin": snapshots.origin(listing, others, kb.settings),
        "foreign": json.dumps(others),
        "rules": json.dumps([rule.module for rule in memory.rules]),
        "told": json.dumps([rule.module for rule in memory.rules if rule.is_told]),
        "settings": json.dumps(sorted(kb.settings)),
        **bases.facts(kb),
    }
    for table in ("file", "finding", "known"):
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three names
    _write_articles(database, everything, keys)
    database.executemany("INSERT INTO file VALUES (?, ?)", keys.items())
    database.execute("DELETE FROM article WHERE key NOT IN (SELECT key FROM file)")
    _write(memory, database, fresh, known)


def _keep_rest(
    memory: Memory, database: store.Connection, last: Last, fresh: Mapping[str, Lines]
) -> None:
    kb, changed = memory.kb, memory.changed
    touched = snapshots.touched(last, memory.stamps)
    if memory.stamps == last.stamps and not touched and last.day == memory.day:
        return
    known = archived(kb, names=outdated(last.base, kb, changed)) if kb is not last.base else {}
    if kb.naming is not last.base.naming or kb.files is not last.base.files:
        known |= bases.facts(kb)
    there = {p: kb.articles.get(p) or kb.contents.get(p) for p in {*touched, *changed}}
    articles = {path: article for path, article in there.items() if article is not None}
    keys = {path: bases.key(article, kb) for path, article in articles.items()}
    old = {path: last.key(path) for path in there}
    gone = [(key,) for path, key in old.items() if key != keys.get(path)]
    database.executemany("DELETE FROM article WHERE key = ?", gone)
    for table in ("file", "finding"):
        lost = [(path,) for path in there.keys() - articles.keys()]
        database.executemany(f"DELETE FROM {table} WHERE path = ?", lost)  # noqa: S608 - as above
    _write_articles(database, articles, keys)
    database.executemany("REPLACE INTO file VALUES (?, ?)", keys.items())
    _write(memory, database, fresh, known)


def _write_articles(
    database: store.Connection, articles: Mapping[str, Article], keys: Mapping[str, bytes]
) -> None:
    """Write the articles that are not there yet; one that JSON would change without its facts."""
    query = "SELECT count(*) FROM article WHERE key = ?"
    for path, article in articles.items():
        if database.execute(query, (keys[path],)).fetchone() == (0,):
            line = None
            with suppress(ValueError, TypeError):
                line = cached.encoded(article)
            row = (keys[path], line, article.source.encode())
            database.execute("INSERT INTO article VALUES (?, ?, ?)", row)


def _write(
    memory: Memory,
    database: store.Connection,
    fresh: Mapping[str, Lines],
    known: Mapping[str, str],
) -> None:
    now = {
        "day": memory.day,
        "tally": bases.text([*memory.tally.items()]),
        "stamps": bases.text(memory.stamps),
    }
    if memory.last is None or memory.listing.walk is not memory.last.walk:
        now["walk"] = bases.text(memory.listing.walk)
    every = {**known, **now}
    found = ((path, *lines) for path, lines in fresh.items())
    database.executemany("REPLACE INTO finding VALUES (?, ?, ?)", found)
    database.executemany("REPLACE INTO known VALUES (?, ?)", every.items())
    database.execute("UPDATE state SET number = number + 1")


def _left_out(rules: Sequence[Rule]) -> frozenset[str]:
    """Return the modules of the rules that are not selected: what they gather is not kept."""
    from kb_tools.lint.catalogue import catalogue

    return frozenset(rule.module for rule in catalogue() if rule not in rules)
