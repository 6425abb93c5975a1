"""What changed since a commit: which files came, went and moved, and what articles said then."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.language import is_tag
from kb_tools.markdown import parse
from kb_tools.regex import regex

_Mark = tuple[int | str, ...]
_NAMED = 2
_FRONT_PAGE = regex(r"(?i)(index|readme)\.")
"""Every folder has one: that two are called so says nothing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a commit and now; all paths are relative to the docs folder.

    `base` is the commit as people name it. `before` holds the articles that changed, moved or
    went, by the path they had then. `moved` maps new paths to old ones. `added` and `removed`
    are the files that are new, and those that are gone, both paths of moved ones among them.
    `lines` are the lines (1-based) that are new in a changed article; one that is not in it
    is new as a whole if it is in `added`.
    """

    base: str
    before: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    lines: Mapping[str, tuple[range, ...]] = field(default_factory=dict)

    def touched(self, kb: KnowledgeBase) -> frozenset[str]:
        """Return the paths of the articles that are new, moved, or say something else now."""
        return frozenset(p for p in kb.articles if p in self.before or p in self.added)

    def is_new(self, path: str, line: int) -> bool:
        """Tell whether a line of an article was written since."""
        if path in self.lines:
            return any(line in lines for lines in self.lines[path])
        return path in self.added and path not in self.moved


def between(before: Mapping[str, str], now: Mapping[str, str], base: str = "main") -> Changes:
    """Return what changed between two states of all articles' texts by path."""
    gone, added = before.keys() - now.keys(), now.keys() - before.keys()
    changed = {path for path in before.keys() & now.keys() if before[path] != now[path]}
    moved = pairs({path: before[path] for path in gone}, {path: now[path] for path in added})
    texts = {path: before[path] for path in gone | changed}
    return Changes(base, texts, moved, frozenset(added), frozenset(gone))


def pairs(gone: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
    """Return which articles (new path) are others that went (old path).

    They have the same id in the front matter and the same language's folder or suffix, or they
    are the same text, or they alone have the same file name and title in the same language.
    """
    old, new = _by_mark(gone), _by_mark(added)
    out: dict[str, str] = {}
    for mark in sorted(old.keys() & new.keys()):
        if mark[0] != _NAMED or len(old[mark]) == len(new[mark]) == 1:
            waiting = (path for path in old[mark] if path not in out.values())
            out.update(zip((path for path in new[mark] if path not in out), waiting, strict=False))
    return out


def _by_mark(texts: Mapping[str, str]) -> dict[_Mark, list[str]]:
    out: dict[_Mark, list[str]] = {}
    for path in sorted(texts):
        for mark in _marks(path, texts[path]):
            out.setdefault(mark, []).append(path)
    return out


def _marks(path: str, text: str) -> Iterator[_Mark]:
    """Yield by what an article is known again; the surer marks sort before the others."""
    article = parse(text, path)
    folder, _, file = path.rpartition("/")
    top = folder.partition("/")[0]
    if (name := article.meta.get("id")) not in (None, ""):
        yield 0, top, ".".join(file.split(".")[1:]), str(name)
    if text.strip():
        yield 1, text
    if article.headings and not _FRONT_PAGE.match(file):
        yield _NAMED, top if is_tag(top) else "", file, article.headings[0].text


def then(kb: KnowledgeBase, changes: Changes) -> KnowledgeBase:
    """Return the knowledge base as it was at the base commit; only what changed is parsed.

    Configuration and site are those of now.
    """
    kept = {path: a for path, a in kb.articles.items() if path not in changes.added}
    files = (kb.files - changes.added) | changes.removed
    return dataclasses.replace(kb, articles=kept, files=files).with_texts(changes.before)


def went(kb: KnowledgeBase, changes: Changes) -> Mapping[str, Article]:
    """Return the articles that are there no more, as they were, by path."""
    moved = frozenset(changes.moved.values())
    gone = {p: t for p, t in changes.before.items() if p not in kb.articles and p not in moved}
    return _articles(kb, gone) if gone else {}


def _articles(kb: KnowledgeBase, texts: Mapping[str, str]) -> Mapping[str, Article]:
    whole = kb.with_texts(texts)
    return {path: whole.articles[path] for path in texts}


def spans(hunks: Iterable[tuple[int, int]]) -> tuple[range, ...]:
    """Return ranges of lines for (first line, number of lines)."""
    return tuple(range(first, first + count) for first, count in hunks)
