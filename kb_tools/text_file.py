"""A text file beside the articles, such as mkdocs.yml, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb_tools.article import Position, position, restore
from kb_tools.regex import regex

Newline = Literal["\n", "\r\n", "\r"]

_LINE_ENDS: tuple[Newline, ...] = ("\r\n", "\n", "\r")
_NEWLINES = regex(r"\r\n?")


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file. `path` is relative to the docs folder, as an article's: `../mkdocs.yml`.

    `text` has LF line ends and no byte order mark; `newline` and `bom` say what the file had.
    """

    path: str
    text: str
    newline: Newline = "\n"
    bom: bool = False

    @classmethod
    def of(cls, path: str, source: str) -> TextFile:
        """Make one of a file's text with its own line ends."""
        return cls(path, *normalized(source))

    def position(self, offset: int) -> Position:
        """Return line and column of an offset into `text`."""
        return position(self.text, offset)

    @property
    def source(self) -> str:
        """The file as it was, with its own line ends and byte order mark."""
        return restore(self.text, self.newline, bom=self.bom)


def normalized(text: str) -> tuple[str, Newline, bool]:
    """Return the text with LF line ends and no byte order mark, and what it mostly had."""
    bom = text.startswith("\ufeff")
    body = text[1:] if bom else text
    if "\r" not in body:
        return body, "\n", bom
    windows = body.count("\r\n")
    counts = (windows, body.count("\n") - windows, body.count("\r") - windows)
    newline = _LINE_ENDS[counts.index(max(counts))]
    return _NEWLINES.sub("\n", body), newline, bom
