"""Findings that follow a knowledge base while it is edited, article by article.

An editor, or `--watch`, has a `Session` and makes another one of it at every change:

1. `edited` at once: the articles that changed are checked by every rule that is quick;
2. `reviewed(session, neighbours(…))` after a short pause: whom it touches most likely;
3. `reviewed(session, all paths)` and the slow rules, in a lull: then all is as if the base
   had been checked from the beginning.

A rule with scope `file` looks at nothing but the article, so an edit elsewhere never brings
another finding of it. All functions are pure: who calls them decides when, and in what
portions.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.links.graph import LinkGraph
from kb_tools.lint.engine import by_article
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.rule import Rule

Found = tuple[Diagnostic, ...]


class Findings(NamedTuple):
    """What is wrong with one article: by itself, among the others, and by the slow rules."""

    own: Found = ()
    among: Found = ()
    slow: Found = ()

    def all(self) -> list[Diagnostic]:
        """Return everything in order of place."""
        return sorted((*self.own, *self.among, *self.slow), key=lambda d: (d.span, d.code))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a session, by what they cost: `own`, `among` (a corpus), `slow`."""

    own: tuple[Rule, ...]
    among: tuple[Rule, ...]
    slow: tuple[Rule, ...]

    @staticmethod
    def of(rules: Iterable[Rule], slow: Collection[str] = ()) -> Rules:
        """Sort rules by what they look at; those with a code in `slow` are slow, too."""
        every = tuple(rules)
        late = tuple(rule for rule in every if rule.slow or rule.code in slow)
        quick = tuple(rule for rule in every if rule not in late)
        return Rules(
            tuple(rule for rule in quick if rule.scope == "file"),
            tuple(rule for rule in quick if rule.scope != "file"),
            late,
        )

    def all(self) -> tuple[Rule, ...]:
        """Return every rule."""
        return (*self.own, *self.among, *self.slow)


@dataclass(frozen=True, slots=True)
class Session:
    """A knowledge base and what is known to be wrong with its articles, by path."""

    kb: KnowledgeBase
    rules: Rules
    today: date
    found: Mapping[str, Findings]
    evidence: Evidence = NOTHING

    def findings(self, path: str) -> list[Diagnostic]:
        """Return what is known about an article, in order of place."""
        return self.found.get(path, Findings()).all()


def begun(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    today: date,
    evidence: Evidence = NOTHING,
    slow: Collection[str] = (),
) -> Session:
    """Return a session that knows of no finding yet; `edited` with all paths looks at them.

    `slow` are the codes of rules that the caller found to take too long while somebody types.
    """
    return Session(kb, Rules.of(rules, slow), today, types.MappingProxyType({}), evidence)


def edited(
    session: Session, kb: KnowledgeBase, paths: Collection[str], *, among: bool = True
) -> Session:
    """Return the session after the articles at `paths` changed, came or went: `kb` has them.

    They are checked by all rules but the slow ones, whose findings move along with the text;
    so are others that `kb` reads otherwise, for the layout may change with the paths. Without
    `among` only by themselves: what is found among the others moves along, too.
    """
    before = session.kb.articles
    changed = [p for p, now in kb.articles.items() if p in paths or before.get(p) is not now]
    own = _checked(session, kb, changed, session.rules.own)
    others = _checked(session, kb, changed, session.rules.among) if among else {}
    found = {path: known for path, known in session.found.items() if path in kb.articles}
    for path in changed:
        old, new = before.get(path, kb.articles[path]), kb.articles[path]
        known = found.get(path, Findings())
        near = others[path] if among else moved(known.among, old, new)
        found[path] = Findings(own[path], near, moved(known.slow, old, new))
    return dataclasses.replace(session, kb=kb, found=types.MappingProxyType(found))


def reviewed(session: Session, paths: Iterable[str], *, slow: bool = False) -> Session:
    """Return the session with the articles at `paths` checked again by what looks at others.

    With `slow` by the slow rules only. Nothing else is checked: their own texts are the same.
    """
    found = dict(session.found)
    rules = session.rules.slow if slow else session.rules.among
    for path, now in _checked(session, session.kb, paths, rules).items():
        known = found.get(path, Findings())
        found[path] = known._replace(slow=now) if slow else known._replace(among=now)
    return dataclasses.replace(session, found=types.MappingProxyType(found))


def _checked(
    session: Session, kb: KnowledgeBase, paths: Iterable[str], rules: Sequence[Rule]
) -> dict[str, Found]:
    """Return what rules find in each article at `paths`; one that is gone has none."""
    there = sorted(path for path in paths if path in kb.articles)
    found = by_article(kb, rules, session.today, there, session.evidence)
    return dict(zip(there, map(tuple, found), strict=True))


def neighbours(before: KnowledgeBase, after: KnowledgeBase, paths: Iterable[str]) -> set[str]:
    """Return the other articles that a change of those at `paths` concerns most likely.

    Those that link to them or are linked from them, before or after, and their translations.
    """
    changed = set(paths)
    near: set[str] = set()
    for kb in (before, after):
        graph = LinkGraph.of(kb)
        for path in changed & kb.articles.keys():
            near.update(edge.target for edge in graph.outgoing[path])
            near.update(edge.source for edge in graph.incoming.get(path, ()))
            near.update(graph.families[path])
    return (near - changed) & after.articles.keys()


def changes(before: Session, after: Session) -> list[str]:
    """Return the paths of the articles about which something else is known now."""
    known = before.found
    gone = known.keys() - after.found.keys()
    other = [path for path, now in after.found.items() if known.get(path) is not now]
    return sorted(p for p in (*gone, *other) if before.findings(p) != after.findings(p))


def moved(found: Found, old: Article, new: Article) -> Found:
    """Return findings about an article's old text in their places in the new one.

    Those whose words were edited are left out.
    """
    if old is new:
        return found
    start = _shared(old.text, new.text)
    end = _shared(old.text[start:][::-1], new.text[start:][::-1])
    last, shift = len(old.text) - end, len(new.text) - len(old.text)
    made = (_moved(one, new, start, last, shift) for one in found)
    return tuple(one for one in made if one is not None)


def _moved(one: Diagnostic, new: Article, first: int, last: int, shift: int) -> Diagnostic | None:
    span = _place(one.span, first, last, shift)
    if span is None:
        return None
    fix = None if one.fix is None else _moved_fix(one.fix, new.path, first, last, shift)
    return dataclasses.replace(one, span=span, position=new.position(span.start), fix=fix)


def _moved_fix(fix: Fix, path: str, first: int, last: int, shift: int) -> Fix | None:
    edits = []
    for edit in fix.edits:
        span = _place(edit.span, first, last, shift) if edit.path == path else edit.span
        if span is None:
            return None
        edits.append(dataclasses.replace(edit, span=span))
    return dataclasses.replace(fix, edits=tuple(edits))


def _place(span: Span, first: int, last: int, shift: int) -> Span | None:
    """Return where a span is when what was from `first` to `last` has another length."""
    if span.end <= first:
        return span
    return Span(span.start + shift, span.end + shift) if span.start >= last else None


def _shared(one: str, two: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
