"""The articles of one language in the order readers meet them: folders become shelves.

Each page shows only its own branch: the shelves on the way down to it, and its neighbours.
What a page carries is therefore bounded, and a site grows with n, not with n².
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from kb_tools.article import Article
from kb_tools.site.facts import summary, title
from kb_tools.site.folder_names import spellings, spoken

SHELVES = 24
"""How many shelves of one level a branch shows, at most."""
NEIGHBOURS = 20
"""How many articles of one shelf a branch shows, at most."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of articles. `path` is where its landing page is or will be made.

    `landing` is the article at `path`, if someone wrote one; `articles` are the others.
    """

    title: str
    path: str
    landing: Article | None = None
    articles: tuple[Article, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    made: bool = True
    """Its landing page is made where nobody wrote one."""

    @property
    def has_page(self) -> bool:
        """Whether `path` is the shelf's own page, not just that of its first article."""
        return self.made or self.landing is not None

    @property
    def summary(self) -> str:
        """What the shelf holds, in its landing page's own words."""
        return summary(self.landing) if self.landing else ""

    @property
    def count(self) -> int:
        """How many articles are on it and on the shelves below, landing pages not counted."""
        return len(self.articles) + sum(shelf.count for shelf in self.shelves)


class Entry(NamedTuple):
    """One line of a branch: `path` is a docs path, `level` how deep it is nested (from 0)."""

    title: str
    path: str
    level: int
    state: Literal["", "open", "here", "more"] = ""
    articles: int = 0


def shelve(
    articles: Iterable[Article], folder: str, landings: Container[str], landing: str
) -> Shelf:
    """Arrange articles, in the order given, by their folders below `folder` ("" or "a/").

    `landings` are the paths that are their folder's own page; where a folder has none it will
    be made with the file name `landing`, and titled as the articles' titles write its words.
    """
    below = [*articles]
    return _shelf(below, folder, landings, landing, spellings(map(title, below)))


def _shelf(
    articles: Iterable[Article],
    folder: str,
    landings: Container[str],
    landing: str,
    written: Mapping[str, str],
) -> Shelf:
    here: list[Article] = []
    folders: dict[str, list[Article]] = {}
    for article in articles:
        name, deeper, _ = article.path[len(folder) :].partition("/")
        if deeper:
            folders.setdefault(f"{folder}{name}/", []).append(article)
        else:
            here.append(article)
    own = next((article for article in here if article.path in landings), None)
    return Shelf(
        title(own) if own else spoken(folder, written),
        own.path if own else f"{folder}{landing}",
        own,
        tuple(article for article in here if article is not own),
        tuple(_shelf(on, name, landings, landing, written) for name, on in folders.items()),
    )


def arranged(shelf: Shelf, links: Callable[[Article], Sequence[str]]) -> Shelf:
    """Return the shelf in the order in which landing pages link to what they introduce.

    What a landing page does not link to follows, in the order it had.
    """
    order = [*dict.fromkeys(links(shelf.landing))] if shelf.landing else []
    place = {path: number for number, path in enumerate(order)}
    return dataclasses.replace(
        shelf,
        articles=tuple(sorted(shelf.articles, key=lambda a: place.get(a.path, len(place)))),
        shelves=tuple(
            arranged(child, links)
            for child in sorted(shelf.shelves, key=lambda s: place.get(s.path, len(place)))
        ),
    )


def walk(shelf: Shelf) -> Iterator[Shelf]:
    """Yield a shelf and all below it, each before what is on it."""
    yield shelf
    for child in shelf.shelves:
        yield from walk(child)


def trails(shelf: Shelf, above: tuple[Shelf, ...] = ()) -> Iterator[tuple[str, tuple[Shelf, ...]]]:
    """Yield every path with the shelves that lead to it, the outermost first."""
    way = (*above, shelf)
    if shelf.has_page:
        yield shelf.path, way
    for article in shelf.articles:
        yield article.path, way
    for child in shelf.shelves:
        yield from trails(child, way)


def branch(trail: tuple[Shelf, ...], path: str, level: int = 0) -> Iterator[Entry]:
    """Yield the lines of the navigation that the page at `path` shows."""
    shelf, *rest = trail
    inner = rest[0] if rest else None
    for child in _near(shelf.shelves, inner, SHELVES):
        state: Literal["", "open", "here"] = "open" if child is inner else ""
        if child.path == path and child.has_page:
            state = "here"
        yield Entry(child.title, child.path, level, state, child.count)
        if child is inner:
            yield from branch(tuple(rest), path, level + 1)
    if inner is None or not shelf.shelves:
        yield from _articles(shelf, path, level)


def _articles(shelf: Shelf, path: str, level: int) -> Iterator[Entry]:
    current = next((article for article in shelf.articles if article.path == path), None)
    if current is None and len(shelf.articles) > NEIGHBOURS:
        return  # the landing page itself lists them all
    for article in _near(shelf.articles, current, NEIGHBOURS):
        yield Entry(title(article), article.path, level, "here" if article is current else "")
    if len(shelf.articles) > NEIGHBOURS:
        yield Entry(shelf.title, shelf.path, level, "more", shelf.count)


def _near(items: tuple[T, ...], current: T | None, limit: int) -> tuple[T, ...]:
    """Return at most `limit` items around the current one."""
    if len(items) <= limit:
        return items
    at = next((i for i, item in enumerate(items) if item is current), 0)
    start = max(0, min(at - limit // 2, len(items) - limit))
    return items[start : start + limit]
