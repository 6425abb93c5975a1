"""Articles as a database has them, each decoded when somebody asks for it.

A base of ten thousand articles is there at once this way, and an edit costs what it touches.
`over` lays new versions over them, as an edit does.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator, KeysView, Mapping

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

    def keys(self) -> KeysView[str]:
        """Return the paths, as quick to compare as those of a dictionary."""
        return self._paths.keys()

    def over(self, changed: Mapping[str, Article], gone: Collection[str] = ()) -> Recalled:
        """Return the same with other versions of some articles, or more, and without others."""
        paths = self._paths
        if gone or not changed.keys() <= paths.keys():
            paths = dict.fromkeys(sorted((paths.keys() - gone) | changed.keys()))
        made = Recalled(paths, self.__getitem__)
        made._known.update(changed)
        return made


def overlaid(
    articles: Mapping[str, Article], changed: Mapping[str, Article], gone: Collection[str] = ()
) -> Mapping[str, Article]:
    """Return articles with new versions of some of them, or new ones, and without others."""
    if isinstance(articles, Recalled):
        return articles.over(changed, gone)
    kept = {path: article for path, article in articles.items() if path not in gone}
    whole = kept | {**changed}
    return types.MappingProxyType(
        whole if len(whole) == len(kept) else {p: whole[p] for p in sorted(whole)}
    )
