"""Mended texts on their way back to files: line ends kept, and shown as a diff first."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb_tools.article import Article, restore
from kb_tools.errors import ReadError
from kb_tools.language import Text
from kb_tools.lint.scope import Scope
from kb_tools.regex import regex
from kb_tools.text_file import TextFile

_ENDS = regex(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Change:
    """One file's content before and after."""

    path: str
    file: Path
    old: str
    new: str


def changes(scope: Scope, texts: Mapping[str, str]) -> Iterator[Change]:
    """Yield what mended texts, by article path, change in the files.

    Raises ReadError for a file that is not UTF-8: its other bytes could not be written back.
    """
    for path, text in sorted(texts.items()):
        file = scope.file(path)
        old = _read(file)
        yield Change(path, file, old, source(scope.kb.file(path), text, old))


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            Text("save this file as UTF-8", "请把此文件存为 UTF-8"), str(file)
        ) from error


def source(known: Article | TextFile, text: str, original: str) -> str:
    """Return the new content of a file, given what was read of it and its present content.

    A file that mixes line ends keeps each on the lines that are unchanged.
    """
    if known.source == original:
        return restore(text, known.newline, bom=known.bom)
    mark = "\ufeff" if known.bom else ""
    return mark + _merged(original.removeprefix("\ufeff"), text, known.newline)


def _merged(original: str, text: str, newline: str) -> str:
    ends = _ENDS.findall(original)
    old, new = _ENDS.split(original), text.split("\n")
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kept = {
        block.b + offset: ends[block.a + offset]
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
        if block.a + offset < len(ends)
    }
    last = len(new) - 1
    return "".join(
        line + ("" if number == last else kept.get(number, newline))
        for number, line in enumerate(new)
    )


def diff(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff that `git apply` and `patch` take."""
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
