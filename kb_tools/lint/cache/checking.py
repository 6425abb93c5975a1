"""Checking with what is known of the last time: only what has to be looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.cache import snapshot as bases
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.cache import encoding
from kb_tools.lint.cache.findings import Kept, Lines
from kb_tools.lint.cache.memory import Memory, loaded
from kb_tools.lint.cache.snapshot import Last
from kb_tools.lint.engine import by_article, lost
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Rule

Count = Callable[[int, int], None]


def asked(memory: Memory) -> list[Rule]:
    """Return the rules that have to be asked although all that is kept `holds`."""
    return loaded(memory.last.told if memory.last is not None else ())


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
    """Return what the rules find that read evidence besides the base, by path."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for rule in rules:
        there = not rule.about_removed and rule.asking(today, evidence) is not None
        if rule.is_told and there:
            paths = sorted(rule.candidates(kb, evidence))
            each = by_article(kb, [rule], today, paths, evidence)
            for path, one in zip(paths, each, strict=True):
                found[path] += one
    return found


def _look(memory: Memory, today: date, count: Count) -> dict[str, Lines]:
    """Return what is found in the articles that have to be looked at; the memory learns it."""
    kb, last = memory.kb, memory.last
    rules = [rule for rule in memory.rules if not (rule.is_told or rule.about_removed)]
    alone = [rule for rule in rules if rule.scope == "file" and not rule.wants]
    among = [rule for rule in rules if rule not in alone]
    changed = memory.changed
    paths = sorted(kb.articles if last is None else _concerned(last, kb, among, changed, today))
    before = {} if last is None else last.lines({*paths, *changed})
    own = _own_kept(memory) if last is None else _own_same(before, changed)
    tally = encoding.Tally() if last is None else last.tally.copy()
    for path, lines in before.items():
        tally.subtract(encoding.tally(lines.all(path)))
    missing = [path for path in paths if path not in own]
    own |= dict(
        zip(missing, map(encoding.written, by_article(kb, alone, today, missing)), strict=True)
    )
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
