"""What a run of the linter starts from: the articles, the rules, and what else these need."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import say

if TYPE_CHECKING:
    from kb_tools.cli.lint_options import Asked
    from kb_tools.lint.cache.memory import Memory
    from kb_tools.lint.evidence import Evidence
    from kb_tools.lint.rule import Rule
    from kb_tools.lint.scope import Scope


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run of the linter starts from."""

    work: Scope
    rules: Sequence[Rule]
    evidence: Evidence
    today: date


def prepared(wish: Asked) -> Run:
    """Read the articles, and what else the rules need."""
    return begun(_work(wish), wish)


def begun(work: Scope, wish: Asked, memory: Memory | None = None) -> Run:
    """Choose the rules for articles that are read, and gather what else they need."""
    from kb_tools.cli.evidence import gather
    from kb_tools.lint.catalogue import means

    rules = _rules(work, wish, memory)
    gc.freeze()  # articles stay to the end: looking through them again and again frees nothing
    config = work.kb.config.lint
    every = [*wish.selected, *config.select, *config.extend_select]
    words = [word for word in every if word.lower() != "all"]
    named = {rule for rule in rules if any(means(word, rule.code, rule.name) for word in words)}
    since, paths = wish.changed_since, work.paths
    evidence = gather(work.kb, rules, since, wish.lang, named, paths=paths)
    return Run(work, rules, evidence, datetime.now(tz=UTC).date())


def _rules(work: Scope, wish: Asked, memory: Memory | None) -> Sequence[Rule]:
    """Return the rules to run; those that ran the last time need not be looked for."""
    from kb_tools.lint.catalogue import selected

    if memory is not None and not (wish.selected or wish.ignored):
        return memory.rules
    return selected(work.kb.config.lint, wish.selected, wish.ignored)


def _work(wish: Asked) -> Scope:
    from kb_tools.lint.scope import scope

    if wish.stdin:
        from kb_tools.cli.standard_input import article

        return article(wish.stdin_filename, wish.paths, cached=wish.cache)
    with counter(say("Reading", "正在读取")) as count:
        return scope(wish.paths, count, cached=wish.cache)


def print_unread(work: Scope, lang: str) -> bool:
    """Name the files that are no articles although their names say so; say whether any is."""
    for fault in work.faults:
        where = ":".join(str(p) for p in (work.shown(fault.path), fault.line) if p is not None)
        click.echo(f"{where}: {fault.message.to(lang)}", err=True)
    return bool(work.faults)
