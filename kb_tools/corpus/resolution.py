"""Where a link leads, as the built site would take it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from kb_tools.article import Article
from kb_tools.corpus import addresses, nearest
from kb_tools.corpus.layout import is_markdown
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.regex import regex

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase

Status = Literal["found", "redirected", "archived", "wrong-audience", "missing", "external"]

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//[^/]*\.")
_TEMPLATE = regex(r"\{\{.*?\}\}|\{%.*?%\}")
_REFERENCE = regex(r"""\{[{%][<%]?\s*(?:link|relref|ref)\s+["']?([^"'\s]+?)["']?\s*[>%]?[%}]\}""")
"""How Jekyll (`{% link _posts/a.md %}`) and Hugo (`{{< ref "a.md" >}}`) write a link."""
_CONTENT = regex(r"(?:[^/]+/)??(?:content|docs|src|source|pages)/")
"""What Hugo, Docusaurus, VitePress, mdBook, Hexo and others call it; a package may be above."""
_VERSION = regex(
    r"/((?:[a-z]{2}(?:[-_][A-Za-z]{2,4})?/)?"
    r"(?:latest|stable|dev|main|master|v?\d+(?:\.(?:\d+|x))*))(?:/|$)"
)
"""As Read the Docs and mike put versions before an address."""
_OTHER_FILE = regex(r"\.(?!html?$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)


_FORGOTTEN = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|www\.[\w-]+\.")
"""Where `mailto:` or `https://` is missing."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads.

    `redirected` is a link that works, by an alias, an id or a permalink. `archived` leads
    from what readers see to what they do not: archived, or not yet published.
    `anchor` is the fragment without `#`, decoded ("" when there is none); `anchor_found` is
    False only when the target article has no such anchor. `path` is the target's path
    relative to the docs folder, also for a file that is no article (an image, or the front
    page, `index.html`, that a site makes where nobody wrote one). `nearest` is,
    for a missing target or anchor, the link as it should probably be written, or None.
    """

    status: Status
    article: Article | None = None
    path: str | None = None
    anchor: str = ""
    anchor_found: bool = True
    nearest: str | None = None


_EXTERNAL = Resolution("external")


class _Hit(NamedTuple):
    path: str
    redirected: bool = False


def resolve(kb: KnowledgeBase, target: str, source: Article) -> Resolution:
    """Return where `target`, written in `source`, leads.

    On a site with a mkdocs.yml the rules are MkDocs's. Without one the site's generator is
    unknown, and what GitHub, Jekyll, Hugo or Docusaurus would take is taken as well.
    A target made by a template (`{{ site.url }}/a`) counts as external unless it is found.
    """
    parts = _parts(target, kb)
    if parts is None:
        return _EXTERNAL
    path, anchor = parts
    hit = _hit(kb, path, source) if path else _same_page(target, source)
    if hit is not None:
        return _found(kb, hit, target, anchor, source)
    if "{{" in target or "{%" in target or _elsewhere(kb, path, source) or _version(kb, path):
        return _EXTERNAL
    return Resolution("missing", anchor=anchor, nearest=_nearest(kb, path, anchor, source))


def led(kb: KnowledgeBase, target: str, source: Article) -> str | None:
    """Return the path of the article that a link leads to, which is not looked at for that."""
    path, _ = _parts(target, kb) or ("", "")
    hit = _hit(kb, path, source) if path else _same_page(target, source)
    return hit.path if hit is not None and hit.path in kb.articles else None


def within(target: str, kb: KnowledgeBase) -> str:
    """Return the path in a link, as seen within the site; "" where it has none or leads away."""
    parts = _parts(target, kb)
    return "" if parts is None else parts[0]


def _parts(target: str, kb: KnowledgeBase) -> tuple[str, str] | None:
    """Return path and anchor of a link within the site; None for one that leads away."""
    inside = _inside(_untemplated(target), kb.facts.site_url)
    return None if inside is None else _split(inside)


def _untemplated(target: str) -> str:
    """Return the target as a template would make it, as far as that can be known."""
    if "{" not in target:
        return target.strip()
    return _TEMPLATE.sub("", _REFERENCE.sub(_referred, target)).strip()


def _referred(match: re.Match[str]) -> str:
    """Return the path in a template's link; one in a folder starts at the root."""
    return f"/{match[1].lstrip('/')}" if "/" in match[1] else match[1]


def _inside(target: str, site_url: str) -> str | None:
    """Return the target as seen within the site; None when it leads away from it."""
    site = site_url.rstrip("/")
    if site and (target == site or target.startswith((f"{site}/", f"{site}#"))):
        return "/" + target[len(site) :].lstrip("/")
    return None if _SCHEME.match(target) else target


def _split(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    return path.partition("?")[0], unquote(fragment).partition(":~:")[0]


def _elsewhere(kb: KnowledgeBase, path: str, source: Article) -> bool:
    """Tell whether the address lies in another part of the website that the articles are in.

    Without mkdocs.yml the articles may be a part only; `/contact/` is none of theirs when no
    article is beside it.
    """
    page = path.startswith("/") and not is_markdown(path) and not _OTHER_FILE.search(path)
    place = addresses.address(path)
    ours = posixpath.dirname(place) in kb.address_folders or kb.has_folder(place, source)
    return page and not kb.facts.known and not ours


def _version(kb: KnowledgeBase, path: str) -> bool:
    """Tell whether the address is one of another version of the site, which is built apart."""
    found = _VERSION.match(path)
    return found is not None and not any(known.startswith(found[1]) for known in kb.articles)


def _same_page(target: str, source: Article) -> _Hit | None:
    return _Hit(source.path) if target.strip().startswith(("#", "?")) else None


def _hit(kb: KnowledgeBase, path: str, source: Article) -> _Hit | None:
    if path.startswith("//"):
        return None
    for file in _files(kb, path, source):
        if file in kb.articles or file in kb.files:
            return _Hit(file)
    for place in _places(kb, path, source):
        if (hit := _at(kb, place, path, source)) is not None:
            return hit
    article = identified(kb, unquote(path).strip("/").removesuffix(".md"), source.lang)
    return None if article is None else _Hit(article.path, redirected=True)


def _at(kb: KnowledgeBase, place: str, written: str, source: Article) -> _Hit | None:
    key = addresses.address(place)
    if (found := kb.by_address.get(key)) is not None and _served(kb, found, written):
        return _Hit(found.path)
    if not place and not is_markdown(written):
        return _Hit("index.html")  # the page that offers the languages
    if key in kb.permalinks:
        return _Hit(kb.permalinks[key].path)
    if key in kb.aliases:
        return _Hit(kb.aliases[key].path, redirected=True)
    folder, _, rest = key.partition("/")
    article = identified(kb, rest, source.lang) if folder == kb.config.site.permalinks else None
    return None if article is None else _Hit(article.path, redirected=True)


def _served(kb: KnowledgeBase, article: Article, written: str) -> bool:
    """Tell whether a server answers an address, written so, with this article's page."""
    if is_markdown(written) or not kb.facts.known:
        return not is_markdown(written)
    in_folder = posixpath.basename(kb.url(article)) in ("", "index.html")
    if written.endswith(".html"):
        return in_folder == written.endswith("index.html")
    return in_folder or not written.endswith(("/", "."))


def _files(kb: KnowledgeBase, path: str, source: Article) -> Iterator[str]:
    """Yield the files that a target can name, the likeliest first."""
    if not path.startswith("/"):
        yield from addresses.below(posixpath.dirname(source.path), path)
        if _OTHER_FILE.search(path) and not is_markdown(path):
            yield from addresses.below(_page_folder(kb, source), path)
        return
    for rest in _from_root(kb, path.lstrip("/"), source):
        for folder in dict.fromkeys(("", kb.layout.folder(source.path), _content(kb, source))):
            yield from addresses.below(folder, rest)


def _content(kb: KnowledgeBase, source: Article) -> str:
    """Return the folder that another generator makes the site of, where one is named so."""
    found = None if kb.facts.known else _CONTENT.match(source.path)
    return found[0] if found else ""


def _from_root(kb: KnowledgeBase, path: str, source: Article) -> Iterator[str]:
    prefix = urlsplit(kb.facts.site_url).path.strip("/")
    if prefix and path.startswith(f"{prefix}/"):
        yield path[len(prefix) + 1 :]
    yield path
    top, _, rest = path.partition("/")
    ours = kb.facts.known or kb.has_folder(top, source) or addresses.address(path) in kb.aliases
    if rest and not ours:
        yield rest


def places(kb: KnowledgeBase, path: str, source: Article) -> Iterator[str]:
    """Yield the files and addresses that a path, written in `source`, can name."""
    yield from _files(kb, path, source)
    yield from _places(kb, path, source)


def _places(kb: KnowledgeBase, path: str, source: Article) -> Iterator[str]:
    """Yield the addresses that a target can name: for a page, as seen from the page's URL."""
    if path.startswith("/") or is_markdown(path) or not kb.facts.known:
        yield from _files(kb, path, source)
    if not path.startswith("/") and not is_markdown(path):
        yield from addresses.below(_page_folder(kb, source), path)


def _page_folder(kb: KnowledgeBase, source: Article) -> str:
    """Return the folder that relative addresses in the source's page start from."""
    return posixpath.dirname(unquote(kb.url(source)))


def identified(kb: KnowledgeBase, name: str, lang: str) -> Article | None:
    """Return the article whose front matter has this id, in `lang` if there is one."""
    found = kb.naming.by_id.get(name, {})
    for wanted in (lang, *kb.languages) if found else ():
        if wanted in found and kb.naming.names[found[wanted]].given:
            return kb.articles[found[wanted]]
    return None


def _found(kb: KnowledgeBase, hit: _Hit, target: str, anchor: str, source: Article) -> Resolution:
    article = kb.articles.get(hit.path)
    if article is None:
        return Resolution("found", None, hit.path, anchor)
    known = not anchor or anchor in article.anchors or anchor.lower() == "top"
    return Resolution(
        _status(kb, article, source, redirected=hit.redirected),
        article,
        hit.path,
        anchor,
        known,
        None if known else _nearest_anchor(article, target, anchor),
    )


def _status(kb: KnowledgeBase, article: Article, source: Article, *, redirected: bool) -> Status:
    audiences = kb.config.audience
    if audience_rank(article, audiences) > audience_rank(source, audiences):
        return "wrong-audience"
    if _hidden_from(status(source), status(article)):
        return "archived"
    return "redirected" if redirected else "found"


def _hidden_from(source: str, target: str) -> bool:
    if source == "published":
        return target != "published"
    return target == "archived" != source


def _nearest_anchor(article: Article, target: str, anchor: str) -> str | None:
    near = nearest.likeliest(anchor, sorted(article.anchors))
    return None if near is None else f"{target.partition('#')[0]}#{near}"


def _nearest(kb: KnowledgeBase, path: str, anchor: str, source: Article) -> str | None:
    if path in source.anchors:
        return f"#{path}"
    if _FORGOTTEN.match(path):
        return ("mailto:" if "@" in path else "https://") + path
    likely = _candidate(kb, path, source)
    if not likely:
        return None
    found = kb.nearest(
        likely, "" if _OTHER_FILE.search(path) and not is_markdown(path) else source.lang
    )
    if found is None:
        return None
    article = kb.articles.get(found)
    known = article is not None and anchor in article.anchors
    return _written(kb, found, path, source) + (f"#{anchor}" if anchor and known else "")


def candidate(kb: KnowledgeBase, target: str, source: Article) -> str:
    """Return the file that a dead link most likely names; "" for none."""
    return _candidate(kb, within(target, kb), source)


def _candidate(kb: KnowledgeBase, path: str, source: Article) -> str:
    return next(_files(kb, path.replace("\\", "/"), source), "").removesuffix(".html")


def _written(kb: KnowledgeBase, found: str, path: str, source: Article) -> str:
    """Return the link to `found` in the manner of the dead one: from the root, or relative."""
    if not path.startswith("/"):
        link = posixpath.relpath(found, posixpath.dirname(source.path) or ".")
    else:
        article = kb.articles.get(found)
        permalink = article.meta.get("permalink") if article else None
        link = str(permalink or "/" + found.removeprefix(_left_out(kb, found, source)))
    return re.sub(r"[ ()]", lambda match: f"%{ord(match[0]):02X}", link)


def _left_out(kb: KnowledgeBase, found: str, source: Article) -> str:
    """Return the language folder when the knowledge base's own links leave it out."""
    folder = kb.layout.folder(source.path)
    return folder if folder and found.startswith(folder) and not kb.facts.known else ""
