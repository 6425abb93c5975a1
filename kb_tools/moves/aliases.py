"""The front matter's `aliases`: old addresses, which redirect."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence

from kb_tools.article import Article
from kb_tools.corpus.addresses import address
from kb_tools.meta_list import listed, with_list


def alias(path: str) -> str:
    """Return how `aliases` names an old path: one without a folder needs a `/` before it."""
    return path if "/" in path else f"/{path}"


def aliases(article: Article) -> list[str]:
    """Return what an article says under `aliases`."""
    return listed(article, "aliases")


def moved(article: Article, new: str, placed: Callable[[str], str] = str) -> list[str]:
    """Return the aliases of an article that moves to `new`: its old path is one more.

    `placed` says where the site puts a path. One that is the new address is left out; one that
    was beside the article gets its folder.
    """
    place = address(placed(new))
    kept = [_rooted(one, article.path, new) for one in aliases(article)]
    kept = [one for one in kept if address(one) != place]
    old = alias(placed(article.path))
    known = {address(one) for one in kept} | {place}
    return kept if address(old) in known else [*kept, old]


def _rooted(one: str, old: str, new: str) -> str:
    folder = posixpath.dirname(old)
    beside = "/" not in one or one.startswith(("./", "../"))
    if not beside or folder == posixpath.dirname(new):
        return one
    return alias(posixpath.normpath(posixpath.join(folder, one)))


def with_aliases(text: str, path: str, keys: Mapping[str, str], wanted: Sequence[str]) -> str:
    """Return an article's text with these `aliases`; KbError where they cannot be written."""
    return with_list(text, path, keys, "aliases", wanted)
