"""The articles of one language as a site's own navigation arranges them.

The navigation is `nav` of mkdocs.yml as YAML gives it: a list of paths, of `title: path` and
of `title: list`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Mapping

from kb_tools.article import Article
from kb_tools.site.shelves import Shelf


def chapters(
    home: Shelf, nav: object, articles: Mapping[str, Article], landings: Container[str]
) -> Shelf:
    """Return `home` with what is on it as `nav` says; `articles` are those of its language.

    Articles that the navigation leaves out are on no shelf: search and the list have them.
    """
    inside = [item for item in _items(nav, articles, landings) if item.path != home.path]
    return dataclasses.replace(home, articles=_articles(inside), shelves=_shelves(inside))


def _items(
    nav: object, articles: Mapping[str, Article], landings: Container[str], title: str = ""
) -> Iterator[Article | Shelf]:
    """Yield what a navigation names, in order; what has no article in this language is left out."""
    if isinstance(nav, str) and (article := articles.get(nav)) is not None:
        yield dataclasses.replace(article, title=title or article.title)
    elif isinstance(nav, list):
        for item in nav:
            yield from _items(item, articles, landings)
    elif isinstance(nav, dict):
        for name, below in nav.items():
            if isinstance(below, list):
                yield from _chapter(str(name), [*_items(below, articles, landings)], landings)
            else:
                yield from _items(below, articles, landings, str(name or ""))


def _chapter(
    title: str, inside: list[Article | Shelf], landings: Container[str]
) -> Iterator[Shelf]:
    """Yield a shelf; its page is the folder's own where the chapter has one, else its first."""
    if not inside:
        return
    own = next((a for a in inside if isinstance(a, Article) and a.path in landings), None)
    rest = [item for item in inside if item is not own]
    page = own.path if own else inside[0].path
    yield Shelf(title, page, own, _articles(rest), _shelves(rest), made=False)


def _articles(items: list[Article | Shelf]) -> tuple[Article, ...]:
    return tuple(item for item in items if isinstance(item, Article))


def _shelves(items: list[Article | Shelf]) -> tuple[Shelf, ...]:
    return tuple(item for item in items if isinstance(item, Shelf))
