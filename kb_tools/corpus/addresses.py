"""Addresses: where an article is on the site, where it was before, and what else leads to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from kb_tools.article import Article
from kb_tools.corpus.layout import stem
from kb_tools.markdown.outline import LANDINGS
from kb_tools.regex import regex

_INDEX = regex(rf"(^|/)(?:{'|'.join(LANDINGS)})$", re.IGNORECASE)


def address(path: str) -> str:
    """Return what all ways to write one place on the site have in common.

    >>> {address(p) for p in ("/zh/login/", "zh/login.md", "/zh/login.html", "zh/login/index.html")}
    {'zh/login'}
    """
    path = stem(path.strip("/"))
    path = path.removesuffix(".html").removesuffix(".htm")
    return _INDEX.sub("", path)


def url(path: str, *, directory_urls: bool = True) -> str:
    """Return the address that MkDocs gives an article's path, relative to the site's root.

    >>> url("zh/login.md"), url("zh/index.md"), url("README.md"), url("zh/_index.md"), url("a b.md")
    ('zh/login/', 'zh/', '', 'zh/', 'a%20b/')
    """
    folder, name = posixpath.split(stem(path))
    index = name in LANDINGS
    if directory_urls:
        parts = [folder] if index else [folder, name]
        return "".join(f"{quote(part)}/" for part in parts if part)
    return quote(posixpath.join(folder, "index" if index else name) + ".html")


def old_addresses(article: Article) -> Iterator[str]:
    """Yield the addresses that lead to the article by redirect: its `aliases`.

    An alias with a `/` starts at the site's root, one without is beside the article.
    """
    folder = posixpath.dirname(article.path)
    for key in ("aliases", "redirect_from"):
        for alias in _strings(article.meta.get(key)):
            beside = "/" not in alias or alias.startswith(("./", "../"))
            yield address(posixpath.normpath(posixpath.join(folder if beside else "", alias)))


def led_on(paths: Iterable[str]) -> frozenset[str]:
    """Return the addresses of old paths that the site's own configuration redirects."""
    return frozenset(map(address, paths))


def permalinks(article: Article) -> Iterator[str]:
    """Yield the addresses of the `permalink` that another generator puts the article at."""
    return (address(unquote(link)) for link in _strings(article.meta.get("permalink")))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else ()


def below(folder: str, target: str) -> Iterator[str]:
    """Yield what `target`, seen from `folder`, names within the root: decoded, and as it is."""
    for path in dict.fromkeys((unquote(target), target)):
        joined = posixpath.normpath(posixpath.join(folder, path))
        if not f"{joined}/".startswith("../"):
            yield "" if joined == "." else joined
