"""Carrying out a plan to move or remove articles: shown as a diff, or written whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kb_tools.errors import KbError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.files import Write
    from kb_tools.moves.plan import Plan


class Base(NamedTuple):
    """A knowledge base on the disk, and the real path of its docs folder."""

    kb: KnowledgeBase
    root: Path

    def inside(self, given: str, *, new: bool = False) -> str:
        """Return a path given on the command line as one below the docs folder.

        It is meant as seen from the working folder, or else from the docs folder.
        Raises KbError for one that lies outside.
        """
        here = _real(Path(given))
        below = not here.is_relative_to(self.root) or not (new or os.path.lexists(here))
        path = _real(self.root / given) if below and not Path(given).is_absolute() else here
        if not path.is_relative_to(self.root):
            raise KbError(Text("is outside the docs folder", "在文档目录之外"), given)
        return path.relative_to(self.root).as_posix()


def _real(path: Path) -> Path:
    """Return the path without `..` and without links to folders; a link itself stays one."""
    whole = Path(os.path.normpath(Path.cwd() / path))
    return whole.parent.resolve() / whole.name


def base(given: str) -> Base:
    """Return the knowledge base that a path on the command line lies in."""
    from kb_tools.config import docs_root, load, project
    from kb_tools.corpus import KnowledgeBase

    path = Path(given)
    config: Config = project(path) if path.exists() else load(Path())
    return Base(KnowledgeBase.load(config), docs_root(config).resolve())


def show(base: Base, plan: Plan) -> None:
    """Print what a plan does, as a diff that git takes; nothing is written."""
    from kb_tools.lint.rewrite import diff

    _refuse_links(base, plan)
    contents = dict(_contents(base, plan))
    for old, new in sorted(plan.renames.items()):
        before, after = _shown(base.root / old), _shown(base.root / new)
        click.echo(f"diff --git a/{before} b/{after}\nrename from {before}\nrename to {after}")
        file = base.root / old
        if file in contents:
            lines = [*diff(before, _read(file), contents.pop(file))]
            _print(line.replace(f"+++ b/{before}", f"+++ b/{after}") for line in lines)
    for path in sorted(plan.removals):
        name = _shown(base.root / path)
        lines = [*diff(name, _read(base.root / path), "")]
        _print(line.replace(f"+++ b/{name}", "+++ /dev/null") for line in lines)
    for file, content in contents.items():
        _print(diff(_shown(file), _read(file), content))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, nl=False)


def _shown(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()


def carry_out(base: Base, plan: Plan) -> None:
    """Write everything that a plan says, or nothing when anything fails."""
    from kb_tools.files import remove_empty, write_all

    _refuse_links(base, plan)
    gone = {base.root / path for path in (*plan.renames, *plan.removals)}
    writes = [*_writes(base, plan)]
    removals = sorted(gone - {one.target for one in writes})
    write_all(writes, removals)
    for folder in sorted({f for path in removals for f in path.parents}, reverse=True):
        if folder.is_relative_to(base.root) and folder != base.root:
            remove_empty(folder)


def _refuse_links(base: Base, plan: Plan) -> None:
    for path in (*plan.renames, *plan.removals):
        file = base.root / path
        if file.resolve() != file:
            message = Text(
                "a symbolic link; move what it leads to", "这是符号链接；请移动它指向的文件"
            )
            raise KbError(message, str(file))
    for new in plan.renames.values():
        if os.path.lexists(base.root / new) and new not in plan.renames:
            taken = Text(
                "this file already exists; nothing was overwritten", "已有这个文件；不会覆盖"
            )
            raise KbError(taken, new)


def _writes(base: Base, plan: Plan) -> Iterator[Write]:
    from kb_tools.files import Write

    contents = dict(_contents(base, plan))
    for old, new in plan.renames.items():
        file = base.root / old
        yield Write(base.root / new, contents.pop(file, None), file)
    for file, content in contents.items():
        yield Write(file.resolve(), content, file)


def _contents(base: Base, plan: Plan) -> Iterator[tuple[Path, str]]:
    """Yield the files whose text changes, where they are now, with their new content."""
    from kb_tools.config import site_file
    from kb_tools.lint.rewrite import source
    from kb_tools.moves import nav
    from kb_tools.moves.plan import pages

    texts = pages(base.kb)
    for path, text in sorted(plan.texts.items()):
        if text != texts[path].text:
            file = base.root / path
            yield file, source(texts[path], text, _read(file))
    site = site_file(base.kb.config)
    old = _read(site) if site.is_file() else ""
    if (new := nav.mended(old, frozenset(base.kb.facts.nav_paths), plan)) != old:
        yield site, new


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        message = Text("save this file as UTF-8", "请把此文件存为 UTF-8")
        raise KbError(message, str(file)) from error
