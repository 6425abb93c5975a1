"""Path patterns as people write them in configuration: `_*/**`, `**/drafts/*.md`, `*.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether `path` (with `/`) fits one of the patterns.

    `*` and `?` stay within one folder, `**` crosses folders, a pattern without `/` fits
    the name in any folder, and one that ends with `/` fits everything below that folder.

    >>> matches("zh/_old/a.md", ["**/_*/**"]), matches("zh/TOC.md", ["TOC.md"])
    (True, True)
    """
    wanted = tuple(patterns)
    return bool(wanted) and _compiled(wanted).fullmatch(path) is not None


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all: ten thousand paths are asked at once."""
    return re.compile("|".join(map(_source, patterns)), re.DOTALL)


def _source(pattern: str) -> str:
    pattern = pattern.removeprefix("./")
    if "/" not in pattern.rstrip("/"):
        pattern = f"**/{pattern}"
    if pattern.endswith("/"):
        pattern += "**"
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^]]+\])", pattern.removeprefix("/"))
    return "".join(map(_translated, parts))


def _translated(part: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in known:
        return known[part]
    if re.fullmatch(r"\[[^]]+\]", part):
        inner = part[1:-1].replace("\\", "\\\\")
        return f"[^{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
    return re.escape(part)
