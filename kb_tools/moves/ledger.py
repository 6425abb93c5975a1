"""The ledger of every address and anchor that was ever published: none may die unnoticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address, led_on
from kb_tools.language import Text

FILE = "kb-urls.txt"
"""The ledger's name, in the project's root."""

_NOT_SERVED = Text(
    "'{entry}' no longer has a page or redirect; add it to the aliases of the article that "
    "replaces it",
    "“{entry}”已没有页面，也没有跳转；请把它写进接替文章的 aliases",
)
_NO_ANCHOR = Text(
    "'{path}' no longer has the anchor '{anchor}'; add '{{#{anchor}}}' to the section that "
    "replaces it",
    "“{path}”里已没有锚点“{anchor}”；请给对应的章节写上“{{#{anchor}}}”",
)


class Death(NamedTuple):
    """An entry of the ledger that leads nowhere now: its line (1-based), and why."""

    line: int
    entry: str
    reason: Text


def published(kb: KnowledgeBase) -> tuple[str, ...]:
    """Return every address that the site serves and every anchor on its pages, sorted.

    `kb` holds what is published (`kb.public()`). Addresses are relative to the site's root,
    as people read them: `zh/login/#重置密码`; redirects are served as well, without anchors.
    """
    out: set[str] = set()
    for article in kb.articles.values():
        out.update(_of(kb, article))
    directories = kb.facts.use_directory_urls
    redirected = {*kb.aliases, *led_on(kb.facts.redirects)} - {""}
    out.update(_written(old, directory_urls=directories) for old in redirected)
    return tuple(sorted(out))


def _of(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    url = unquote(kb.url(article))
    yield url or "/"
    yield from (f"{url}#{anchor}" for anchor in _places(article) if "\n" not in anchor)
    if "id" in article.meta and kb.config.site.permalinks:
        yield f"{kb.config.site.permalinks}/{article.id}/"


def _places(article: Article) -> frozenset[str]:
    """Return the anchors, but for that of the title: without it one gets to the same place."""
    titles = (h.id for h in article.headings if h.level == 1 and not h.explicit)
    return article.anchors - frozenset(titles)


def _written(place: str, *, directory_urls: bool) -> str:
    return f"{place}/" if directory_urls else f"{place}.html"


def entries(text: str) -> list[str]:
    """Return the entries of a ledger's text, an empty string for blank lines and comments."""
    lines = (line.strip() for line in text.splitlines())
    return ["" if line.startswith("# ") else line for line in lines]


def added(text: str, now: Iterable[str]) -> str:
    """Return the ledger with what is published now: sorted, one a line, nothing taken out."""
    comments = [line for line in text.splitlines() if line.startswith("# ")]
    known = {entry for entry in entries(text) if entry}
    return "".join(f"{line}\n" for line in (*comments, *sorted(known.union(now))))


def deaths(kb: KnowledgeBase, text: str) -> Iterator[Death]:
    """Yield the ledger's entries that no page serves and no redirect saves."""
    served = {**kb.aliases, **_permalinks(kb), **kb.by_address}
    saved = led_on(kb.facts.redirects) - {""}
    for line, entry in enumerate(entries(text), 1):
        place, _, anchor = entry.partition("#")
        article = served.get(address(place))
        if not entry:
            continue
        home = anchor == "" and address(place) == ""
        if article is None and not home and address(place) not in saved:
            yield Death(line, entry, _NOT_SERVED.format(entry=entry))
        elif article is not None and anchor and anchor not in article.anchors:
            reason = _NO_ANCHOR.format(path=article.path, anchor=anchor)
            yield Death(line, entry, reason)


def _permalinks(kb: KnowledgeBase) -> dict[str, Article]:
    folder = kb.config.site.permalinks
    return {f"{folder}/{a.id}": a for a in kb.articles.values() if "id" in a.meta}
