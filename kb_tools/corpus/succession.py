"""What a knowledge base with new texts takes over from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kb_tools.article import Article
from kb_tools.corpus.gathering import lineage, named
from kb_tools.corpus.naming import Name
from kb_tools.corpus.resolution import Resolution

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

Pairs = list[tuple[Article, Article]]
"""Articles as they were and as they are, at the same path."""


def inherited(before: KnowledgeBase, changed: Mapping[str, Article]) -> dict[str, object]:
    """Return the cached properties of a base that hold with new versions of articles, too.

    Little holds when an article is new at its path: it may even change the layout.
    """
    own = before.__dict__
    kept: dict[str, object] = {"ancestors": lineage(before, changed)}
    if not changed.keys() <= before.articles.keys():
        return kept
    pairs = [(before.articles[path], article) for path, article in changed.items()]
    kept |= _taken(own, "layout", "folders")
    if all(old.lang == new.lang for old, new in pairs):
        kept |= _taken(own, "languages", "_likely")
    if all(named(old) == named(new) for old, new in pairs):
        kept |= _taken(own, "naming", "address_folders", "nav")
        if "_resolved" in own:
            kept["_resolved"] = _resolved(own["_resolved"], pairs)
    elif "naming" in own:
        names = {path: Name.of(article, before.layout) for path, article in changed.items()}
        kept["naming"] = before.naming.changed(names)
    return kept


def _taken(own: Mapping[str, Any], *names: str) -> dict[str, object]:
    return {name: own[name] for name in names if name in own}


Resolved = dict[str, dict[str, Resolution]]
"""Where links lead, by the path of their source and by target."""


def _resolved(known: Resolved, pairs: Pairs) -> Resolved:
    """Return where links lead as long as every article is found by the same names.

    Those that lead to an article that is no more are worked out again when they are asked for:
    `KnowledgeBase.resolve` looks.
    """
    out = known.copy()
    for old, _ in pairs:
        out.pop(old.path, None)
    return out
