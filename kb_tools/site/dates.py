"""When articles last changed: as their writers say, or else as git remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from kb_tools.article import Article
from kb_tools.config import docs_root
from kb_tools.corpus import KnowledgeBase
from kb_tools.history.git import GitError, repository
from kb_tools.site.facts import day

SITEMAP = "sitemap.xml"
"""The generator's own template for it."""
KEYS = ("updated", "reviewed", "date")
"""The front matter keys in which a writer may say it; the latest counts."""


def dates(kb: KnowledgeBase) -> Mapping[str, dt.date]:
    """Return, by path, the day each article was last changed or reviewed; none for the undated.

    git is asked only where an article says nothing itself, and not in a clone without history,
    where every file seems to have come with the last commit.
    """
    said = {path: found for path, article in kb.articles.items() if (found := _said(article))}
    silent = kb.articles.keys() - said.keys()
    if not silent:
        return said
    committed = _committed(kb)
    return said | {path: found for path in silent if (found := _of(path, kb, committed))}


def show(files: Any, known: Mapping[str, dt.date]) -> None:  # noqa: ANN401 - MkDocs' own
    """Give the pages the days of their changes, for a sitemap; MkDocs gives that of the build."""
    for page in _pages(files):
        found = known.get(page.file.src_uri)
        page.update_date = found.isoformat() if found else ""


def hide(files: Any, built: str) -> None:  # noqa: ANN401 - MkDocs' own
    """Give the undated pages the day of the build again: the generator compares all dates."""
    for page in _pages(files):
        page.update_date = page.update_date or built


def _pages(files: Any) -> Iterator[Any]:  # noqa: ANN401 - MkDocs' own
    return (file.page for file in files.documentation_pages() if file.page)


def _said(article: Article) -> dt.date | None:
    days = (day(article.meta.get(key)) for key in KEYS)
    return max((found for found in days if found), default=None)


def _of(path: str, kb: KnowledgeBase, committed: Mapping[str, dt.date]) -> dt.date | None:
    article = kb.articles[path]
    source = kb.translations(article).get(kb.config.converted.get(article.lang, ""))
    return committed.get(path) or (source and committed.get(source.path)) or None


def _committed(kb: KnowledgeBase) -> Mapping[str, dt.date]:
    found = repository(docs_root(kb.config))
    if found is None or found.shallow:
        return {}
    words = ("log", "--format=%x00%x00%cs", "--name-only", "-z", "--relative", "--no-renames")
    try:
        out = found.ask(*words, "--", ".")
    except GitError:  # no commit yet
        return {}
    committed: dict[str, dt.date] = {}
    for path, date in _changes(out):
        committed.setdefault(path, date)
    return committed


def _changes(out: bytes) -> Iterator[tuple[str, dt.date]]:
    """Yield each path that a commit touched with the commit's day, the newest commit first."""
    for commit in out.split(b"\0\0"):
        date, *paths = commit.decode("utf-8", "surrogateescape").strip("\0\n").split("\0")
        if found := day(date.strip()):
            yield from ((path.strip("\n"), found) for path in paths)
