"""Headings become anchors, and paths names."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from kb_tools.article import Heading
from kb_tools.language import normal
from kb_tools.markdown.extensions import ascii_slugify, slugify
from kb_tools.regex import regex

LANDINGS = ("index", "README", "_index")
"""What the page of a folder is called, without suffix: by MkDocs, on git hosts, by Hugo."""
_COUNTED = regex(r"^(.*)_([0-9]+)$")
_SUFFIX = regex(r"[._]{1,2}([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})*)$")
_TAG = regex(r"[a-z]{2}(?:[-_](?:[a-z]{4}|[a-z]{2}))?(?:[-_][a-z]{2})?", re.IGNORECASE)


class Anchors:
    """Gives headings their anchors, each unique on the page, as the toc extension does."""

    def __init__(self, taken: Iterable[str], slug: Callable[[str], str] = slugify) -> None:
        self.used = set(taken)
        self.slug = slug
        self.counters: dict[str, int] = {}

    def new(self, source: str) -> str:
        """Return the anchor for a heading's text, in which entities are as written."""
        name = self.slug(html.unescape(source) if "&" in source else source)
        if name in self.used or not name:
            name = self._numbered(name)
        self.used.add(name)
        return name

    def _numbered(self, name: str) -> str:
        match = _COUNTED.match(name)
        base, count = (match[1], int(match[2])) if match else (name, 0)
        known = self.counters.get(base, 0)
        skip = count <= known or name == f"{base}_{known + 1}"
        count = (max(count, known) if skip else count) + 1
        while f"{base}_{count}" in self.used:
            count += 1
        if skip:
            self.counters[base] = count
        return f"{base}_{count}"


def ascii_anchors(headings: Iterable[Heading]) -> dict[str, str]:
    """Return, by our anchor, that of a site which sets no `slugify`: `_1` for Chinese.

    Those that are the same are left out.
    """
    named = [heading for heading in headings if heading.id]
    anchors = Anchors((heading.id for heading in named if heading.explicit), ascii_slugify)
    made = {heading.id: anchors.new(heading.text) for heading in named if not heading.explicit}
    return {ours: theirs for ours, theirs in made.items() if ours != theirs}


def path_id(path: str, lang: str) -> str:
    """Return the path without language and suffix, the same for every translation.

    >>> path_id("zh/login.md", "zh"), path_id("login._zh_CN.md", "zh"), path_id("a/b.md", "")
    ('login', 'login', 'a/b')
    """
    name = path.removesuffix(".md").removesuffix(".markdown")
    folder, slash, rest = name.partition("/")
    if lang and slash and _is(folder.lstrip("_"), lang):
        return rest
    match = _SUFFIX.search(name)
    if lang and match and match.start() and _is(match[1], lang):
        return name[: match.start()]
    return name


def _is(tag: str, lang: str) -> bool:
    return _TAG.fullmatch(tag) is not None and normal(tag) == normal(lang)


def path_title(path: str, lang: str) -> str:
    """Return the name of an article that has no title; a folder's page is named like the folder.

    >>> path_title("zh/reset-password.md", "zh"), path_title("zh/kite-sync/README.md", "zh")
    ('Reset password', 'Kite sync')
    """
    place = PurePosixPath(path_id(path, lang))
    name = place.parent.name or place.name if place.name in LANDINGS else place.name
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
