"""Where a knowledge base writes an article's language: in its folder or in its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.language import is_tag, normal
from kb_tools.regex import regex

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for Markdown."""

_NAME = regex(r"(.+?)(?:\._?|_)([a-z]{2,3}(?:[-_][A-Za-z]{2,4}){0,2})", re.DOTALL)

_DEEPEST = 4
"""How deep language folders may be: `content/docs/en/` is two folders down."""

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


class Place(NamedTuple):
    """What a path says: the language ("" when it says none) and the path without it.

    Articles with the same `key` are translations of each other; it has no suffix.
    """

    lang: str
    key: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read language from paths.

    `folders` maps the name of a language's folder to the language, `names` a path whose file
    name ends with a language to its place; `prefix` is the folder that contains the languages.
    """

    folders: Mapping[str, str]
    names: Mapping[str, Place]
    prefix: str = ""

    def place(self, path: str) -> Place:
        """Return language and key of an article's path.

        >>> Layout({"zh-Hans": "zh"}, {}).place("zh-Hans/faq/login.md")
        Place(lang='zh', key='faq/login')
        """
        if (named := self.names.get(path)) is not None:
            return named
        if folder := self.folder(path):
            lang = self.folders[folder[len(self.prefix) : -1]]
            return Place(lang, self.prefix + stem(path[len(folder) :]))
        return Place("", stem(path))

    def key(self, article: Article) -> str:
        """Return what an article's path has in common with those of its translations."""
        return self.place(article.path).key

    def folder(self, path: str) -> str:
        """Return the language folder that the path lies in, with `/`; "" when in none."""
        if not path.startswith(self.prefix):
            return ""
        top, slash, rest = path[len(self.prefix) :].partition("/")
        return f"{self.prefix}{top}{slash}" if rest and top in self.folders else ""

    def path(self, lang: str, key: str) -> str:
        """Return the path of an article of this language and key, in the manner of the others.

        >>> Layout({"zh-Hans": "zh"}, {}).path("zh", "faq/login")
        'zh-Hans/faq/login.md'
        """
        folder = next((name for name, of in self.folders.items() if of == lang), lang)
        if self.folders or not self.names:
            return f"{self.prefix}{folder}/{key.removeprefix(self.prefix)}.md"
        path, place = next(
            (item for item in self.names.items() if item[1].lang == lang),
            next(iter(self.names.items())),
        )
        mark = stem(path)[len(place.key) :]
        return f"{key}{mark if place.lang == lang else mark.rstrip(_LETTERS) + lang}.md"


def is_markdown(path: str) -> bool:
    """Tell whether the path's suffix is one that MkDocs takes for Markdown."""
    return path.lower().endswith(SUFFIXES)


def stem(path: str) -> str:
    """Return the path without its Markdown suffix."""
    return path[: path.rindex(".")] if is_markdown(path) else path


def detect(paths: Iterable[str], config: Config) -> Layout:
    """Return the layout of the articles at `paths`, as configured or as the paths show.

    Two letters can mean much (`it/` may be a department), so a folder or a suffix counts as
    a language only when the languages are configured, or when the company it keeps says so.
    """
    paths = tuple(paths)
    known = frozenset(normal(tag) for tag in config.languages)
    if config.layout != "suffix":
        for prefix in _prefixes(paths):
            below = [path[len(prefix) :] for path in paths if path.startswith(prefix)]
            if folders := _folders(below, config.layout, known):
                return Layout(folders, {}, prefix)
    if config.layout == "folder":
        return Layout({}, {})
    return Layout({}, _names(paths, config.layout, known))


def _prefixes(paths: Sequence[str]) -> Iterator[str]:
    """Yield the folders that may contain languages: the root, then what holds nearly all."""
    prefix = ""
    for _ in range(_DEEPEST):
        yield prefix
        tops = _tops(path[len(prefix) :] for path in paths if path.startswith(prefix))
        top, count = next(iter(tops.most_common(1)), ("", 0))
        if 10 * count < 9 * len(paths) or not paths:
            return
        prefix += f"{top}/"


def _tops(paths: Iterable[str]) -> Counter[str]:
    return Counter(top for top, slash, _ in (path.partition("/") for path in paths) if slash)


def _folders(paths: Sequence[str], layout: str, known: frozenset[str]) -> dict[str, str]:
    tops = _tops(paths)
    tags = {top: normal(top) for top in tops if is_tag(top)}
    if known:
        return {top: lang for top, lang in tags.items() if lang in known}
    sure = {top: lang for top, lang in tags.items() if _sure(top)}
    mostly = 2 * sum(tops[top] for top in tags) > sum(tops.values())
    if layout == "folder" or (sure and mostly):
        return tags
    return {top: lang for top, lang in sure.items() if _mirrors(top, paths)}


def _mirrors(top: str, paths: Sequence[str]) -> bool:
    """Tell whether a folder holds what the root holds: a translation beside the original."""
    there = set(paths)
    below = [path[len(top) + 1 :] for path in paths if path.startswith(f"{top}/")]
    return 2 * sum(path in there for path in below) >= len(below)


def _sure(tag: str) -> bool:
    return len(tag) > 3 or normal(tag) in ("zh", "zh-Hant", "en")


def _names(paths: Iterable[str], layout: str, known: frozenset[str]) -> dict[str, Place]:
    named = {path: place for path in paths if (place := _named(path)) is not None}
    if not known and layout == "auto":
        shared = Counter(place.key for place in named.values()) + Counter(
            stem(path) for path in paths
        )
        return {
            path: place
            for path, place in named.items()
            if _sure(place.lang) or shared[place.key] > 1
        }
    return {p: place for p, place in named.items() if not known or place.lang in known}


def _named(path: str) -> Place | None:
    match = _NAME.fullmatch(stem(path)) if is_markdown(path) else None
    if match is None or match[1].endswith("/") or not is_tag(match[2]):
        return None
    return Place(normal(match[2]), match[1])
