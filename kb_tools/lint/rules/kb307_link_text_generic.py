"""A link whose text does not say where it leads: "here", "点击这里".

Screen readers read links out as a list, search weighs their words, and a customer in a
hurry reads nothing but links. "Here" tells none of them anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import linking
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=linking,
    zh="""
    链接文字没有说明去处：“这里”“点击此处”。

    读屏软件把链接读成一张清单，搜索看重链接里的词，着急的客户只看链接。
    “这里”对他们都毫无意义。
    """,
    bad=[
        Bad(
            {"a.md": "# 登录\n\n忘记密码请[点击这里](b.md)。\n", "b.md": "# 重置密码\n"},
            "link text '点击这里' does not say where it leads; use '重置密码'",
        ),
        Bad(
            "# Sign in\n\nSee [here](https://example.com/status).\n",
            "link text 'here' does not say where it leads; name the target",
        ),
        Bad(
            "# Refund\n\nSee [here](#how-long-it-takes).\n\n## How long it takes\n\nA week.\n",
            "link text 'here' does not say where it leads; use 'How long it takes'",
        ),
    ],
    good=[
        "# 登录\n\n忘记密码请[重置密码](https://example.com/reset)。\n",
        {"a.md": "# Blocks\n\nSee [details](b.md).\n", "b.md": "# Details\n"},
        "# Router\n\nLeads to a [Page](https://example.com/docs/page) of [Click](https://click.example.com).\n",
    ],
)

NAMED = Text(
    "link text '{text}' does not say where it leads; use '{title}'",
    "链接文字“{text}”没有说明去处；请改为“{title}”",
)
VAGUE = Text(
    "link text '{text}' does not say where it leads; name the target",
    "链接文字“{text}”没有说明去处；请写出目标的名称",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links whose text is one of the words of data/link_texts.toml."""
    for link, found in targets(article, kb):
        text = " ".join(link.text.split())
        word = text.strip(" .。>»→").casefold()
        if link.image or word not in _vague():
            continue
        title = _title(found, article)
        if word == title.casefold() or word in _names(link.target):
            continue
        message = (NAMED if title else VAGUE).format(text=text, title=title)
        yield rule.at(article, link.text_span, message)


def _title(found: Resolution, article: Article) -> str:
    """Return the title of what a link leads to, on the same page that of the section."""
    if found.article is not article:
        return found.article.title if found.article else ""
    return next((h.text for h in article.headings if h.id == found.anchor), "")


def _names(target: str) -> tuple[str, ...]:
    """Return what an address begins its last part with, and its host's names.

    That is `page` of `/api/pages-and-layouts`, and `click` of `https://click.example.com/`.
    """
    last = target.partition("#")[0].rstrip("/").rpartition("/")[2].casefold()
    word = last.partition("-")[0].partition(".")[0]
    host = target.casefold().partition("://")[2].partition("/")[0]
    return word, word.removesuffix("s"), *host.split(".")[:-1]


@cache
def _vague() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("link_texts")["vague"])
