"""Mending on the command line: written to the files, or shown as a diff."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.cli.lint_options import Asked
    from kb_tools.cli.lint_run import Run
    from kb_tools.lint.engine import Mended
    from kb_tools.lint.scope import Scope


def mend(run: Run, wish: Asked) -> Scope:
    """Write what can be mended, and return the knowledge base as it is then."""
    from kb_tools.files import write
    from kb_tools.lint.rewrite import changes

    mended = _mended(run, wish)
    for change in changes(run.work, mended.texts):
        write(change.file.resolve(), change.new)
    if mended.applied:
        message = Text(
            "findings fixed: {n:,}, files changed: {files:,}",
            "修复了 {n:,} 处，改动 {files:,} 个文件",
        )
        _tell(message, mended, wish.lang)
    return dataclasses.replace(run.work, kb=mended.kb)


def show(run: Run, wish: Asked) -> int:
    """Print what mending would change as a diff; return the exit code."""
    from kb_tools.lint.rewrite import changes, diff

    mended = _mended(run, wish)
    for change in changes(run.work, mended.texts):
        for line in diff(run.work.shown(change.path), change.old, change.new):
            click.echo(line, nl=False)
    message = Text(
        "findings to fix: {n:,}, files to change: {files:,}",
        "将修复 {n:,} 处，改动 {files:,} 个文件",
    )
    _tell(message, mended, wish.lang)
    return 1 if mended.texts else 0


def text(run: Run, wish: Asked) -> Scope:
    """Print the one article from standard input as it is when mended."""
    from kb_tools.article import restore

    mended = _mended(run, wish)
    (path,) = run.work.paths
    given = run.work.kb.articles[path]
    new = restore(mended.kb.articles[path].text, given.newline, bom=given.bom)
    click.echo(new.encode("utf-8"), nl=False)
    return dataclasses.replace(run.work, kb=mended.kb)


def _mended(run: Run, wish: Asked) -> Mended:
    from kb_tools.lint.engine import mend as mend_all

    unsafe, evidence = wish.unsafe_fixes, run.evidence
    kb, paths = run.work.kb, run.work.paths
    return mend_all(kb, run.rules, run.today, paths, unsafe=unsafe, evidence=evidence)


def _tell(message: Text, mended: Mended, lang: str) -> None:
    line = message.format(n=mended.applied, files=len(mended.texts))
    click.echo(line.to(lang), err=True)
