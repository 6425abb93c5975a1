"""`kb lint`: check articles, print what is wrong, and mend it when asked to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.lint_options import Asked, options
from kb_tools.cli.lint_run import Run, begun, prepared, print_unread
from kb_tools.cli.progress import counter
from kb_tools.cli.speech import reader_lang, say
from kb_tools.garbage import uncollected

if TYPE_CHECKING:
    from kb_tools.diagnostic import Diagnostic
    from kb_tools.lint.cache.memory import Memory
    from kb_tools.lint.report import Report
    from kb_tools.lint.scope import Scope

_HELP = say(
    "Check articles, print what is wrong, and fix it with --fix.\n\n"
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
    "--watch",
    is_flag=True,
    help=say(
        "Check again whenever an article is saved, until Ctrl-C.",
        "每次保存文章后重新检查，按 Ctrl-C 结束。",
    ),
)
@click.option(
    "--no-cache",
    is_flag=True,
    help=say(
        "Use nothing of the last check, and keep nothing for the next: cheapest where nothing"
        " stays, as on a build server.",
        "不使用上次检查的结果，也不为下次保留：适合用完即弃的环境，例如构建服务器。",
    ),
)
@click.option(
    "--fix", is_flag=True, help=say("Fix what can be fixed safely.", "修复可以安全修复的问题。")
)
def command(*, watch: bool, **given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Check articles."""
    wish = asked(given)
    if watch:
        from kb_tools.cli.watching import watch as follow

        follow(wish)
    check(wish)


def asked(given: dict[str, Any]) -> Asked:
    """Return the options of a command line as a value."""
    cache = not given.pop("no_cache", False)
    return Asked(**{**given, "lang": given["lang"] or reader_lang(), "cache": cache})


def check(wish: Asked) -> None:
    """Run the linter as the options say, and exit with its code."""
    narrowed = wish.stdin or wish.changed_since is not None
    fresh = wish.mends or wish.diff or narrowed or not wish.cache
    with uncollected():
        sys.exit(_check_fresh(wish) if fresh else _check(wish))


def _check(wish: Asked) -> int:
    """Check with what is remembered of the last time."""
    from kb_tools.corpus.cache import store
    from kb_tools.lint.cache.recall import forget, remembering
    from kb_tools.lint.scope import common, within

    config = common(wish.paths)
    try:
        with ExitStack() as stack:
            with counter(say("Reading", "正在读取")) as count:
                memory = stack.enter_context(remembering(config, count))
            work = within(memory.kb, wish.paths)
            held = _held(memory, work, wish)
            if held is not None:
                return finish(*held, wish)
            run = begun(work, wish, memory)
            return finish(_remembering(memory, run, wish), run, wish)
    except store.DatabaseError:
        forget(config)
    return _check_fresh(wish)


def _held(memory: Memory, work: Scope, wish: Asked) -> tuple[Report, Run] | None:
    """Return what was found the last time, if it still holds: without a look at the rules.

    None where somebody chose rules or compares with a baseline: rules are looked at then.
    """
    from kb_tools.lint.cache.checking import asked, still

    today, options = datetime.now(tz=UTC).date(), work.kb.config.lint
    chosen = (*wish.selected, *wish.ignored, *options.select, *options.extend_select)
    if chosen or wish.baseline or wish.write_baseline or not memory.holds(today):
        return None
    from kb_tools.cli.evidence import gather

    rules = asked(memory)
    evidence = gather(work.kb, rules, None, wish.lang, ())
    run = Run(work, rules, evidence, today)
    return _report(still(memory, rules, today, work.paths, evidence), run, wish), run


def _remembering(memory: Memory, run: Run, wish: Asked) -> Report:
    from kb_tools.lint.cache.checking import check

    with counter(say("Checking", "正在检查")) as count:
        found = check(memory, run.rules, run.today, run.work.paths, run.evidence, count)
    return _report(found, run, wish)


def _check_fresh(wish: Asked) -> int:
    run = prepared(wish)
    if wish.diff:
        from kb_tools.cli.mended import show

        return show(run, wish)
    if wish.mends:
        run = _mend(run, wish)
    return finish(report(run, wish), run, wish)


def _mend(run: Run, wish: Asked) -> Run:
    from kb_tools.cli.mended import mend, text

    changes = run.evidence.changes
    if wish.changed_since is not None and changes is not None:
        touched = changes.touched(run.work.kb)
        paths = tuple(path for path in run.work.paths if path in touched)
        run = replace(run, work=replace(run.work, paths=paths))
    kb = (text if wish.stdin else mend)(run, wish).kb
    return replace(run, work=replace(run.work, kb=kb))


def report(run: Run, wish: Asked) -> Report:
    """Check the articles, and return what was found."""
    return _report(_found(run, wish), run, wish)


def _report(found: Sequence[Diagnostic], run: Run, wish: Asked) -> Report:
    from kb_tools.history.changes import went
    from kb_tools.lint.report import Report

    work, changes = run.work, run.evidence.changes
    removed = {} if changes is None else went(work.kb, changes)
    shown, unread = cache(work.shown), len(work.faults)
    return Report(work.kb, found, len(work.paths), wish.lang, shown, removed, unread)


def _found(run: Run, wish: Asked) -> list[Diagnostic]:
    from kb_tools.lint.comparison import compare
    from kb_tools.lint.engine import by_article, lost

    kb, paths, evidence = run.work.kb, run.work.paths, run.evidence
    whole = len(paths) == len(kb.articles)
    if wish.changed_since is not None and evidence.changes is not None:
        within = None if whole else paths
        return compare(kb, run.rules, run.today, evidence.changes, evidence, within).all
    diagnostics: list[Diagnostic] = []
    with counter(say("Checking", "正在检查")) as count:
        each = by_article(kb, run.rules, run.today, paths, evidence)
        for number, found in enumerate(each, 1):
            diagnostics += found
            count(number, len(paths))
    return [*diagnostics, *(lost(kb, run.rules, run.today, evidence) if whole else ())]


def finish(report: Report, run: Run, wish: Asked) -> int:
    """Print a report, without what a baseline holds, and return the exit code."""
    from kb_tools.cli.held_back import hold_back, write_baseline

    unread = print_unread(run.work, wish.lang)
    if wish.write_baseline is not None:
        write_baseline(report, wish.write_baseline)
        return 1 if unread else 0
    if wish.baseline is not None:
        report = hold_back(report, wish.baseline, run)
    if unread and wish.style != "text":
        from kb_tools.lint.unusable import with_faults

        report = with_faults(report, run.work.faults)
    _print(report, wish)
    return 1 if report.failed or unread else 0


def _print(report: Report, wish: Asked) -> None:
    from kb_tools.lint import report as reports
    from kb_tools.lint.formats import render

    aside = wish.style != "text" or (wish.stdin and wish.mends)
    lines = reports.statistics(report) if wish.statistics else render(report, wish.style)
    for line in [*lines]:  # a damaged database is noticed before anything is printed
        click.echo(line, err=wish.stdin and wish.mends)
    click.echo(reports.summary(report).to(report.lang), err=aside)
