"""How to write a link's new target in the manner of the old one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address
from kb_tools.corpus.layout import is_markdown, stem

_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)


class Written(NamedTuple):
    """A link's target as written: decoded by the parser, raw, and whether in `<…>`."""

    target: str
    raw: str
    bracketed: bool = False


def split(target: str) -> tuple[str, str]:
    """Return a target's path, and the rest with its `?` or `#`."""
    path, tail = _PARTS.fullmatch(target).groups()  # type: ignore[union-attr]
    return path, tail


def respelled(
    kb: KnowledgeBase,
    source: Article,
    written: Written,
    old: str,
    new: str,
    tail: str | None = None,
) -> str:
    """Return what `source` of `kb` writes to lead to the file `new`, where it led to `old`.

    A relative target stays relative, one from the root stays so, an address without `.md`
    stays one; `tail` replaces the anchor.
    """
    own = split(written.raw if "&" not in written.raw else written.target)[1]
    tail = own if tail is None else tail
    path = split(written.target)[0]
    spelled = [_encoded(one, written) for one in _spellings(kb, source, path, old, new)]
    for one in spelled:
        found = kb.resolve(one + tail, source)
        if found.path == new and found.status != "redirected":
            return one + tail
    return spelled[-1] + tail


def _spellings(kb: KnowledgeBase, source: Article, path: str, old: str, new: str) -> Iterator[str]:
    article = kb.articles.get(new)
    page = article is not None and not is_markdown(path)
    if "{" in path:
        yield path.replace(old, new).replace(stem(old), stem(new))
    if kb.facts.site_url and path.startswith("http") and article is not None:
        yield kb.facts.site_url.rstrip("/") + "/" + unquote(kb.url(article))
    if path.startswith("/"):
        yield from _from_root(kb, source, path, new, page=page)
    elif page and article is not None:
        yield from _relative_address(kb, source, path, article)
    relative = posixpath.relpath(new, posixpath.dirname(source.path) or ".")
    dotted = path.startswith("./") and not relative.startswith(".")
    yield f"./{relative}" if dotted else relative


def _from_root(
    kb: KnowledgeBase, source: Article, path: str, new: str, *, page: bool
) -> Iterator[str]:
    folder = kb.layout.folder(source.path)
    left_out = bool(folder) and not path.startswith(f"/{folder}")
    for name in (new.removeprefix(folder), new) if left_out else (new,):
        yield "/" + (_as_page(name, path) if page else name)
        yield f"/{name}"


def _as_page(name: str, like: str) -> str:
    """Return the address of an article's file with the ending that another address has."""
    place = address(name)
    if like.endswith(".html"):
        return stem(name) + ".html"
    return f"{place}/" if like.endswith("/") and place else place


def _relative_address(
    kb: KnowledgeBase, source: Article, path: str, article: Article
) -> Iterator[str]:
    end = "/" if path.endswith("/") else ""
    here = posixpath.dirname(unquote(kb.url(source)))
    yield posixpath.relpath(unquote(kb.url(article)) or ".", here or ".") + end
    folder = posixpath.dirname(source.path) or "."
    yield posixpath.relpath(_as_page(article.path, path) or ".", folder) + end


def _encoded(path: str, written: Written) -> str:
    """Return the path with all encoded that was, and with what would break the link."""
    if "{" in path and "{" in split(written.target)[0]:
        return path  # a template makes a part of it
    if re.search(r"%[89A-Fa-f][0-9A-Fa-f]", written.raw):
        return quote(path, safe="/._-~!$'*+,;=:@")
    keep = "" if not written.bracketed else " ()"
    return re.sub(
        r"[\s()<>\\%#?&\"']",
        lambda m: m[0] if m[0] in keep or m[0] == "'" else f"%{ord(m[0]):02X}",
        path,
    )
