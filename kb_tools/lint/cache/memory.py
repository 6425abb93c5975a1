"""A base that is to be checked, and what is known of it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.cache import store
from kb_tools.corpus.listing import Listing
from kb_tools.lint.cache import encoding
from kb_tools.lint.cache.findings import Lines
from kb_tools.lint.cache.snapshot import Last
from kb_tools.lint.rule import Rule


def loaded(modules: Iterable[str]) -> list[Rule]:
    """Return the rules that modules hold."""
    return [importlib.import_module(name).rule for name in modules]


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
            return loaded(self.last.rules)
        from kb_tools.lint.catalogue import selected

        return selected(self.listing.config.lint)

    @property
    def changed(self) -> frozenset[str]:
        """The files that are others than at the last check."""
        before = None if self.last is None else self.last.base
        return next((a.changed for a in self.kb.ancestors if a.base() is before), frozenset())

    def holds(self, today: date) -> bool:
        """Tell whether all that is kept is as if it had been found now."""
        last = self.last
        return last is not None and self.kb is last.base and last.day == today.isoformat()
