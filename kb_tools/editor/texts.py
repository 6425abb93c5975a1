"""Mended texts as the edits that an editor carries out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp

from kb_tools.article import Article, Span
from kb_tools.diagnostic import Edit
from kb_tools.editor.places import Places
from kb_tools.text_file import TextFile

Text = Article | TextFile


def places(page: Text, encoding: str) -> Places:
    """Return how an editor counts in an article or another text file."""
    return Places(page.text, encoding, page.bom)


def text_edits(page: Text, edits: Iterable[Edit], encoding: str) -> list[lsp.TextEdit]:
    """Return edits of one file as an editor takes them, with the file's own line ends."""
    where = places(page, encoding)
    return [
        lsp.TextEdit(where.range(edit.span), edit.text.replace("\n", page.newline))
        for edit in edits
    ]


def difference(path: str, old: str, new: str) -> Iterator[Edit]:
    """Yield what turns one text into another, line by line, so that marks beside it stay."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(path, Span(starts[first], starts[last]), "".join(after[start:end]))
