"""Baselines on the command line: writing one, and holding back what one holds."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.errors import KbError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.cli.lint_run import Run
    from kb_tools.lint.report import Report

_SHOWN = 20
"""How many entries that are gone are named before the rest is counted."""


def write_baseline(report: Report, file: Path) -> None:
    """Write all findings of a report into a baseline."""
    from kb_tools.files import write
    from kb_tools.lint.baseline import written

    write(file, written(report.diagnostics, report.articles_by_path))
    n = len(report.diagnostics)
    message = Text("findings written to {file}: {n:,}", "已把 {n:,} 个问题写入 {file}")
    click.echo(message.format(n=n, file=file).to(report.lang), err=True)


def hold_back(report: Report, file: Path, run: Run) -> Report:
    """Return the report without what a baseline holds, and say what that was."""
    from kb_tools.lint.baseline import held, read

    entries = read(_text(file), str(file))
    codes, paths = {rule.code for rule in run.rules}, {*run.work.paths}
    found = held(report.diagnostics, report.articles_by_path, entries, paths, codes)
    for line, entry in found.gone[:_SHOWN]:
        message = Text("gone: {code} {path}", "已不存在：{code} {path}")
        finding = message.format(code=entry.code, path=entry.path).to(report.lang)
        click.echo(f"{file}:{line}: {finding}", err=True)
    message = Text(
        "suppressed by {file}: {n:,}; entries that no longer occur: {gone:,}",
        "{file} 挡下了 {n:,} 个问题；已不存在的条目：{gone:,} 个",
    )
    summary = message.format(file=file, n=found.number, gone=len(found.gone)).to(report.lang)
    click.echo(summary + (_remedy(file, report.lang) if found.gone else ""), err=True)
    return dataclasses.replace(report, diagnostics=found.new)


def _remedy(file: Path, lang: str) -> str:
    message = Text(
        " (`kb lint --write-baseline {file}` drops them)",
        "（`kb lint --write-baseline {file}` 会去掉它们）",
    )
    return message.format(file=file).to(lang)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        message = Text(
            "no baseline here; `kb lint --write-baseline {file}` writes one",
            "没有这个基线文件；用 `kb lint --write-baseline {file}` 生成",
        )
        raise KbError(message.format(file=file), str(file)) from error
    except UnicodeDecodeError as error:
        message = Text("save this file as UTF-8", "请把此文件存为 UTF-8")
        raise KbError(message, str(file)) from error
