"""Links as the generator understands them, whatever manner of writing they came in.

MkDocs follows only `../folder/file.md`. A knowledge base of another generator writes
`/folder/file.md`, `/folder/file/` or `{% link file.md %}`, and ours may name an id or an old
address. `KnowledgeBase.resolve` knows where all of these lead; here they are rewritten.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

from kb_tools.article import Article, Link, Span
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.corpus.layout import is_markdown
from kb_tools.site.addresses import href

_TAIL = re.compile(r"[?#]")
_UNSAFE = re.compile(r"[\s%()<>\"'|\\]")


def relinked(article: Article, kb: KnowledgeBase) -> str:
    """Return the article's text with every link that leads to something written for MkDocs."""
    edits: dict[Span, str] = {}
    for link in article.links:
        if (new := _rewritten(link, article, kb)) is not None:
            edits[link.target_span] = new
    text = article.text
    for span in sorted(edits, reverse=True):
        text = text[: span.start] + edits[span] + text[span.end :]
    return text


def _rewritten(link: Link, article: Article, kb: KnowledgeBase) -> str | None:
    if re.match(r"[#?]|[a-z][a-z0-9+.-]*:|$", link.target, re.IGNORECASE):
        return None
    hit = kb.resolve(link.target, article)
    if hit.path is None or (hit.article is None and hit.path not in kb.files):
        return None
    path = _TAIL.split(link.target)[0]
    raw = link.target_span.of(article.text)
    tail = raw[found.start() :].rstrip(">") if (found := _TAIL.search(raw)) else ""
    if link.form == "html":
        new = href(kb.url(hit.article) if hit.article else quote(hit.path), kb.url(article))
        return None if _reached(path, article, kb) == _place(hit, kb) else new + tail
    if _followed(path, hit, article, kb):
        return None
    way = posixpath.relpath(hit.path, posixpath.dirname(article.path) or ".")
    return _UNSAFE.sub(lambda char: quote(char[0]), way) + tail


def _followed(path: str, hit: Resolution, article: Article, kb: KnowledgeBase) -> bool:
    """Tell whether the generator, or the reader's browser, gets there by itself."""
    if path.startswith("/") or "{" in path:
        return False
    named = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), unquote(path)))
    if named == hit.path:
        return True
    return not is_markdown(path) and _reached(path, article, kb) == _place(hit, kb)


def _reached(path: str, article: Article, kb: KnowledgeBase) -> str:
    """Return the place, from the site's root, that a browser takes an address to."""
    folder = posixpath.dirname(unquote(kb.url(article)))
    joined = posixpath.normpath(posixpath.join("/", folder, unquote(path)))
    return joined.strip("/").removesuffix("index.html").strip("/")


def _place(hit: Resolution, kb: KnowledgeBase) -> str:
    own = unquote(kb.url(hit.article)) if hit.article is not None else hit.path or ""
    return own.removesuffix("index.html").strip("/")
