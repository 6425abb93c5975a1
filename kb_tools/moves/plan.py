"""What moving or removing articles does to the files, as a value: nothing is written here."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Edit


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be done, or nothing of it.

    `renames` are files by their old and new path, `removals` files that go; `texts` are the
    new texts (with LF line ends) of articles and tables of contents, by their old path.
    """

    renames: Mapping[str, str]
    removals: frozenset[str]
    texts: Mapping[str, str]

    def place(self, path: str) -> str:
        """Return where a file is afterwards."""
        return self.renames.get(path, path)


def pages(kb: KnowledgeBase) -> Mapping[str, Article]:
    """Return everything that has links: articles and tables of contents, by path."""
    return {**kb.articles, **kb.contents}


def afterwards(
    kb: KnowledgeBase, renames: Mapping[str, str], removals: frozenset[str] = frozenset()
) -> KnowledgeBase:
    """Return the base with its files in their new places and their texts as they were."""
    files = frozenset(renames.get(path, path) for path in kb.files - removals)
    return dataclasses.replace(
        kb,
        articles=_placed(kb.articles, renames, removals),
        contents=_placed(kb.contents, renames, removals),
        files=files,
    )


def _placed(
    articles: Mapping[str, Article], renames: Mapping[str, str], removals: frozenset[str]
) -> Mapping[str, Article]:
    left = {path: a for path, a in articles.items() if path not in removals}
    moved = {
        renames[path]: dataclasses.replace(left[path], path=renames[path])
        for path in left.keys() & renames.keys()
    }
    stayed = {path: a for path, a in left.items() if path not in renames}
    return types.MappingProxyType(dict(sorted((stayed | moved).items())))


def edited(kb: KnowledgeBase, edits: Iterable[Edit]) -> dict[str, str]:
    """Return the texts that the edits change, by path; of two at one place the first counts."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    texts = pages(kb)
    return {path: _edited(texts[path].text, own) for path, own in by_path.items()}


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in reversed([*_apart(edits)]):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    end = -1
    for edit in sorted(edits, key=lambda e: (e.span.start, -e.span.end)):
        if edit.span.start >= end:
            yield edit
            end = edit.span.end
