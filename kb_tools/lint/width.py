"""Marks, brackets, letters and digits of full width and of half width in Chinese text."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.lint.fact import fact
from kb_tools.regex import regex

FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（"}
_HALF = regex(
    r"[,:;?!.](?<=[\u4e00-\u9fff”’）》」』】].)(?=([\u4e00-\u9fff“‘《「]|[^\S\n]*$)?)", re.MULTILINE
)
_PORT = regex(r":(?<=[址名机器機域pP]:)(?=端口|埠|通訊埠|連接埠)")
_MIXED = regex(r"（[^（）()\n]{1,40}\)(?![^（\n]*）)|\([^（）()\n]{1,40}）")
_AROUND = regex(r"\((?<=[\u4e00-\u9fff]\()(?=[^（）()\n]{0,80}[\u4e00-\u9fff])[^（）()\n]{1,81}\)")
"""It looks back from the bracket: a pattern that begins with one is found four times as fast."""
_WIDE = regex(r"[０-９Ａ-Ｚａ-ｚ]+")
_ANY_WIDE = re.compile(rb"\xef(?:\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])")
"""One of these in UTF-8, which is looked through in a fifth of the time."""


class Found(NamedTuple):
    """A pair of brackets, half-width around Chinese or `mixed`: one of each width."""

    span: Span
    mixed: bool


@fact
def marks(article: Article) -> list[tuple[str, Span, bool]]:
    """Return half-width marks after Chinese, and whether Chinese, or nothing, follows.

    A full stop is one at the end of a line only: `设置.文档` may be a file. A colon is none before
    a port: `服务器地址:端口`.
    """
    ports = {match.start() for match in _PORT.finditer(article.prose)}
    return [
        (match[0], Span(*match.span()), match[1] is not None)
        for match in _HALF.finditer(article.prose)
        if match[0] != "." or not (match[1] or "").strip()
        if match.start() not in ports
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
    if _ANY_WIDE.search(article.prose.encode("utf-8", "surrogatepass")) is None:
        return []
    if "全角" in article.prose or "全形" in article.prose:
        return []
    return [Span(*match.span()) for match in _WIDE.finditer(article.prose)]
