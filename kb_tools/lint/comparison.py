"""What is wrong with a change, and what was wrong before it.

A finding is new if the knowledge base did not have it at the commit that the change starts from:
same rule, same text, wherever it was then. So a link that dies because its target was renamed
is the change's fault, although the article with the link is untouched.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.history.changes import Changes, then, went
from kb_tools.lint.engine import lint
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.identity import identity
from kb_tools.lint.rule import Rule


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that came with a change, and those in changed articles that were there."""

    new: tuple[Diagnostic, ...]
    kept: tuple[Diagnostic, ...]

    @property
    def all(self) -> list[Diagnostic]:
        """Return both, in order of place."""
        return sorted((*self.new, *self.kept), key=lambda d: (d.path, d.span, d.code))


def compare(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    today: date,
    changes: Changes,
    evidence: Evidence,
    within: Collection[str] | None = None,
) -> Compared:
    """Check what a change touches; `within` limits the articles.

    In articles that did not change only rules that look at the whole knowledge base can find
    something new: they are run on it as it was, too, where they find something now.
    """
    wanted = frozenset(kb.articles if within is None else within)
    touched = changes.touched(kb) & wanted
    wide = [rule for rule in rules if rule.scope == "corpus"]
    here = [*lint(kb, rules, today, touched, evidence)]
    elsewhere = [*lint(kb, wide, today, wanted - touched)]
    was = then(kb, changes)
    old = {changes.moved.get(path, path) for path in touched} & was.articles.keys()
    past = dataclasses.replace(evidence, changes=None)
    before = [*lint(was, rules, today, old, past)]
    if elsewhere:
        paths, codes = {d.path for d in elsewhere}, {d.code for d in elsewhere}
        before += lint(was, [rule for rule in wide if rule.code in codes], today, paths)
    articles = {**went(kb, changes), **kb.articles}
    known = Counter((d.path, identity(d, was.articles[d.path])) for d in before)
    new = [*_new([*here, *elsewhere], articles, known, changes.moved)]
    fresh = {id(found) for found in new}
    return Compared((*new,), tuple(d for d in here if id(d) not in fresh))


def _new(
    now: Sequence[Diagnostic],
    articles: Mapping[str, Article],
    known: Counter[tuple[str, str]],
    moved: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Yield the findings that were not there before, each as often as it is new."""
    for found in now:
        path = moved.get(found.path, found.path)
        key = (path, identity(found, articles[found.path]))
        if known[key] > 0:
            known[key] -= 1
        else:
            yield found
