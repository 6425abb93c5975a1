"""A knowledge base that is being written in, with its findings: what one edit changes.

An edited article is checked at once. Some rules first learn something of all articles, who links
to whom, which are alike: they go by what they learned when the base was last checked as a whole,
and that is made anew in steps when nobody is waiting.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.engine import findings
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.rule import Rule


@dataclass(frozen=True, slots=True)
class Live:
    """The base as it is now, as it was when it was checked whole, and the findings by path.

    `found` has an entry, if an empty one, for every article that is watched.
    """

    kb: KnowledgeBase
    known: KnowledgeBase
    rules: Sequence[Rule]
    found: Mapping[str, Sequence[Diagnostic]]
    evidence: Evidence = NOTHING
    slow: frozenset[str] = frozenset()
    """Codes of the rules that learn for so long that a writer would wait for them."""

    @property
    def is_settled(self) -> bool:
        """Whether everything was checked since the last edit."""
        return self.kb is self.known

    def edited(self, texts: Mapping[str, str], today: date) -> Live:
        """Return the base after an edit; only the articles in `texts` are checked."""
        kb = self.kb.with_texts(texts)
        new = {path: self._found(kb, path, today) for path in texts if path in self.found}
        return dataclasses.replace(self, kb=kb, found={**self.found, **new})

    def _found(self, kb: KnowledgeBase, path: str, today: date) -> list[Diagnostic]:
        slow = [rule for rule in self.rules if rule.code in self.slow]
        fast = [rule for rule in self.rules if rule.code not in self.slow]
        article, evidence = kb.articles[path], self.evidence
        own = _against_itself(self.known, path, slow, today, evidence)
        learned = findings(article, self.known, slow, today, evidence)
        told = findings(article, kb, fast, today, evidence)
        return sorted(
            (*told, *(d for d in learned if d.code not in own)), key=lambda d: (d.span, d.code)
        )


def _against_itself(
    kb: KnowledgeBase, path: str, rules: Sequence[Rule], today: date, evidence: Evidence
) -> frozenset[str]:
    """Return the codes of the rules that take an article's new version for a second article."""
    same = kb.with_texts({path: kb.articles[path].text}).articles[path]
    twice = Counter(d.code for d in findings(same, kb, rules, today, evidence))
    once = Counter(d.code for d in findings(kb.articles[path], kb, rules, today, evidence))
    return frozenset(twice - once)


def settle(live: Live, today: date) -> Iterator[Live | None]:
    """Check all articles, a step for each: yield None after each, and the result at last."""
    found: dict[str, Sequence[Diagnostic]] = {}
    for path in sorted(live.found.keys() & live.kb.articles.keys()):
        found[path] = findings(live.kb.articles[path], live.kb, live.rules, today, live.evidence)
        yield None
    yield dataclasses.replace(live, known=live.kb, found=found)


def begun(
    kb: KnowledgeBase,
    paths: Collection[str],
    rules: Sequence[Rule],
    found: Sequence[Diagnostic],
    evidence: Evidence,
    slow: Collection[str] = (),
) -> Live:
    """Return a base of which the articles at `paths` were checked, with what was found."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    for one in found:
        if one.path in by_path:
            by_path[one.path].append(one)
    return Live(kb, kb, rules, by_path, evidence, frozenset(slow))
