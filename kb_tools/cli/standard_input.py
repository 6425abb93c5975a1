"""An article that an editor or a hook pipes in, instead of the one on the disk."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import say
from kb_tools.errors import KbError, ReadError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.lint.scope import Scope


def article(name: Path | None, paths: tuple[Path, ...], *, cached: bool) -> Scope:
    """Return the knowledge base with the text from standard input as the article at `name`.

    Unless it is `cached`, nothing is read from the user's cache folder or kept there.
    """
    from kb_tools.config import docs_root, project
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.lint.scope import Scope

    if name is None:
        raise click.UsageError(
            say(
                "--stdin needs --stdin-filename, because links are relative to the article's path",
                "--stdin 需要 --stdin-filename：链接以文章所在位置为准",
            )
        )
    if paths:
        raise click.UsageError(say("--stdin takes no PATHS", "--stdin 不能与 PATHS 同用"))
    whole = Path(os.path.normpath(Path.cwd() / name))
    config = dataclasses.replace(project(_present(whole)), cached=cached)
    path = _below(whole, docs_root(config), name)
    kb = KnowledgeBase.load(config)
    kb = dataclasses.replace(kb, files=kb.files | {path}).with_texts({path: _text(name)})
    return Scope(kb, (path,))


def _present(path: Path) -> Path:
    """Return the file, or the nearest folder above it that is there."""
    return next((p for p in (path, *path.parents) if p.exists()), Path())


def _below(file: Path, root: Path, name: Path) -> str:
    for folder in (root, root.resolve()):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    raise KbError(Text("is outside the docs folder", "在文档目录之外"), str(name))


def _text(name: Path) -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(Text("not UTF-8", "不是 UTF-8 编码"), str(name), line) from error
