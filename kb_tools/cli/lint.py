"""`kb lint`: check articles, print what is wrong, and mend it when asked to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.lint_options import Asked, options
from kb_tools.cli.progress import counter
from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.diagnostic import Diagnostic
    from kb_tools.lint.evidence import Evidence
    from kb_tools.lint.report import Report
    from kb_tools.lint.rule import Rule
    from kb_tools.lint.scope import Scope

_HELP = say(
    "Check articles, print what is wrong, and mend it with --fix.\n\n"
    "PATHS are files or folders; without any, the whole knowledge base is checked."
    " Exit code: 0 if all is well (notes alone are no failure), 1 if there are errors or"
    " warnings, 2 if the check could not run.\n\n"
    "Example: kb lint docs/zh --select KB3 --fix",
    "检查文章，列出问题，并可用 --fix 修复。\n\n"
    "PATHS 是文件或目录；不给出则检查整个知识库。"
    "退出码：0 表示没有问题（只有提示也算），1 表示有错误或警告，2 表示无法检查。\n\n"
    "例如：kb lint docs/zh --select KB3 --fix",
)


@click.command("lint", help=_HELP)
@options
@click.option(
    "--fix", is_flag=True, help=say("Mend what can be mended safely.", "修复可以安全修复的问题。")
)
def command(**given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Check articles."""
    check(**given)


def check(**given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Run the linter as the options say, and exit with its code."""
    wish = _asked(given)
    work = _work(wish)
    rules, asked = _rules(work, wish)
    evidence = _evidence(work, rules, asked, wish)
    today = _today()
    if wish.diff:
        from kb_tools.cli.mended import show

        sys.exit(show(work, rules, today, evidence, wish))
    if wish.mends:
        work = _mend(work, rules, today, evidence, wish)
    finish(_report(work, rules, today, evidence, wish), work, rules, wish)


def _asked(given: dict[str, Any]) -> Asked:
    return Asked(**{**given, "lang": given["lang"] or reader_lang()})


def _work(wish: Asked) -> Scope:
    from kb_tools.lint.scope import scope

    if wish.stdin:
        from kb_tools.cli.standard_input import article

        return article(wish.stdin_filename, wish.paths)
    with counter(say("Reading", "正在读取")) as count:
        return scope(wish.paths, count)


def _rules(work: Scope, wish: Asked) -> tuple[Sequence[Rule], set[Rule]]:
    """Return the rules to run, and those of them that the user named."""
    from kb_tools.lint.catalogue import matching, selected

    config = work.kb.config.lint
    named = [*wish.selected, *config.select, *config.extend_select]
    asked = matching(word for word in named if word.lower() != "all")
    return selected(config, wish.selected, wish.ignored), asked


def _evidence(work: Scope, rules: Sequence[Rule], asked: set[Rule], wish: Asked) -> Evidence:
    from kb_tools.cli.evidence import gather

    return gather(work.kb, rules, wish.changed_since, wish.lang, asked & {*rules})


def _mend(
    work: Scope, rules: Sequence[Rule], today: date, evidence: Evidence, wish: Asked
) -> Scope:
    from kb_tools.cli.mended import mend, text

    if wish.changed_since is not None:
        work = _touched(work, evidence)
    return (text if wish.stdin else mend)(work, rules, today, evidence, wish)


def _touched(work: Scope, evidence: Evidence) -> Scope:
    import dataclasses

    changes = evidence.changes
    touched = changes.touched(work.kb) if changes is not None else frozenset(work.paths)
    return dataclasses.replace(work, paths=tuple(p for p in work.paths if p in touched))


def _report(
    work: Scope, rules: Sequence[Rule], today: date, evidence: Evidence, wish: Asked
) -> Report:
    from kb_tools.history.changes import went
    from kb_tools.lint.report import Report

    changes = evidence.changes
    removed = {} if changes is None else went(work.kb, changes)
    found = _found(work, rules, today, evidence, wish)
    return Report(work.kb, found, len(work.paths), wish.lang, work.shown, removed)


def _found(
    work: Scope, rules: Sequence[Rule], today: date, evidence: Evidence, wish: Asked
) -> list[Diagnostic]:
    from kb_tools.lint.comparison import compare
    from kb_tools.lint.engine import findings, lost

    if wish.changed_since is not None and evidence.changes is not None:
        within = None if len(work.paths) == len(work.kb.articles) else work.paths
        return compare(work.kb, rules, today, evidence.changes, evidence, within).all
    diagnostics: list[Diagnostic] = []
    with counter(say("Checking", "正在检查")) as count:
        for number, path in enumerate(work.paths, 1):
            diagnostics += findings(work.kb.articles[path], work.kb, rules, today, evidence)
            count(number, len(work.paths))
    whole = len(work.paths) == len(work.kb.articles)
    return [*diagnostics, *(lost(work.kb, rules, today, evidence) if whole else ())]


def finish(report: Report, work: Scope, rules: Sequence[Rule], wish: Asked) -> None:
    """Print a report, without what a baseline holds, and exit with its code."""
    from kb_tools.cli.held_back import hold_back, write_baseline

    unread = _print_unread(work, wish.lang)
    if wish.write_baseline is not None:
        write_baseline(report, wish.write_baseline)
        sys.exit(1 if unread else 0)
    if wish.baseline is not None:
        report = hold_back(report, wish.baseline, work, rules)
    _print(report, wish)
    sys.exit(1 if report.failed or unread else 0)


def _print_unread(work: Scope, lang: str) -> bool:
    """Name the files that are no articles although their names say so; say whether any is."""
    for fault in work.kb.faults:
        where = ":".join(str(p) for p in (work.shown(fault.path), fault.line) if p is not None)
        click.echo(f"{where}: {fault.message.to(lang)}", err=True)
    return bool(work.kb.faults)


def _print(report: Report, wish: Asked) -> None:
    from kb_tools.lint import report as reports
    from kb_tools.lint.formats import render

    aside = wish.style != "text" or (wish.stdin and wish.mends)
    lines = reports.statistics(report) if wish.statistics else render(report, wish.style)
    for line in lines:
        click.echo(line, err=wish.stdin and wish.mends)
    click.echo(reports.summary(report).to(report.lang), err=aside)


def _today() -> date:
    return datetime.now(tz=UTC).date()
