"""By which names articles are found: paths, ids, languages, addresses old and new.

It is derived from paths only, so that a base of ten thousand articles knows it without reading one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from kb_tools.article import Article
from kb_tools.corpus import addresses
from kb_tools.corpus.layout import Layout

R = TypeVar("R")
V = TypeVar("V")


class Name(NamedTuple):
    """All by which one article is found, besides its path.

    `given` says whether its front matter has the id, `key` is the path without the language.
    """

    lang: str
    id: str
    given: bool
    key: str
    permalinks: tuple[str, ...]
    aliases: tuple[str, ...]

    @classmethod
    def of(cls, article: Article, layout: Layout) -> Name:
        """Return the names of an article."""
        links = tuple(addresses.permalinks(article))
        old = tuple(addresses.old_addresses(article))
        return cls(article.lang, article.id, "id" in article.meta, layout.key(article), links, old)


class Naming:
    """The names of all articles, by path, and the paths by each kind of name.

    Where two claim a name, the first by path has it.
    """

    def __init__(self, read: Callable[[], Mapping[str, Name]]) -> None:
        self._read = read

    @cached_property
    def names(self) -> Mapping[str, Name]:
        """The names of each article, in order of path."""
        found = self._read()
        return {path: found[path] for path in sorted(found)}

    def changed(self, others: Mapping[str, Name | None]) -> Naming:
        """Return the same with other names for some articles; None for one that is gone."""
        kept = {path: name for path, name in self.names.items() if path not in others}
        names = kept | {path: name for path, name in others.items() if name is not None}
        return Naming(lambda: names)

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, str]]:
        """Paths by id and language."""
        return _by_language((name.id, name.lang, path) for path, name in self.names.items())

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, str]]:
        """Paths by what translations share of their paths, and by language."""
        return _by_language((name.key, name.lang, path) for path, name in self.names.items())

    def by_address(self, placed: Callable[[str], str] = str) -> Mapping[str, str]:
        """Return paths by the articles' places on the site, which puts them as `placed`."""
        return _firsts((addresses.address(placed(path)), path) for path in self.names)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Paths by the addresses that redirect to the articles."""
        return _firsts((old, path) for path, name in self.names.items() for old in name.aliases)

    @cached_property
    def permalinks(self) -> Mapping[str, str]:
        """Paths by the permalinks that another generator puts the articles at."""
        return _firsts(
            (link, path) for path, name in self.names.items() for link in name.permalinks
        )

    def versions(self, name: Name) -> Mapping[str, str]:
        """Return the paths of an article in every language that there is, by language."""
        return {**self.by_key.get(name.key, {}), **self.by_id.get(name.id, {})}


def _firsts(claims: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, path in claims:
        found.setdefault(name, path)
    return found


def _by_language(claims: Iterable[tuple[str, str, str]]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, lang, path in claims:
        found[name].setdefault(lang, path)
    return dict(found)


class Index(Mapping[str, V], Generic[R, V]):
    """What is found by a name, made of the path or paths behind it when it is asked for."""

    def __init__(self, rows: Mapping[str, R], make: Callable[[R], V]) -> None:
        self._rows = rows
        self._make = make

    def __getitem__(self, name: str) -> V:
        return self._make(self._rows[name])

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
