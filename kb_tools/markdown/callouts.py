"""Callouts as other generators write them, in the words of Python-Markdown's admonitions.

VitePress, VuePress and Docusaurus write `::: tip Title` … `:::`, GitHub writes `> [!NOTE]`.
Left as they are, readers would see the marks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from kb_tools.regex import regex

_CONTAINER = regex(
    r"(?P<indent> *)(?P<colons>:{3,}) ?(?P<kind>[a-z][a-z-]*)"
    r"(?:\[(?P<label>[^\]]*)\])?(?: +(?P<title>[^{ ][^{]*))?(?:\{.*\})? *$",
    re.IGNORECASE,
)
_END = regex(r" *(?P<colons>:{3,}) *$")
_ALERT = regex(r"(?P<indent> *)> ?\[!(?P<kind>[a-z]+)\][-+]? *(?P<title>.*)$", re.IGNORECASE)
_QUOTED = regex(r" *> ?")

_STYLES = {
    "caution": "warning",
    "important": "info",
    "hint": "tip",
    "error": "danger",
    "question": "info",
} | {name: name for name in "note tip info warning danger success example abstract quote".split()}
"""What each kind of callout is called here; other containers only group, and lose their marks."""
_CHINESE = {
    "note": "注意",
    "tip": "提示",
    "info": "提示",
    "warning": "警告",
    "danger": "警告",
    "details": "更多",
    "success": "完成",
    "example": "示例",
    "abstract": "摘要",
    "quote": "引用",
}
"""Titles where nobody wrote one, alike in both scripts; in English the kind itself."""
_INDENT = "    "


def respelled(lines: Sequence[str], code: Container[int], lang: str) -> Iterator[str]:
    """Yield each line, of callouts as admonitions have it; `code` holds the rows of code blocks."""
    return _contained([*_quoted(lines, code, lang)], code, lang)


def _quoted(lines: Sequence[str], code: Container[int], lang: str) -> Iterator[str]:
    """Yield the lines with GitHub's alerts respelled."""
    indent = ""
    for row, line in enumerate(lines):
        if indent and (mark := _QUOTED.match(line)):
            yield indent + line[mark.end() :]
            continue
        match = None if row in code else _ALERT.match(line)
        first = match and _first(match, match["title"], lang)
        indent = match["indent"] + _INDENT if match and first else ""
        yield first or line


def _contained(lines: Sequence[str], code: Container[int], lang: str) -> Iterator[str]:
    """Yield the lines with containers respelled that are closed; another stays as it is."""
    ends = _ends(lines, code)
    depths: list[int] = []
    for row, line in enumerate(lines):
        pad = _INDENT * sum(depths)
        if row in ends and (match := _CONTAINER.match(line)):
            first = _first(match, match["label"] or match["title"] or "", lang)
            depths.append(1 if first else 0)
            yield pad + first
        elif row in ends:
            depths.pop()
            yield ""
        else:
            yield pad + line if line else line


def _ends(lines: Sequence[str], code: Container[int]) -> frozenset[int]:
    """Return the rows that open or close a container, of those that are closed."""
    open_rows: list[tuple[int, str]] = []
    found: list[int] = []
    for row, line in enumerate(lines):
        if row in code or ":::" not in line:
            continue
        if match := _CONTAINER.match(line):
            open_rows.append((row, match["colons"]))
        elif (match := _END.match(line)) and match["colons"] in dict(open_rows).values():
            while open_rows[-1][1] != match["colons"]:
                open_rows.pop()  # never closed
            found += (open_rows.pop()[0], row)
    return frozenset(found)


def _first(match: re.Match[str], title: str, lang: str) -> str:
    """Return the first line of the admonition, "" where the container is no callout."""
    kind = match["kind"].lower()
    style = "note" if kind == "details" else _STYLES.get(kind, "")
    if not style:
        return ""
    given = title.strip().replace('"', "&quot;")
    name = kind if kind == "details" else style
    shown = given or (_CHINESE[name] if lang.startswith("zh") else name.capitalize())
    mark = "???" if kind == "details" else "!!!"
    return f'{match["indent"]}{mark} {style} "{shown}"'
