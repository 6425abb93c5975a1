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
`gathered` is adapted and not rebuilt.

What is kept is for the rules that the configuration selects; a command line that selects some of
them reads its share of it, and one that selects others does without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, Progress
from kb_tools.corpus.cache import articles as cached
from kb_tools.corpus.cache import store
from kb_tools.corpus.listing import Listing, Walk
from kb_tools.corpus.stamps import stamps as stamped
from kb_tools.lint.cache import snapshot as snapshots
from kb_tools.lint.cache.keeping import keep
from kb_tools.lint.cache.memory import Memory
from kb_tools.lint.cache.snapshot import Last


@contextmanager
def remembering(config: Config, progress: Progress | None = None) -> Iterator[Memory]:
    """Yield what is known of a base as it is now; what is found meanwhile is kept in the end.

    Raises DatabaseError, then or later, when the database turns out to be damaged.
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
                keep(memory, memory.database, memory.fresh)


def forget(config: Config) -> None:
    """Remove what is known of a base."""
    store.remove(config.root)


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
    sound = False
    if database is not None:
        with store.tolerant(listing.config.root):
            last = None if walk is None else snapshots.last(database, listing, walk)
            kb = None if last is None else snapshots.edited(last, listing, stamps)
            if kb is not None:
                return Memory(database, listing, kb, stamps, last)
            own = {} if last is None else _own(last)
            sound = True
        with store.tolerant(listing.config.root):
            if database.in_transaction:
                database.execute("COMMIT")  # the process that loads the base writes, too
    kb = KnowledgeBase.load(listing.config, progress)
    sound = sound and kb.files == frozenset(listing.files)  # else somebody is at work
    return Memory(database if sound else None, listing, kb, stamps, own=own)


def _own(last: Last) -> dict[tuple[str, bytes], str]:
    keys, found = last.keys(), last.lines()
    return {(path, key): found[path].own for path, key in keys.items() if path in found}
