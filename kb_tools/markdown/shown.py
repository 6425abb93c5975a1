"""What a reader sees of a text with inline markup."""

from __future__ import annotations

import html
import re

from kb_tools.markdown.finds import Finds

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_STARS = re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\])\1(?!\*)", re.DOTALL)
_LOW_LINES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
_LONG = 2000
"""In a longer text pairs of marks are not looked for: it would cost quadratic time."""

_MARKUP = re.compile(r"[\[`\\<{&*_\x02\x04]")


def unescape(text: str) -> str:
    """Undo backslash escapes and entities."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return decoded(text)


def decoded(text: str) -> str:
    """Undo entities, which end with a semicolon."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def folded(text: str) -> str:
    """Fold blank space to single spaces."""
    return " ".join(text.split())


def shown(text: str, start: int, end: int, finds: Finds) -> str:
    """Return what a reader sees of a part of a text, blank space folded."""
    return folded(decoded(source(text, start, end, finds)))


def shown_plain(text: str) -> str:
    """Return the same of a text in which there is no code, link or tag."""
    if "*" in text or "_" in text:
        text = unmarked(text)
    return " ".join((decoded(text) if "&" in text else text).split())


def source(text: str, start: int, end: int, finds: Finds) -> str:
    """Return the same with entities as they are written: what anchors are made from."""
    part = text[start:end]
    if _MARKUP.search(part) is None:
        return folded(part)
    code = {found[0]: found for found in finds.code}
    pieces: list[str] = []
    kept: list[str] = []
    at = start
    for first, last in sorted(finds.marks):
        if first < at or last > end:
            continue
        pieces.append(text[at:first])
        if first in code and code[first][3] == last:
            pieces.append(f"\x02{len(kept)}\x03")
            kept.append(text[code[first][1] : code[first][2]].strip().replace("&", "&amp;"))
        at = last
    pieces.append(text[at:end])
    plain = unmarked("".join(pieces))
    for number, body in enumerate(kept):
        plain = plain.replace(f"\x02{number}\x03", body)
    return folded(plain)


def unmarked(text: str) -> str:
    """Take emphasis and backslash escapes away."""
    if len(text) > _LONG:
        return text.replace("*", "")
    for mark, pattern in (("*", _STARS), ("_", _LOW_LINES)):
        for _ in range(3):
            if mark not in text:
                break
            text, count = pattern.subn(r"\2", text)
            if not count:
                break
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
