"""Moving an article or a folder."""

from __future__ import annotations

from collections.abc import Iterable

from kb_tools.corpus import KnowledgeBase
from kb_tools.moves.aliases import moved, with_aliases
from kb_tools.moves.course import course
from kb_tools.moves.mending import mendings
from kb_tools.moves.plan import Plan, afterwards, edited


def move(kb: KnowledgeBase, old: str, new: str) -> Plan:
    """Return what moving `old`, an article or a folder, to `new` does to the files.

    Paths are below the docs folder. Every link leads where it led before, and every old
    address redirects. Raises KbError for what cannot be done without loss.
    """
    return move_all(kb, [(old, new)])


def move_all(kb: KnowledgeBase, pairs: Iterable[tuple[str, str]]) -> Plan:
    """Return what several moves at once do to the files; see `move`."""
    renames: dict[str, str] = {}
    for old, new in pairs:
        if renames.get(old) != new:
            renames |= course(kb, old, new)
    texts = edited(kb, mendings(kb, afterwards(kb, renames), renames))
    for path, to in renames.items():
        if path in kb.articles:
            text = texts.get(path, kb.articles[path].text)
            wanted = moved(kb.articles[path], to, kb.facts.placed)
            texts[path] = with_aliases(text, path, kb.config.keys, wanted)
    return Plan(renames, frozenset(), texts)
