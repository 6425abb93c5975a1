"""Articles as a database has them, each decoded when somebody asks for it.

A base of ten thousand articles is there at once this way, and an edit costs what it touches.
`over` lays new versions over them, as an edit does.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping

from kb_tools.article import Article

Fetch = Callable[[str], Article]


class Recalled(Mapping[str, Article]):
    """Articles by path, in order of path."""

    def __init__(self, paths: Mapping[str, object], fetch: Fetch) -> None:
        self._paths = paths
        self._fetch = fetch
        self._known: dict[str, Article] = {}

    def __getitem__(self, path: str) -> Article:
        found = self._known.get(path)
        if found is None:
            if path not in self._paths:
                raise KeyError(path)
            found = self._known[path] = self._fetch(path)
        return found

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def over(self, changed: Mapping[str, Article]) -> Recalled:
        """Return the same with other versions of some articles; the paths are the same."""
        made = Recalled(self._paths, self.__getitem__)
        made._known.update(changed)
        return made


class Places(Mapping[str, Article]):
    """Articles by a name of theirs: an address, a language."""

    def __init__(self, paths: Mapping[str, str], articles: Mapping[str, Article]) -> None:
        self.paths = paths
        self._articles = articles

    def __getitem__(self, name: str) -> Article:
        return self._articles[self.paths[name]]

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def over(self, articles: Mapping[str, Article]) -> Places:
        """Return the same names of newer articles."""
        return Places(self.paths, articles)


class Families(Mapping[str, Mapping[str, Article]]):
    """Articles by a name that they share, then by language."""

    def __init__(
        self, paths: Mapping[str, Mapping[str, str]], articles: Mapping[str, Article]
    ) -> None:
        self.paths = paths
        self._articles = articles

    def __getitem__(self, name: str) -> Mapping[str, Article]:
        return Places(self.paths[name], self._articles)

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def over(self, articles: Mapping[str, Article]) -> Families:
        """Return the same names of newer articles."""
        return Families(self.paths, articles)


def overlaid(
    articles: Mapping[str, Article], changed: Mapping[str, Article]
) -> Mapping[str, Article]:
    """Return articles with new versions of some of them."""
    if isinstance(articles, Recalled) and changed.keys() <= articles.keys():
        return articles.over(changed)
    return types.MappingProxyType({**articles, **changed})
