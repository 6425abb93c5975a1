"""Which plugin, hook, theme or extension of a site failed: code neither ours nor MkDocs'."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from pathlib import Path

import kb_tools
from kb_tools.errors import KbError
from kb_tools.language import Text

_OURS = Path(kb_tools.__file__).parent
_ENGINES = ("jinja2", "markdown")
"""Packages that call what themes and extensions are made of."""

FAILED = Text(
    "the site was not built: {place} failed with {why}; it belongs to a plugin, hook, theme or "
    "extension of this site; 'mkdocs build' shows the traceback",
    "网站没有构建成功：{place} 出错：{why}；它属于这个网站的插件、钩子、主题或扩展，"
    "用 mkdocs build 可以看到完整的出错过程",
)

TOO_DEEP = Text(
    "the site was not built: in {page} lists, quotations, emphasis or notes are nested hundreds "
    "of levels deep, which no generator can follow; remove levels there",
    "网站没有构建成功：{page} 中的列表、引用、强调或提示框嵌套了几百层，生成器无法处理；请减少层数",
)
_PAGE = re.compile(r"Error [^']*page '([^']+)'")


def failure(error: Exception, said: Sequence[str]) -> KbError | None:
    """Return what to tell of an error in somebody else's code; None for one in our own.

    None for a full disk and the like, too: those say themselves what is wrong. `said` is what
    the generator warned of: last, as a rule, of the article that it was at.
    """
    if isinstance(error, RecursionError):
        named = next(filter(None, map(_PAGE.match, reversed(said))), None)
        return KbError(TOO_DEEP.format(page=f"'{named[1]}'" if named else "*.md"))
    frames = traceback.extract_tb(error.__traceback__)
    last = max((n for n, f in enumerate(frames) if _is_generators(f)), default=None)
    called = [] if last is None else frames[last + 1 :]
    ours = any(Path(frame.filename).is_relative_to(_OURS) for frame in called)
    theirs = [frame for frame in called if not _is_engines(frame)]
    if isinstance(error, OSError) or ours or not theirs:
        return None
    why = " ".join(f"{type(error).__name__}: {error}".strip(": ").split("\n"))
    at = [line for line in said if line.startswith("Error ")][-1:]
    place = f"{theirs[0].filename}:{theirs[0].lineno}"
    message = FAILED.format(place=place, why=why)
    return KbError(Text("\n  ".join((message.en, *at)), "\n  ".join((message.zh, *at))))


def _is_generators(frame: traceback.FrameSummary) -> bool:
    return _package(frame) == "mkdocs"


def _is_engines(frame: traceback.FrameSummary) -> bool:
    return _package(frame) in _ENGINES


def _package(frame: traceback.FrameSummary) -> str:
    """Return the installed package that a frame's file is of; "" for a file of no package."""
    parts = Path(frame.filename).parts
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts[:-1] else ""
