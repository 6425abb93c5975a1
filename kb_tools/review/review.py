"""A review: what a change adds, moves, breaks and leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.history.changes import Changes, then, went
from kb_tools.lint.comparison import Compared, compare
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.published import leads_on
from kb_tools.lint.rule import Rule
from kb_tools.meaning import changed
from kb_tools.moves import ledger


@dataclass(frozen=True, slots=True)
class Touched:
    """An article that changed: what it was, what it says otherwise, and its links.

    `before` is None for a new one; `sections` are titles; `backlinks` counts the other articles
    that link to it; `linked` and `unlinked` are the articles that it links to now, or no more.
    """

    article: Article
    before: Article | None
    sections: Sequence[str]
    backlinks: int
    linked: Sequence[str]
    unlinked: Sequence[str]


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation that was left as it was although an article in another language changed."""

    path: str
    source: str
    sections: Sequence[str]


@dataclass(frozen=True, slots=True)
class Move:
    """An article's addresses before and after; whether the old one leads to the new one."""

    path: str
    old: str
    new: str
    redirected: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that a reviewer of a change wants to know, in order of path."""

    kb: KnowledgeBase
    changes: Changes
    compared: Compared
    touched: Sequence[Touched]
    removed: Mapping[str, Article]
    moves: Sequence[Move]
    dead: Sequence[str]
    dead_anchors: Sequence[str]
    behind: Sequence[Behind]
    untranslated: Mapping[str, Sequence[str]]
    """New articles, with the languages that they are not in."""

    @property
    def failed(self) -> bool:
        """Whether the change brought an error or a warning, or lets an address die."""
        return bool(self.dead) or any(d.severity != "info" for d in self.compared.new)

    def existing(self) -> list[Diagnostic]:
        """Return the findings on changed lines that were there before."""
        return [d for d in self.compared.kept if self.changes.is_new(d.path, d.position.line)]

    def article(self, path: str) -> Article:
        """Return an article that is there, or was."""
        return self.kb.articles[path] if path in self.kb.articles else self.removed[path]


def review(
    kb: KnowledgeBase, rules: Sequence[Rule], today: date, changes: Changes, evidence: Evidence
) -> Review:
    """Return the review of a change."""
    was = then(kb, changes)
    touched = [_touched(kb, was, changes, path) for path in sorted(changes.touched(kb))]
    dead, anchors = _deaths(kb, was)
    return Review(
        kb,
        changes,
        compare(kb, rules, today, changes, evidence),
        _with_backlinks(kb, touched),
        went(kb, changes),
        [*_moves(kb, was, changes)],
        dead,
        anchors,
        [*_behind(kb, touched)],
        dict(_untranslated(kb, touched)),
    )


def _touched(kb: KnowledgeBase, was: KnowledgeBase, changes: Changes, path: str) -> Touched:
    article = kb.articles[path]
    before = was.articles.get(changes.moved.get(path, path))
    now = _targets(kb, article)
    then_ = {_now(changes, p) for p in _targets(was, before)} if before else set[str]()
    sections = changed(before, article) if before else ()
    return Touched(article, before, sections, 0, sorted(now - then_), sorted(then_ - now))


def _now(changes: Changes, path: str) -> str:
    return next((new for new, old in changes.moved.items() if old == path), path)


def _targets(kb: KnowledgeBase, article: Article) -> set[str]:
    hits = (kb.resolve(link.target, article).article for link in article.links)
    return {hit.path for hit in hits if hit is not None} - {article.path}


def _with_backlinks(kb: KnowledgeBase, touched: Sequence[Touched]) -> list[Touched]:
    counts = dict.fromkeys((one.article.path for one in touched), 0)
    if counts:
        for article in kb.articles.values():
            for path in _targets(kb, article) & counts.keys():
                counts[path] += 1
    return [replace(one, backlinks=counts[one.article.path]) for one in touched]


def _moves(kb: KnowledgeBase, was: KnowledgeBase, changes: Changes) -> Iterator[Move]:
    for new, old in sorted(changes.moved.items()):
        if old in was.articles:
            before, after = was.url(was.articles[old]), kb.url(kb.articles[new])
            if before != after:
                yield Move(new, before, after, leads_on(old, kb))


def _deaths(kb: KnowledgeBase, was: KnowledgeBase) -> tuple[list[str], list[str]]:
    """Return the addresses of pages that die, and the anchors that die on living pages."""
    entries = ledger.published(was.public(kb.config.audience[-1]))
    dying = ledger.deaths(kb.public(kb.config.audience[-1]), "\n".join(entries))
    dead = [death.entry for death in dying]
    pages = {entry for entry in dead if "#" not in entry}
    anchors = [entry for entry in dead if "#" in entry and entry.partition("#")[0] not in pages]
    return sorted(pages), anchors


def _behind(kb: KnowledgeBase, touched: Sequence[Touched]) -> Iterator[Behind]:
    """Yield translations that did not change along with an article that says something else."""
    paths = {one.article.path for one in touched}
    for one in touched:
        if one.before is None or not one.sections:
            continue
        for other in kb.translations(one.article).values():
            if other.path not in paths:
                yield Behind(other.path, one.article.path, one.sections)


def _untranslated(
    kb: KnowledgeBase, touched: Sequence[Touched]
) -> Iterator[tuple[str, Sequence[str]]]:
    for one in touched:
        missing = [lang for lang in kb.languages if lang not in kb.translations(one.article)]
        if one.before is None and missing:
            yield one.article.path, missing
