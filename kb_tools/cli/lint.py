"""`kb lint`: check articles, print what is wrong, and mend it when asked to."""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.diagnostic import Diagnostic
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


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that `kb lint` and `kb fix` share."""
    for decorator in reversed(_OPTIONS):
        command = decorator(command)
    return command


_OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help=say(
            "Only these rules: codes, names, prefixes (KB3) or all, separated by commas.",
            "只运行这些规则：代码、名称、前缀（KB3）或 all，用逗号分隔。",
        ),
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        help=say("Leave these rules out.", "不运行这些规则。"),
    ),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help=say(
            "Mend also where a person should look at the result.", "也应用需要人工复核的修复。"
        ),
    ),
    click.option(
        "--diff",
        is_flag=True,
        help=say(
            "Show what mending would change, and write nothing; exit code 1 if anything.",
            "只显示修复会改动什么，不写入文件；有改动时退出码为 1。",
        ),
    ),
    click.option(
        "--format",
        "style",
        default="text",
        type=click.Choice(["text", "json", "github", "sarif"]),
        help=say("How to print what is found.", "输出格式。"),
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help=say("Count findings by rule instead of listing them.", "按规则统计数量，不逐条列出。"),
    ),
    click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help=say(
            "Language of the messages; else that of your locale.",
            "提示信息的语言；默认取系统语言。",
        ),
    ),
)


@click.command("lint", help=_HELP)
@options
@click.option(
    "--fix", is_flag=True, help=say("Mend what can be mended safely.", "修复可以安全修复的问题。")
)
def command(**given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Check articles."""
    check(**given)


def check(
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    style: str,
    lang: str | None,
    *,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    statistics: bool,
) -> None:
    """Run the linter as the options say, and exit with its code."""
    from kb_tools.lint.catalogue import selected
    from kb_tools.lint.scope import scope

    lang = lang or reader_lang()
    with counter(say("Reading", "正在读取")) as count:
        work = scope(paths, count)
    rules = selected(work.kb.config.lint, _words(select), _words(ignore))
    if diff:
        sys.exit(_show_changes(work, rules, lang, unsafe=unsafe_fixes))
    if fix or unsafe_fixes:
        work = _mend(work, rules, lang, unsafe=unsafe_fixes)
    report = _report(work, rules, lang)
    unread = _print_unread(work, lang)
    _print(report, style, statistics=statistics)
    sys.exit(1 if report.failed or unread else 0)


def _words(given: tuple[str, ...]) -> list[str]:
    return [word.strip() for words in given for word in words.split(",") if word.strip()]


def _report(work: Scope, rules: Sequence[Rule], lang: str) -> Report:
    from kb_tools.lint.engine import findings
    from kb_tools.lint.report import Report

    today = _today()
    diagnostics: list[Diagnostic] = []
    with counter(say("Checking", "正在检查")) as count:
        for number, path in enumerate(work.paths, 1):
            diagnostics += findings(work.kb.articles[path], work.kb, rules, today)
            count(number, len(work.paths))
    return Report(work.kb, diagnostics, len(work.paths), lang, work.shown)


def _print_unread(work: Scope, lang: str) -> bool:
    """Name the files that are no articles although their names say so; say whether any is."""
    for fault in work.kb.faults:
        where = ":".join(str(p) for p in (work.shown(fault.path), fault.line) if p is not None)
        click.echo(f"{where}: {fault.message.to(lang)}", err=True)
    return bool(work.kb.faults)


def _print(report: Report, style: str, *, statistics: bool) -> None:
    from kb_tools.lint import report as reports
    from kb_tools.lint.formats import render

    for line in reports.statistics(report) if statistics else render(report, style):
        click.echo(line)
    click.echo(reports.summary(report).to(report.lang), err=style != "text")


def _mend(work: Scope, rules: Sequence[Rule], lang: str, *, unsafe: bool) -> Scope:
    from kb_tools.files import write
    from kb_tools.lint.engine import mend
    from kb_tools.lint.rewrite import changes

    mended = mend(work.kb, rules, _today(), work.paths, unsafe=unsafe)
    for change in changes(work, mended.texts):
        write(change.file.resolve(), change.new)
    if mended.applied:
        message = Text(
            "findings mended: {n:,}, files changed: {files:,}",
            "修复了 {n:,} 处，改动 {files:,} 个文件",
        )
        told = message.format(n=mended.applied, files=len(mended.texts))
        click.echo(told.to(lang), err=True)
    return dataclasses.replace(work, kb=mended.kb)


def _show_changes(work: Scope, rules: Sequence[Rule], lang: str, *, unsafe: bool) -> int:
    from kb_tools.lint.engine import mend
    from kb_tools.lint.rewrite import changes, diff

    mended = mend(work.kb, rules, _today(), work.paths, unsafe=unsafe)
    for change in changes(work, mended.texts):
        for line in diff(work.shown(change.path), change.old, change.new):
            click.echo(line, nl=False)
    message = Text(
        "findings to mend: {n:,}, files to change: {files:,}",
        "将修复 {n:,} 处，改动 {files:,} 个文件",
    )
    told = message.format(n=mended.applied, files=len(mended.texts))
    click.echo(told.to(lang), err=True)
    return 1 if mended.texts else 0


def _today() -> date:
    return datetime.now(tz=UTC).date()


@contextmanager
def counter(label: str) -> Iterator[Callable[[int, int], None]]:
    """Count `n of all` on standard error, on a terminal and after the first second only."""
    shown = sys.stderr.isatty()
    start = last = time.monotonic()

    def count(number: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and now - start > 1 and now - last > 0.1:
            click.echo(f"\r{label} {number:,}/{total:,}", nl=False, err=True)
            last = now

    yield count
    if last != start:
        click.echo("\r\033[K", nl=False, err=True)
