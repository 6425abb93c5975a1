"""The term base: what things are called in each language, and what they are not called.

A knowledge base has its own in kb-terms.toml; one for support writing comes with kb_tools.

    [[term]]
    zh = "登录"                        # the word to use, by language
    en = "sign in"
    also.en = ["log in"]              # other words for it that are fine
    forbidden.zh = ["登陆"]            # words that are not: `kb fix` replaces them
    definition.en = "Say who you are" # shown where readers meet the word first
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
import tomllib
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kb_tools.errors import ConfigError
from kb_tools.language import Text, normal
from kb_tools.text_file import TextFile

LANGUAGES = ("zh", "zh-Hant", "en")
_KEYS = (*LANGUAGES, "also", "forbidden", "definition", "case")
_NONE: Mapping[str, Any] = types.MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One thing: by language, its word, other words, wrong words, and what it is.

    With `case`, its word in other capitals is wrong too: `Github` for `GitHub`.
    """

    word: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    definition: Mapping[str, str] = field(default_factory=lambda: _NONE)
    case: bool = False
    own: bool = True
    """It is in the knowledge base's own term base, not in the one that is shipped."""

    def words(self, lang: str) -> tuple[str, ...]:
        """Return the words for it in a language, the one to use first."""
        own = (self.word[lang],) if lang in self.word else ()
        return own + self.also.get(lang, ())


def read(text: str, path: str) -> tuple[Term, ...]:
    """Return the terms of a term base's text; `path` is named in mistakes.

    >>> read('[[term]]\\nzh = "登录"\\nen = "sign in"', "kb-terms.toml")[0].words("en")
    ('sign in',)

    Raises ConfigError for what cannot be used.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = Text("not valid TOML: {e}", "不是有效的 TOML：{e}").format(e=error)
        raise ConfigError(what, path) from error
    rows = data.pop("term", [])
    lines = [
        1 + text.count("\n", 0, m.start()) for m in re.finditer(r"(?m)^[ \t]*\[\[term\]\]", text)
    ]
    if data or not isinstance(rows, list):
        message = Text(
            "a term base holds [[term]] tables only, no '{key}'",
            "术语表里只能有 [[term]]，不能有“{key}”",
        )
        raise ConfigError(message.format(key=next(iter(data), "term")), path)
    return tuple(
        _term(row, path, line)
        for row, line in zip(rows, [*lines, *[None] * len(rows)], strict=False)
    )


@lru_cache(maxsize=64)
def known(text: str, path: str) -> tuple[Term, ...]:
    """Return the terms of a knowledge base: its own (`read`), then those that are shipped."""
    return _merged(read(text, path), shipped())


def among(files: Mapping[str, TextFile], name: str) -> tuple[Term, ...]:
    """Return all `known` terms, where one of a base's files is its term base: that of this name."""
    path = next((path for path in files if posixpath.basename(path) == name), None)
    return shipped() if path is None else known(files[path].text, path)


@cache
def shipped() -> tuple[Term, ...]:
    """Return the terms that come with kb_tools: words of support, in Chinese and English."""
    file = Path(__file__).with_suffix(".toml")
    terms = read(file.read_text("utf-8"), file.name)
    return tuple(dataclasses.replace(term, own=False) for term in terms)


def _merged(own: tuple[Term, ...], base: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return both, without those of `base` whose word has another entry in `own`."""
    taken = {word.casefold() for term in own for word in _all_words(term)}
    return own + tuple(
        term for term in base if taken.isdisjoint(word.casefold() for word in term.word.values())
    )


def synonyms(terms: Iterable[Term]) -> Iterator[str]:
    """Yield the terms as lines of synonyms: a question in any of the words finds the others."""
    for term in terms:
        words = [word for word in _all_words(term) if "," not in word and "，" not in word]
        if len(words) > 1:
            yield ", ".join(words)


def _all_words(term: Term) -> tuple[str, ...]:
    groups = [term.words(lang) + term.forbidden.get(lang, ()) for lang in LANGUAGES]
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _term(row: object, path: str, line: int | None) -> Term:
    if not isinstance(row, dict):
        raise ConfigError(Text("write [[term]] tables", "请写成 [[term]] 表"), path, line)
    for key in row:
        if key not in _KEYS:
            from rapidfuzz import fuzz, process  # only a mistake needs it

            near = process.extractOne(key, _KEYS, scorer=fuzz.ratio)[0]
            message = Text(
                "unknown key '{key}'; did you mean '{near}'?", "没有“{key}”这个键；是不是“{near}”？"
            )
            raise ConfigError(message.format(key=key, near=near), path, line)
    word = {lang: row[lang] for lang in LANGUAGES if lang in row}
    if not word or not all(isinstance(value, str) and value.strip() for value in word.values()):
        message = Text(
            'a term needs its word: zh = "…" or en = "…"', '每条术语要有词：zh = "…" 或 en = "…"'
        )
        raise ConfigError(message, path, line)
    forbidden = _lists(row, "forbidden", path, line)
    for lang in forbidden:
        if lang not in word:
            message = Text(
                'say what to write instead: {lang} = "…"', '请写明该用哪个词：{lang} = "…"'
            )
            raise ConfigError(message.format(lang=lang), path, line)
    return Term(
        word=types.MappingProxyType(word),
        also=_lists(row, "also", path, line),
        forbidden=forbidden,
        definition=types.MappingProxyType(
            {lang: found[0] for lang, found in _lists(row, "definition", path, line).items()}
        ),
        case=row.get("case") is True,
    )


def _lists(
    row: Mapping[str, Any], key: str, path: str, line: int | None
) -> Mapping[str, tuple[str, ...]]:
    """Return words by language; a single one may be written without brackets."""
    table = row.get(key, {})
    found: dict[str, tuple[str, ...]] = {}
    for lang, value in table.items() if isinstance(table, dict) else [("", table)]:
        words = [value] if isinstance(value, str) else value
        whole = isinstance(words, list) and words and all(isinstance(w, str) and w for w in words)
        if normal(lang) not in LANGUAGES or not whole:
            message = Text(
                "'{key}' is by language: {key}.en = [\"…\"]", '“{key}”要按语言写：{key}.zh = ["…"]'
            )
            raise ConfigError(message.format(key=key), path, line)
        found[normal(lang)] = tuple(words)
    return types.MappingProxyType(found)
