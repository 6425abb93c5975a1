"""Run rules over articles, and mend what they find until nothing more can be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix, apply
from kb_tools.history.changes import went
from kb_tools.lint.catalogue import means
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.rule import Check, Rule
from kb_tools.lint.suppress import in_own_words, not_covered, suppressions
from kb_tools.pattern import matches
from kb_tools.text_file import TextFile

PASSES = 10
"""How often the fixes are applied and the result checked again, at most."""


def lint(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    today: date,
    paths: Collection[str] | None = None,
    evidence: Evidence = NOTHING,
) -> Iterator[Diagnostic]:
    """Yield findings article by article, in order of place; `paths` limits the articles.

    Rules about links and identity always see the whole knowledge base. What is wrong with
    articles that are gone comes last.
    """
    for found in by_article(kb, rules, today, paths, evidence):
        yield from found
    yield from lost(kb, rules, today, evidence)


def by_article(
    kb: KnowledgeBase,
    rules: Iterable[Rule],
    today: date,
    paths: Collection[str] | None = None,
    evidence: Evidence = NOTHING,
) -> Iterator[list[Diagnostic]]:
    """Yield what rules find in one article after the other, without what is switched off."""
    checks = _checks((rule for rule in rules if not rule.about_removed), today, evidence)
    for path in sorted(kb.articles if paths is None else paths):
        yield _findings(kb.articles[path], kb, checks)


def lost(
    kb: KnowledgeBase, rules: Sequence[Rule], today: date, evidence: Evidence
) -> Iterator[Diagnostic]:
    """Yield what rules find in articles that are gone."""
    checks = _checks((rule for rule in rules if rule.about_removed), today, evidence)
    if checks and evidence.changes is not None:
        for _, article in sorted(went(kb, evidence.changes).items()):
            yield from _findings(article, kb, checks)


def _checks(rules: Iterable[Rule], today: date, evidence: Evidence) -> Sequence[tuple[Rule, Check]]:
    """Return the rules with their checks, which want nothing but an article and the base."""
    asking = ((rule, rule.asking(today, evidence)) for rule in rules)
    return [(rule, check) for rule, check in asking if check is not None]


def _findings(
    article: Article, kb: KnowledgeBase, checks: Iterable[tuple[Rule, Check]]
) -> list[Diagnostic]:
    off = ignored(article.path, kb.config.lint.per_path_ignore)
    found: list[Diagnostic] = []
    for rule, check in checks:
        if off and any(means(word, rule.code, rule.name) for word in off):
            continue
        try:
            found += check(article, kb)
        except Exception as error:
            error.add_note(f"in rule {rule.code} ({rule.module}), article {article.path}")
            raise
    comments = suppressions(article) if found else ()
    own = in_own_words(article, found) if found else ()
    once = {(d.span, d.code, d.message): d for d in not_covered(own, comments)}
    return sorted(once.values(), key=lambda d: (d.span, d.code))


def ignored(path: str, per_path: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the rules that the configuration switches off for a path."""
    return tuple(
        word for pattern, words in per_path.items() if matches(path, [pattern]) for word in words
    )


@dataclass(frozen=True, slots=True)
class Mended:
    """Texts after mending, by path (only those that changed), and what is left to say."""

    texts: Mapping[str, str]
    applied: int
    kb: KnowledgeBase


def mend(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    today: date,
    paths: Collection[str] | None = None,
    *,
    unsafe: bool = False,
    evidence: Evidence = NOTHING,
) -> Mended:
    """Apply fixes and check again, until a pass finds nothing that it can mend."""
    changed: dict[str, str] = {}
    count = 0
    for _ in range(PASSES):
        found = lint(kb, rules, today, paths, evidence)
        fixes = [d.fix for d in found if fixable(d, unsafe=unsafe)]
        files: dict[str, Article | TextFile] = {**kb.settings, **kb.articles}
        texts, applied = apply({p: f.text for p, f in files.items()}, _distinct(fixes))
        texts = {path: text for path, text in texts.items() if text != files[path].text}
        if not texts:
            break
        count += len(applied)
        changed |= texts
        kb = kb.with_texts(texts)
    return Mended(changed, count, kb)


def fixable(diagnostic: Diagnostic, *, unsafe: bool) -> bool:
    """Say whether a finding's fix may be applied."""
    return diagnostic.fix is not None and (diagnostic.fix.safe or unsafe)


def _distinct(fixes: Iterable[Fix | None]) -> list[Fix]:
    return list(dict.fromkeys(fix for fix in fixes if fix is not None))
