"""The search of a built site: its scripts and index, and pages that use them.

Everything works on finished HTML, so that a customer's own templates, MkDocs and ProperDocs
need no change. Material's search box stays; only the worker behind it is ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from kb_tools.language import normal
from kb_tools.search import shards
from kb_tools.search.build import build
from kb_tools.search.document import Document, documents
from kb_tools.search.synonyms import Group, groups, shipped
from kb_tools.site import search_index
from kb_tools.site.edition import Edition
from kb_tools.site.facts import words
from kb_tools.site.labels import kind
from kb_tools.site.last_build import digest, program
from kb_tools.site.scripts import script
from kb_tools.tickets.asking import own_synonyms

FOLDER = "search"
"""Where the search is on the site."""

_WORKER = re.compile(r'"search": "([^"]*)assets/javascripts/workers/search\.[^"]*"')
_BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.[^"]*">')
_LANG = re.compile(r'<html[^>]*? lang="([^"]*)"')
_NO_INDEX = '{"config":{"lang":["en"],"separator":"[\\\\s]+","pipeline":[],"fields":{}},"docs":[]}'
CORE = (
    *("files.js", "packing.js", "terms.js", "words.js", "rank.js", "index.js"),
    *("asking.js", "proof.js", "spelling.js", "abroad.js", "passages.js", "search.js"),
)
"""The files that make search.js, in this order."""


def hook(html: str) -> str:
    """Return a page of the Material theme with our worker behind its search box."""
    worker = _WORKER.search(html)
    if worker is None:
        return html
    lang = _LANG.search(html)
    folder = f"{worker[1]}search/"
    speaks = normal(lang[1]) if lang else ""
    address = f'"search": "{folder}worker.js?v={version()}\\u0026lang={speaks}"'
    html = html[: worker.start()] + address + html[worker.end() :]
    box = f'<script src="{folder}box.js?v={version()}"></script>\n      '
    return _BUNDLE.sub(lambda bundle: box + bundle[0], html, count=1)


@cache
def version() -> str:
    """Return what changes when a script does, so that no browser mixes old ones with new."""
    return hashlib.blake2b(
        "".join(text for _, text in scripts()).encode(), digest_size=4
    ).hexdigest()


def silence(plugins: Mapping[str, Any]) -> None:
    """Keep Material's own search plugin for its box only: it indexes no page any more."""
    index = getattr(plugins.get("material/search"), "search_index", None)
    if index is not None:
        index.add_entry_from_context = _nothing


def _nothing(page: object) -> None:
    """Index no page."""


def files(edition: Edition, index: Path | None = None) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of all that the search needs.

    `index` is where an index is kept for the next build. What is yielded does not hold on to the
    edition: it is made where memory is short.
    """
    indexed = partial(search_index.made, place=index) if index else build
    return _files([_page(one, edition) for one in documents(edition.kb)], _alike(edition), indexed)


def _files(
    pages: list[shards.Page], alike: Sequence[Group], indexed: shards.Indexed
) -> Iterator[tuple[str, str]]:
    for name, text in chain(scripts(), shards.files(pages, alike, indexed)):
        yield f"{FOLDER}/{name}", text


def key(edition: Edition) -> str:
    """Return what changes when one of `files` does."""
    kb = edition.kb
    texts = chain.from_iterable((a.path, a.id, a.lang, a.text) for a in kb.articles.values())
    own = own_synonyms(kb.config)
    return digest((program(), repr(kb.config), repr(kb.facts), repr(own), *texts))


def _alike(edition: Edition) -> list[Group]:
    return groups((*shipped(), *own_synonyms(edition.kb.config)))


def _page(one: Document, edition: Edition) -> shards.Page:
    article = edition.kb.articles[one.path]
    labels = (kind(article.kind, article.lang), *words(article.meta.get("product")))
    return shards.Page(one, edition.kb.url(article), tuple(filter(None, labels)))


def scripts() -> Iterator[tuple[str, str]]:
    """Yield (file name, text) of every script below `search/`; the pages load box.js only."""
    yield "box.js", trusted() + _asset("box.js")
    yield "worker.js", trusted() + _asset("material.js")
    yield "search.js", f'(() => {{\n"use strict";\n{"".join(map(_asset, CORE))}}})();\n'
    yield "search_index.json", _NO_INDEX
    yield "search_index.js", f"var __index = {_NO_INDEX};\n"


def trusted() -> str:
    """Return what scripts need in a page that trusts no text (`require-trusted-types-for`)."""
    return _asset("trusted.js")


def checker() -> str:
    """Return the script that asks the search in Node.js; no site has it."""
    return _asset("check.js")


def _asset(name: str) -> str:
    return script("assets", "search", name)
