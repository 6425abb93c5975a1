"""Which knowledge base, and which of its articles, the paths on a command line mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb_tools import config as configuration
from kb_tools.config import Config, docs_root, project
from kb_tools.corpus import Fault, KnowledgeBase, Progress
from kb_tools.errors import KbError
from kb_tools.language import Text

_EMPTY = Text(
    "there is no Markdown file in this folder; go to the folder of your knowledge base, or make"
    " one with 'kb init DIR'",
    "这个目录里没有 Markdown 文件；请进入知识库所在的目录，或用 kb init DIR 新建一个",
)
_MDX = Text(
    "there are only MDX files in this folder, and kb reads Markdown; copy the folder, and give the"
    " files in the copy the suffix .md",
    "这个目录里只有 MDX 文件，而 kb 读的是 Markdown；请复制这个目录，把副本中文件的后缀改成 .md",
)
_ELSEWHERE = Text(
    "no article here; this knowledge base has its articles in '{root}' (`docs` in kb.toml)",
    "这里没有文章；这个知识库的文章在“{root}”（kb.toml 的 `docs`）",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A knowledge base and the paths of its articles that are to be checked.

    `faults` are of the files among them that are no articles although their names say so.
    """

    kb: KnowledgeBase
    paths: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def root(self) -> Path:
        """The docs folder."""
        return docs_root(self.kb.config)

    def file(self, path: str) -> Path:
        """Return the file of an article, or of one of the settings beside the docs folder."""
        return Path(os.path.normpath(self.root / path))

    def shown(self, path: str) -> str:
        """Return an article's path as seen from the working folder."""
        return Path(os.path.relpath(self.file(path))).as_posix()


def scope(paths: Sequence[Path], progress: Progress | None = None, *, cached: bool = True) -> Scope:
    """Return the base and the articles meant by files and folders; by default all of them.

    Unless it is `cached`, nothing is read from the user's cache folder or kept there.

    A folder outside any project is a knowledge base of its own. Raises KbError for a path
    that is not there or holds no article, and for paths of different knowledge bases.
    """
    config = replace(common(paths), cached=cached)
    return within(KnowledgeBase.load(config, progress), paths)


def within(kb: KnowledgeBase, paths: Sequence[Path]) -> Scope:
    """Return the articles of a base that files and folders mean; by default all of them."""
    if not kb.articles and not kb.faults:
        mdx = any(file.lower().endswith(".mdx") for file in kb.files)
        raise KbError(_MDX if mdx else _EMPTY, str(docs_root(kb.config)))
    named = {*kb.articles, *(fault.path for fault in kb.faults)}
    wanted = _wanted(named, docs_root(kb.config).resolve(), paths) if paths else named
    faults = tuple(fault for fault in kb.faults if fault.path in wanted)
    return Scope(kb, tuple(sorted(wanted & kb.articles.keys())), faults)


def common(paths: Sequence[Path]) -> Config:
    """Return the options of the one knowledge base that files and folders belong to."""
    for path in paths:
        if not path.exists():
            raise KbError(Text("no such file or folder", "没有这个文件或目录"), str(path))
        _refuse_escape(path)
    return _common([project(path) for path in paths] or [configuration.load(Path())])


def _refuse_escape(path: Path) -> None:
    """Raise KbError for a path in a project that a symbolic link leads out of.

    What is checked may be mended, and a change from outside must not reach other files.
    """
    whole = Path(os.path.normpath(Path.cwd() / path))
    for part in (*reversed(whole.parents), whole):
        if part.is_symlink():
            root = configuration.load(part.parent).root.resolve()
            if not whole.resolve().is_relative_to(root):
                message = Text(
                    "a symbolic link leads from here out of the project; name the file itself",
                    "这里的符号链接指向项目之外；请直接给出那个文件",
                )
                raise KbError(message, str(path))


def _common(configs: Sequence[Config]) -> Config:
    roots = list(dict.fromkeys(str(config.root) for config in configs))
    if len(roots) > 1:
        message = Text(
            "these paths belong to different knowledge bases ({roots}); check one at a time",
            "这些路径属于不同的知识库（{roots}）；请分别检查",
        )
        raise KbError(message.format(roots=", ".join(f"'{root}'" for root in roots)))
    return configs[0]


def _wanted(named: set[str], root: Path, paths: Sequence[Path]) -> set[str]:
    wanted: set[str] = set()
    for path in paths:
        found = _below(named, root, path.resolve())
        if not found:
            message = _EMPTY if path.resolve() == root else _ELSEWHERE
            raise KbError(message.format(root=os.path.relpath(root)), str(path))
        wanted |= found
    return wanted


def _below(named: set[str], root: Path, path: Path) -> set[str]:
    if root.is_relative_to(path):
        return named
    if not path.is_relative_to(root):
        return set()
    below = path.relative_to(root).as_posix()
    return {p for p in named if p == below or p.startswith(below + "/")}
