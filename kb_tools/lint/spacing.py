"""How a knowledge base sets Chinese beside Latin letters and digits: with a space, or without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted
from kb_tools.lint.fact import fact
from kb_tools.regex import regex

_RUN = regex(r"[A-Za-z0-9](?:[!-~ ]*[A-Za-z0-9])?")
"""Latin text with its own spaces and marks; there are fewer of these than Chinese characters."""
MAJORITY = 0.9
ENOUGH = 20


class Places(NamedTuple):
    """Offsets in an article where Chinese and Latin meet: without a space, and of the space."""

    tight: list[int]
    spaced: list[int]


def strange(article: Article, kb: KnowledgeBase) -> Iterator[Span]:
    """Yield the places (empty, or a space) that are against the habit of the base."""
    habit = _habit(kb, article.lang)
    if habit is None:
        return
    places = _places(article)
    for start in places.tight if habit else places.spaced:
        if not _in_table(article.text, start):
            yield Span(start, start + (not habit))


def _habit(kb: KnowledgeBase, lang: str) -> bool | None:
    """Return whether a space belongs there in a language; None where neither has 90%."""
    counts = _spaces(kb)
    least = max(ENOUGH, MAJORITY * (counts[lang, True] + counts[lang, False]))
    return next((space for space in (True, False) if counts[lang, space] >= least), None)


def conclusion(kb: KnowledgeBase) -> object:
    """Return the habit of each language."""
    return [_habit(kb, lang) for lang in ("zh", "zh-Hant")]


@counted
def _spaces(article: Article) -> Mapping[tuple[str, bool], int]:
    if article.lang not in ("zh", "zh-Hant"):
        return {}
    places = _places(article)
    return {(article.lang, False): len(places.tight), (article.lang, True): len(places.spaced)}


@fact
def _places(article: Article) -> Places:
    """Look at both ends of every Latin run, in the text: markup beside it is no space."""
    places, text = Places([], []), f" {article.text}  "
    for match in _RUN.finditer(article.prose):
        start, end = match.start(), match.end() + 1
        if _is_han(text[start]):
            places.tight.append(start)
        elif text[start] == " " and _is_han(text[start - 1]):
            places.spaced.append(start - 1)
        if _is_han(text[end]):
            places.tight.append(end - 1)
        elif text[end] == " " and _is_han(text[end + 1]):
            places.spaced.append(end - 1)
    return places


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char != "丨"


def _in_table(text: str, offset: int) -> bool:
    """Table cells are narrow, and full of names such as `长度1`."""
    return text.startswith("|", text.rfind("\n", 0, offset) + 1)
