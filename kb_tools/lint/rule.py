"""What a rule is: a check, the words that explain it, and the examples that prove it.

A rule is one module named `kb301_link_dead.py`, which gives it its code (KB301) and name
(link-dead). It holds an object `rule` and the function that `rule` decorates:

    \"\"\"A link to an article that does not exist.

    The reader gets a 404 in the middle of solving a problem, and opens a ticket.
    \"\"\"
    rule = Rule(__name__, severity="error", zh="…", good=[…], bad=[Bad(…)])

    @rule
    def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
        yield rule.at(article, span, Text(en, zh), fix)

The docstring and the examples are the rule's page, and the examples are its tests.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Literal

from kb_tools.article import Article, Span
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix, Severity
from kb_tools.history.changes import between
from kb_tools.language import Text
from kb_tools.lint.concern import Concerns, anybody, nobody
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.site_facts import SiteFacts

Scope = Literal["file", "corpus", "git", "network"]
Files = Mapping[str, str]
Check = Callable[..., Iterator[Diagnostic]]
Candidates = Callable[[KnowledgeBase, Evidence], Collection[str]]

EXAMPLE_PATH = "example.md"
EXAMPLE_DATE = date(2026, 6, 1)
"""The day on which examples are checked, for the rules that need to know the day."""


_PLAIN, _UNBUILT = Config(), SiteFacts()
"""What examples have that say nothing else: one value for all, for there are hundreds."""


def as_files(example: str | Files) -> Files:
    """Return an example as files by path; a bare text is the file `example.md`."""
    return {EXAMPLE_PATH: example} if isinstance(example, str) else example


@dataclass(frozen=True, slots=True)
class Good:
    """Files in which the rule finds nothing, under a configuration if need be.

    `before` are all files as they were at the commit that the rule compares with.
    """

    text: str | Files
    config: Config = _PLAIN
    facts: SiteFacts = _UNBUILT
    before: Files = field(default_factory=dict)
    evidence: Evidence = NOTHING


@dataclass(frozen=True, slots=True)
class Bad:
    """Files in which the rule finds one thing: its English message, and the files mended.

    `fixed` holds the files that the fix changes; `safe` says whether plain `--fix` applies it.
    """

    text: str | Files
    message: str
    fixed: str | Files | None = None
    safe: bool = True
    config: Config = _PLAIN
    facts: SiteFacts = _UNBUILT
    before: Files = field(default_factory=dict)
    evidence: Evidence = NOTHING


def known(example: Good | Bad) -> Evidence:
    """Return what an example says besides the files as they are now."""
    if not example.before:
        return example.evidence
    changes = between(example.before, as_files(example.text))
    return replace(example.evidence, changes=changes)


def everybody(kb: KnowledgeBase, _evidence: Evidence) -> Collection[str]:
    """Return every article, as rules do that do not know better."""
    return kb.articles.keys()


class Rule:
    """One rule of the linter; calling it with the check function completes it."""

    def __init__(
        self,
        module: str,
        *,
        severity: Severity,
        zh: str,
        bad: Sequence[Bad],
        good: Sequence[str | Files | Good] = (),
        scope: Scope = "file",
        default: bool = True,
        about_removed: bool = False,
        slow: bool = False,
        concerns: Concerns | None = None,
        candidates: Candidates | None = None,
    ) -> None:
        stem = module.rpartition(".")[2]
        code, _, name = stem.partition("_")
        self.module = module
        self.code = code.upper()
        self.name = name.replace("_", "-")
        self.severity = severity
        self.scope = scope
        self.default = default
        """Whether the rule runs when nothing is selected."""
        self.about_removed = about_removed
        """Whether it looks at the articles that are gone, instead of those that are."""
        self.slow = slow
        """Whether it compares the texts of all articles: an editor waits for a lull."""
        self.concerns: Concerns = concerns or (nobody if scope == "file" else anybody)
        """Whose findings an edit changes besides those of the edited articles."""
        self.candidates: Candidates = everybody if candidates is None else candidates
        """The articles about which a rule that wants evidence can have anything to say."""
        self.good = tuple(g if isinstance(g, Good) else Good(g) for g in good)
        self.bad = tuple(bad)
        self._zh = inspect.cleandoc(zh)
        self._check: Check | None = None
        self.wants: tuple[str, ...] = ()
        """What the check asks for besides an article and the base: `today`, and evidence."""

    def __call__(self, check: Check) -> Check:
        """Take the check function: `(article, kb)`, and by name `today` and parts of Evidence."""
        self._check = check
        self.wants = tuple(inspect.signature(check).parameters)[2:]
        return check

    def __repr__(self) -> str:
        return f"Rule({self.code} {self.name})"

    @property
    def about(self) -> Text:
        """What is wrong and whom it hurts: the first line is the fault, the rest is why."""
        return Text(inspect.cleandoc(sys.modules[self.module].__doc__ or ""), self._zh)

    @property
    def summary(self) -> Text:
        """The fault in one sentence."""
        about = self.about
        return Text(about.en.partition("\n")[0], about.zh.partition("\n")[0])

    @property
    def fix(self) -> Literal["safe", "unsafe", "none"]:
        """What `--fix` does about it, as the examples prove."""
        fixes = {bad.safe for bad in self.bad if bad.fixed is not None}
        return "none" if not fixes else "safe" if True in fixes else "unsafe"

    @property
    def is_told(self) -> bool:
        """Whether the check wants to know more than the articles and the day: git, the network."""
        return not {"today"}.issuperset(self.wants)

    def find(
        self, article: Article, kb: KnowledgeBase, today: date, evidence: Evidence = NOTHING
    ) -> Iterator[Diagnostic]:
        """Yield what the rule finds in one article; nothing where its evidence is missing."""
        check = self.asking(today, evidence)
        return iter(()) if check is None else check(article, kb)

    def asking(self, today: date, evidence: Evidence = NOTHING) -> Check | None:
        """Return the check as a function of an article and a base; None without its evidence."""
        if self._check is None:
            raise TypeError(f"rule {self.code} has no check: decorate a function with @rule")
        if not self.wants:
            return self._check
        given = {n: today if n == "today" else getattr(evidence, n) for n in self.wants}
        return None if None in given.values() else partial(self._check, **given)

    def at(
        self,
        article: Article,
        span: Span,
        message: Text,
        fix: Fix | None = None,
        *,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return a finding of this rule at a place in an article."""
        return Diagnostic(
            path=article.path,
            span=span,
            position=article.position(span.start),
            code=self.code,
            name=self.name,
            message=message,
            severity=severity or self.severity,
            fix=fix,
        )


def replacing(article: Article, span: Span, text: str, title: Text, *, safe: bool = True) -> Fix:
    """Return the fix that puts `text` in the place of `span`."""
    return Fix(title, (Edit(article.path, span, text),), safe)
