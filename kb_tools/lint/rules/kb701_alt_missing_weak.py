"""An image without a text that says what it shows.

A blind customer hears "image", search does not find it, and when it fails to load everyone
is left guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    图片没有说明它内容的替代文字。

    视障客户只听到“图片”二字，搜索也找不到它；图片加载失败时，所有人都只能猜。
    """,
    bad=[
        Bad("# Sign in\n\n![](menu.svg)\n", "the image has no alternative text; say what it shows"),
        Bad(
            "# 登录\n\n![image-20260501.png](https://example.com/a.png)\n",
            "'image-20260501.png' does not say what the image shows",
        ),
    ],
    good=["# Sign in\n\n![The menu with 'Settings' at the bottom](https://example.com/a.png)\n"],
)

MISSING = Text(
    "the image has no alternative text; say what it shows", "图片没有替代文字；请写明图中内容"
)
WEAK = Text("'{text}' does not say what the image shows", "“{text}”没有说明图中内容")
LONG = Text(
    "the alternative text has {n} characters; use {limit} at most, and put the rest in the article",
    "替代文字有 {n} 个字符；请控制在 {limit} 个以内，其余写进正文",
)
LIMIT = 150
_FILE = regex(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|avif)", re.IGNORECASE)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield images with no alternative text, a meaningless one, or a whole paragraph."""
    for link in article.links:
        if link.image and (message := _fault(link)) is not None:
            yield rule.at(article, link.span, message)


def _fault(link: Link) -> Text | None:
    text = link.text.strip()
    if not text:
        return None if link.form == "html" else MISSING
    if _FILE.fullmatch(text) or text.casefold() in _weak():
        return WEAK.format(text=text)
    if len(text) > LIMIT:
        return LONG.format(n=len(text), limit=LIMIT)
    return None


@cache
def _weak() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("alternatives")["weak"])
