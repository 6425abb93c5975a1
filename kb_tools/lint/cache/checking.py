"""What the last check of a base found, and the little that has to be looked at again.

A check after an edit gives exactly the findings of a check of everything, and costs what the
edit touches. Three things make that true:

1. A rule with scope `file` looks at its own article only: what it found holds as long as the
   article, the options and the program are the same.
2. A rule that looks at others says by its `concerns` whose findings change when articles are
   edited, come or go. Where a rule cannot say, when there are other languages, and on another
   day, these rules look at every article again.
3. A rule that asks git or the network is run again each time, on its `candidates`.

The base before the edit is read from the database, article by article as it is asked for
(`corpus.cache.snapshot`), and the edit is made on it as an editor makes it, so that all that is
`gathered` is adapted and not made anew.

What is kept is for the rules that the configuration selects; a command line that selects some of
them reads its share of it, and one that selects others does without.
"""

from __future__ import annotations

import importlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, Progress
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import snapshot as bases
from kb_tools.corpus.cache import store
from kb_tools.corpus.gathering import archived, outdated
from kb_tools.corpus.listing import Listing, Walk
from kb_tools.corpus.stamps import stamps as stamped
from kb_tools.diagnostic import Diagnostic
from kb_tools.files import cache_folder
from kb_tools.lint.cache import encoding
from kb_tools.lint.cache import snapshot as snapshots
from kb_tools.lint.cache.findings import Kept, Lines
from kb_tools.lint.cache.fingerprint import foreign
from kb_tools.lint.cache.snapshot import Last
from kb_tools.lint.engine import by_article, lost
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Rule

Count = Callable[[int, int], None]


@dataclass(slots=True)
class Memory:
    """A base that is to be checked, and what is known of it."""

    database: store.Connection | None
    listing: Listing
    kb: KnowledgeBase
    stamps: Mapping[str, str] = field(default_factory=dict)
    last: Last | None = None
    """What still holds; None where every article has to be looked at among the others."""
    own: Mapping[tuple[str, bytes], str] = field(default_factory=dict)
    """What articles have by themselves, by path and checksum, where `last` is None."""
    fresh: dict[str, Lines] | None = None
    """What was found now; None as long as not everything is known."""
    tally: encoding.Tally = field(default_factory=encoding.Tally)
    day: str = ""

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules that the configuration selects: what is kept is what they found."""
        if self.last is not None:
            return _loaded(self.last.rules)
        from kb_tools.lint.catalogue import selected

        return selected(self.listing.config.lint)

    def holds(self, today: date) -> bool:
        """Tell whether all that is kept is as if it had been found now."""
        last = self.last
        return last is not None and self.kb is last.base and last.day == today.isoformat()


@contextmanager
def remembering(config: Config, progress: Progress | None = None) -> Iterator[Memory]:
    """Yield what is known of a base as it is now; what is found meanwhile is kept in the end.

    Raises LostError, then or later, when the database turns out to be damaged.
    """
    listing = None if store.exists(config.root) else Listing.of(config)
    if listing is not None and len(listing.wanted) < cached.MANY:
        yield Memory(None, listing, KnowledgeBase.load(config, progress))
        return
    with store.opened(config.root) as database:
        walk = None if database is None else _walk(database, config)
        listing = listing or Listing.of(config, walk)
        memory = _recalled(database, listing, walk, progress)
        yield memory
        if memory.fresh is not None and memory.database is not None:
            with store.tolerant(config.root):
                _keep(memory, memory.database, memory.fresh)


def forget(config: Config) -> None:
    """Remove what is known of a base."""
    with suppress(OSError):
        (cache_folder(config.root) / store.NAME).unlink()


def _walk(database: store.Connection, config: Config) -> Walk | None:
    with store.tolerant(config.root), suppress(TypeError):
        return snapshots.walk(database)
    return None


def _recalled(
    database: store.Connection | None,
    listing: Listing,
    walk: Walk | None,
    progress: Progress | None,
) -> Memory:
    stamps = stamped(listing.root, snapshots.watched(listing))
    own: dict[tuple[str, bytes], str] = {}
    if database is not None:
        with store.tolerant(listing.config.root):
            last = None if walk is None else snapshots.last(database, listing, walk)
            kb = None if last is None else snapshots.edited(last, listing, stamps)
            if kb is not None:
                return Memory(database, listing, kb, stamps, last)
            own = {} if last is None else _own(last)
        if database.in_transaction:
            database.execute("COMMIT")  # whoever loads the base writes, too
    kb = KnowledgeBase.load(listing.config, progress)
    same = kb.files == frozenset(listing.files)  # else somebody is at work
    return Memory(database if same else None, listing, kb, stamps, own=own)


def _own(last: Last) -> dict[tuple[str, bytes], str]:
    keys, found = last.keys(), last.lines()
    return {(path, key): found[path].own for path, key in keys.items() if path in found}


def asked(memory: Memory) -> list[Rule]:
    """Return the rules that have to be asked although all that is kept `holds`."""
    return _loaded(memory.last.told if memory.last is not None else ())


def _loaded(modules: Iterable[str]) -> list[Rule]:
    return [importlib.import_module(name).rule for name in modules]


def still(
    memory: Memory, rules: Sequence[Rule], today: date, paths: Collection[str], evidence: Evidence
) -> Sequence[Diagnostic]:
    """Return what was found the last time, where that `holds`, and what the `asked` find now."""
    if memory.last is None:
        raise ValueError(memory)
    kb, whole = memory.kb, len(paths) == len(memory.kb.articles)
    told = _told(kb, rules, today, evidence)
    gone = [*lost(kb, rules, today, evidence)] if whole else []
    tally = memory.last.tally + encoding.tally(d for found in (*told.values(), gone) for d in found)
    stored = memory.last.lines
    return Kept(paths, {}, told, gone, stored=stored, tally=tally if whole else None)


def check(
    memory: Memory,
    rules: Sequence[Rule],
    today: date,
    paths: Collection[str],
    evidence: Evidence,
    count: Count,
) -> Sequence[Diagnostic]:
    """Return what rules find in the articles at `paths`, in order of place.

    What is wrong with articles that are there no more comes last, where all are checked.
    """
    kb, whole = memory.kb, len(paths) == len(memory.kb.articles)
    gone = [*lost(kb, rules, today, evidence)] if whole else []
    codes = {rule.code for rule in rules}
    kept = {rule.code for rule in memory.rules}
    same = codes == kept and whole
    if memory.database is None or not codes <= kept or (memory.last is None and not same):
        return [*_plain(kb, rules, today, paths, evidence, count), *gone]
    told = _told(kb, rules, today, evidence)
    fresh = _look(memory, today, count)
    tally = memory.tally + encoding.tally(d for found in (*told.values(), gone) for d in found)
    stored = dict if memory.last is None else memory.last.lines
    return Kept(
        *(paths, fresh, told, gone),
        stored=stored,
        codes=None if codes == kept else codes,
        tally=tally if same else None,
    )


def _plain(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    today: date,
    paths: Collection[str],
    evidence: Evidence,
    count: Count,
) -> Iterator[Diagnostic]:
    for number, found in enumerate(by_article(kb, rules, today, paths, evidence), 1):
        yield from found
        count(number, len(paths))


def _told(
    kb: KnowledgeBase, rules: Sequence[Rule], today: date, evidence: Evidence
) -> dict[str, list[Diagnostic]]:
    """Return what the rules find that are told something besides the base, by path."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for rule in rules:
        there = not rule.about_removed and rule.asking(today, evidence) is not None
        if _is_told(rule) and there:
            paths = sorted(rule.candidates(kb, evidence))
            each = by_article(kb, [rule], today, paths, evidence)
            for path, one in zip(paths, each, strict=True):
                found[path] += one
    return found


def _is_told(rule: Rule) -> bool:
    return not {"today"}.issuperset(rule.wants)


def _look(memory: Memory, today: date, count: Count) -> dict[str, Lines]:
    """Return what is found in the articles that have to be looked at; the memory learns it."""
    kb, last = memory.kb, memory.last
    rules = [rule for rule in memory.rules if not (_is_told(rule) or rule.about_removed)]
    alone = [rule for rule in rules if rule.scope == "file" and not rule.wants]
    among = [rule for rule in rules if rule not in alone]
    changed = frozenset() if last is None else _changed(last, kb)
    paths = sorted(kb.articles if last is None else _concerned(last, kb, among, changed, today))
    before = {} if last is None else last.lines({*paths, *changed})
    own = _own_kept(memory) if last is None else _own_same(before, changed)
    tally = encoding.Tally() if last is None else last.tally.copy()
    for path, lines in before.items():
        tally.subtract(encoding.tally(lines.all(path)))
    anew = [path for path in paths if path not in own]
    own |= dict(zip(anew, map(encoding.written, by_article(kb, alone, today, anew)), strict=True))
    fresh: dict[str, Lines] = {}
    for number, found in enumerate(by_article(kb, among, today, paths), 1):
        path = paths[number - 1]
        fresh[path] = Lines(own[path], encoding.written(found))
        tally.update(encoding.tally([*encoding.read(path, own[path]), *found]))
        count(number, len(paths))
    memory.fresh, memory.day, memory.tally = fresh, today.isoformat(), +tally
    return fresh


def _own_same(before: Mapping[str, Lines], changed: Collection[str]) -> dict[str, str]:
    return {path: lines.own for path, lines in before.items() if path not in changed}


def _own_kept(memory: Memory) -> dict[str, str]:
    """Return what is known of articles that are as they were, although others are not."""
    kb, own = memory.kb, memory.own
    keys = ((p, bases.key(a, kb)) for p, a in kb.articles.items()) if own else ()
    return {path: own[path, key] for path, key in keys if (path, key) in own}


def _concerned(
    last: Last, kb: KnowledgeBase, rules: Iterable[Rule], changed: frozenset[str], today: date
) -> Collection[str]:
    """Return the articles that edits changed, and those whose findings they may have changed."""
    if last.day != today.isoformat():
        return kb.articles.keys()
    found = set(changed)
    for rule in rules if changed else ():
        paths = rule.concerns(last.base, kb, changed)
        if paths is None:
            return kb.articles.keys()
        found.update(paths)
    return found & kb.articles.keys()


def _changed(last: Last, kb: KnowledgeBase) -> frozenset[str]:
    return next((a.changed for a in kb.ancestors if a.base() is last.base), frozenset())


def _keep(memory: Memory, database: store.Connection, fresh: Mapping[str, Lines]) -> None:
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
        "told": json.dumps([rule.module for rule in memory.rules if _is_told(rule)]),
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
    kb, changed = memory.kb, _changed(last, memory.kb)
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
        "walk": bases.text(memory.listing.walk),
        "stamps": bases.text(memory.stamps),
    }
    every = {**known, **now}
    found = ((path, *lines) for path, lines in fresh.items())
    database.executemany("REPLACE INTO finding VALUES (?, ?, ?)", found)
    database.executemany("REPLACE INTO known VALUES (?, ?)", every.items())
    database.execute("UPDATE state SET number = number + 1")


def _left_out(rules: Sequence[Rule]) -> frozenset[str]:
    """Return the modules of the rules that are not selected: what they gather is not kept."""
    from kb_tools.lint.catalogue import catalogue

    return frozenset(rule.module for rule in catalogue() if rule not in rules)
