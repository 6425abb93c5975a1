"""Where a knowledge base writes an article's language: in its folder or in its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from kb_tools.config import Config
from kb_tools.language import is_tag, normal

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for Markdown."""

_NAME = re.compile(r"(.+?)(?:\._?|_)([a-z]{2,3}(?:[-_][A-Za-z]{2,4}){0,2})", re.DOTALL)

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


class Place(NamedTuple):
    """What a path says: the language ("" when it says none) and the path without it.

    Articles with the same `key` are translations of each other; it has no suffix.
    """

    lang: str
    key: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read language from paths; `folders` maps a top folder to its language."""

    folders: Mapping[str, str]
    names: Mapping[str, Place]
    """The paths whose file name ends with a language."""

    def place(self, path: str) -> Place:
        """Return language and key of an article's path.

        >>> Layout({"zh-Hans": "zh"}, {}).place("zh-Hans/faq/login.md")
        Place(lang='zh', key='faq/login')
        """
        if (named := self.names.get(path)) is not None:
            return named
        top, _, rest = path.partition("/")
        if rest and top in self.folders:
            return Place(self.folders[top], stem(rest))
        return Place("", stem(path))

    def folder(self, path: str) -> str:
        """Return the language folder that the path lies in, with `/`; "" when in none."""
        top, slash, rest = path.partition("/")
        return top + slash if rest and top in self.folders else ""

    def path(self, lang: str, key: str) -> str:
        """Return where an article of this language and key stands, in the manner of the others.

        >>> Layout({"zh-Hans": "zh"}, {}).path("zh", "faq/login")
        'zh-Hans/faq/login.md'
        """
        folder = next((name for name, of in self.folders.items() if of == lang), lang)
        if self.folders or not self.names:
            return f"{folder}/{key}.md"
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
    return str(PurePosixPath(path).with_suffix("")) if is_markdown(path) else path


def detect(paths: Iterable[str], config: Config) -> Layout:
    """Return the layout of the articles at `paths`, as configured or as the paths show.

    Two letters can mean much (`it/` may be a department), so a folder or a suffix counts as
    a language only when the languages are configured, or when the company it keeps says so.
    """
    paths = tuple(paths)
    known = {normal(tag) for tag in config.languages}
    folders = _folders(paths, config, known) if config.layout != "suffix" else {}
    if config.layout == "folder" or (config.layout == "auto" and folders):
        return Layout(folders, {})
    return Layout({}, _names(paths, config, known))


def _folders(paths: Iterable[str], config: Config, known: set[str]) -> dict[str, str]:
    tops = Counter(top for top, slash, _ in (path.partition("/") for path in paths) if slash)
    tags = {top: normal(top) for top in tops if is_tag(top)}
    if known:
        return {top: lang for top, lang in tags.items() if lang in known}
    if config.layout == "folder" or _mostly(tops, tags):
        return tags
    return {}


def _mostly(tops: Counter[str], tags: Mapping[str, str]) -> bool:
    """Most folders of articles are languages, and one is beyond doubt."""
    sure = any(_sure(tag) for tag in tags)
    return sure and 2 * sum(tops[top] for top in tags) > sum(tops.values())


def _sure(tag: str) -> bool:
    return len(tag) > 3 or normal(tag) in ("zh", "zh-Hant", "en")


def _names(paths: Iterable[str], config: Config, known: set[str]) -> dict[str, Place]:
    named = {path: place for path in paths if (place := _named(path)) is not None}
    if not known and config.layout == "auto":
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
