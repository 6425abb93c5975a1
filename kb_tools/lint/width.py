"""Marks, brackets, letters and digits of full width and of half width in Chinese text."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.lint.fact import fact
from kb_tools.regex import regex

FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（"}
_HALF = regex(r"[,:;?!](?=([\u4e00-\u9fff“‘《「]|[^\S\n]*$)?)|\.(?=([^\S\n]*$))", re.MULTILINE)
_CLOSING = "”’）》」』】"
_MIXED = regex(r"（[^（）()\n]{1,40}\)(?![^（\n]*）)|\([^（）()\n]{1,40}）")
_AROUND = regex(r"(?<=[\u4e00-\u9fff])\((?=[^（）()\n]{0,80}[\u4e00-\u9fff])[^（）()\n]{1,81}\)")
_WIDE = regex(r"[０-９Ａ-Ｚａ-ｚ]+")


class Found(NamedTuple):
    """A pair of brackets, half-width around Chinese or `mixed`: one of each width."""

    span: Span
    mixed: bool


@fact
def marks(article: Article) -> list[tuple[str, Span, bool]]:
    """Return half-width marks after Chinese, and whether Chinese, or nothing, follows.

    A full stop is one at the end of a line only: `设置.文档` may be a file.
    """
    prose = article.prose
    return [
        (match[0], Span(*match.span()), match.lastindex is not None)
        for match in _HALF.finditer(prose)
        if "\u4e00" <= (before := prose[match.start() - 1]) <= "\u9fff" or before in _CLOSING
    ]


@fact
def brackets(article: Article) -> list[Found]:
    """Return pairs of round brackets that are not full-width, in order."""
    prose = article.prose
    if "(" not in prose and ")" not in prose:
        return []
    mixed = [Found(Span(*match.span()), mixed=True) for match in _MIXED.finditer(prose)]
    around = [Found(Span(*match.span()), mixed=False) for match in _AROUND.finditer(prose)]
    return sorted((*mixed, *around))


@fact
def wide(article: Article) -> list[Span]:
    """Return letters and digits of full width, unless the article is about them."""
    if "全角" in article.prose or "全形" in article.prose:
        return []
    return [Span(*match.span()) for match in _WIDE.finditer(article.prose)]
