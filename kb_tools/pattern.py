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
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./")
    if "/" not in pattern.rstrip("/"):
        pattern = f"**/{pattern}"
    if pattern.endswith("/"):
        pattern += "**"
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^]]+\])", pattern.removeprefix("/"))
    return re.compile("".join(_translated(part) for part in parts), re.DOTALL)


def _translated(part: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in known:
        return known[part]
    if re.fullmatch(r"\[[^]]+\]", part):
        inner = part[1:-1].replace("\\", "\\\\")
        return f"[^{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
    return re.escape(part)
