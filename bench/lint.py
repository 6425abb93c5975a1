"""CPU time of the linter on real knowledge bases, reading and checking apart.

    KB_DATA=… python -m bench.lint [BASE …]

`read` is parsing; `check` is all default rules over what was read, best of three. The peers
are measured by bench.lint_peers; here a rule that costs too much shows by name.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bench.precision.__main__ import bases
from kb_tools.config import LintConfig
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import selected
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import Rule

TODAY = date(2026, 11, 22)
ROUNDS = 3
T = TypeVar("T")


def main(wanted: list[str]) -> None:
    """Print a line for each base, and the five dearest rules below it."""
    rules = selected(LintConfig())
    start = time.process_time()
    for name, kb in bases():
        read = time.process_time() - start
        if not wanted or name in wanted:
            report(name, kb, rules, read)
        start = time.process_time()


def report(name: str, kb: KnowledgeBase, rules: tuple[Rule, ...], read: float) -> None:
    """Print what one base costs; each round forgets what the rules have learned of it."""
    check, found = best(lambda: sum(1 for _ in lint(dataclasses.replace(kb), rules, TODAY)))
    articles = len(kb.articles)
    print(
        f"{name:<16} {articles:>6,} articles  read {read:5.2f} s  check {check:5.2f} s"
        f"  ({1000 * check / articles:.2f} s per 1,000)  {found:,} findings"
    )
    for rule, seconds in dearest(kb, rules):
        print(f"    {rule.code} {rule.name:<24} {seconds:5.2f} s")


def dearest(kb: KnowledgeBase, rules: tuple[Rule, ...]) -> list[tuple[Rule, float]]:
    """Return the five rules that take longest alone."""
    alone = [
        (
            rule,
            best(lambda rule=rule: sum(1 for _ in lint(dataclasses.replace(kb), [rule], TODAY)))[0],
        )
        for rule in rules
    ]
    return sorted(alone, key=lambda item: -item[1])[:5]


def best(task: Callable[[], T]) -> tuple[float, T]:
    """Return the least CPU time of ROUNDS runs, and the result."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        result = task()
        times.append(time.process_time() - start)
    return min(times), result


if __name__ == "__main__":
    main(sys.argv[1:])
