"""Moving an article or a folder."""

from __future__ import annotations

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
    renames = course(kb, old, new)
    texts = edited(kb, mendings(kb, afterwards(kb, renames), renames))
    for path, to in renames.items():
        if path in kb.articles:
            text = texts.get(path, kb.articles[path].text)
            wanted = moved(kb.articles[path], to)
            texts[path] = with_aliases(text, path, kb.config.keys, wanted)
    return Plan(renames, frozenset(), texts)
