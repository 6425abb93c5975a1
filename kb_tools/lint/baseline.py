"""A baseline: the findings that a knowledge base had when it began to be checked.

What it contains is held back, so that only new findings fail a run. An entry knows its finding
by rule, path and text, not by line; when an article moves, its entries move along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb_tools.article import Article
from kb_tools.diagnostic import Diagnostic
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.lint.identity import identity
from kb_tools.regex import regex

HEAD = "# Findings held back: `kb lint --baseline` names only others. Written by --write-baseline."
_ENTRY = regex(r"(?P<code>[A-Z]+\d+) (?P<digest>[0-9a-f]{32}) (?P<path>\S.*)")


class Entry(NamedTuple):
    """One finding that is held back: its rule's code, what it is about, its article's path."""

    code: str
    digest: str
    path: str


class Held(NamedTuple):
    """The findings that are new, how many were held back, and the lines that held none."""

    new: list[Diagnostic]
    number: int
    gone: list[tuple[int, Entry]]


def written(diagnostics: Iterable[Diagnostic], articles: Mapping[str, Article]) -> str:
    """Return the text of a baseline: sorted by path, a line for each finding."""
    entries = sorted((_entry(d, articles) for d in diagnostics), key=lambda e: (e.path, e))
    lines = (f"{entry.code} {entry.digest} {entry.path}" for entry in entries)
    return "".join(f"{line}\n" for line in (HEAD, *lines))


def read(text: str, file: str) -> list[tuple[int, Entry]]:
    """Return a baseline's entries with their lines (1-based); KbError for what is none."""
    out = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _ENTRY.fullmatch(line.strip())
        if match is None:
            message = Text(
                "not a baseline entry; `kb lint --write-baseline {file}` rewrites the file",
                "不是基线条目；用 `kb lint --write-baseline {file}` 重新生成",
            )
            raise KbError(message.format(file=file), file, number)
        out.append((number, Entry(match["code"], match["digest"], match["path"])))
    return out


def held(
    diagnostics: Sequence[Diagnostic],
    articles: Mapping[str, Article],
    entries: Sequence[tuple[int, Entry]],
    checked: Collection[str],
    codes: Collection[str],
) -> Held:
    """Take from findings what a baseline holds.

    An entry of an article that is there no more holds the same finding in another article: it
    has moved. Only entries of articles in `checked`, or of none, by rules in `codes` can be
    said to be gone.
    """
    free = _Entries(entries)
    rest = [d for d in diagnostics if not free.take(_entry(d, articles))]
    free.loosen(articles)
    new = [d for d in rest if not free.take(_entry(d, articles)._replace(path=""))]
    left = [
        (line, entry)
        for line, entry in free.left()
        if entry.code in codes and (entry.path in checked or entry.path not in articles)
    ]
    return Held(new, len(diagnostics) - len(new), left)


class _Entries:
    """The entries that no finding has taken yet."""

    def __init__(self, entries: Iterable[tuple[int, Entry]]) -> None:
        self._free: dict[Entry, list[tuple[int, Entry]]] = defaultdict(list)
        for line, entry in entries:
            self._free[entry].append((line, entry))

    def take(self, entry: Entry) -> bool:
        """Take one entry of that kind; False if there is none."""
        return bool(self._free.get(entry)) and self._free[entry].pop(0) is not None

    def loosen(self, articles: Collection[str]) -> None:
        """Let the entries of articles that are gone hold findings of any path."""
        for entry in [e for e in self._free if e.path not in articles]:
            self._free[entry._replace(path="")] += self._free.pop(entry)

    def left(self) -> Iterator[tuple[int, Entry]]:
        """Yield what was not taken, in order of lines."""
        yield from sorted(item for items in self._free.values() for item in items)


def _entry(found: Diagnostic, articles: Mapping[str, Article]) -> Entry:
    return Entry(found.code, identity(found, articles[found.path]), found.path)
