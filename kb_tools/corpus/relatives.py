"""Which articles belong together: those that share an id, or a path but for the language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kb_tools.corpus.gathering import Form, once

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

_Relatives = Mapping[str, tuple[str, ...]]


def _found(kb: KnowledgeBase) -> _Relatives:
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, name in kb.naming.names.items():
        named["key", name.key].append(path)
        named["id", name.id].append(path)
    found: dict[str, set[str]] = defaultdict(set)
    for paths in named.values():
        for path in paths if len(paths) > 1 else ():
            found[path].update(paths)
    return {path: tuple(sorted(others - {path})) for path, others in found.items()}


def _adapted(
    before: KnowledgeBase, known: _Relatives, kb: KnowledgeBase, changed: frozenset[str]
) -> _Relatives:
    return known if _same(before, kb, changed) else _found(kb)


def _same(before: KnowledgeBase, kb: KnowledgeBase, _changed: frozenset[str]) -> bool:
    return before.naming is kb.naming


relatives = once(_found, _adapted, Form(f"{__name__}.relatives", dict, dict, _same))
"""The articles that share an id with another, or a path but for the language, by path."""
