"""The site turns Chinese headings into anchors like `_1` and `_2`.

A link to a step then points at a number: when a heading is added above, every link below
leads to the wrong step, in the articles and in all replies ever sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Heading
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import per_base
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.site_facts import SiteFacts

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    zh="""
    网站把中文标题变成 `_1`、`_2` 这样的锚点。

    指向某一步的链接就成了指向序号：前面加一个标题，后面的链接全部指错，
    包括以前回复客户时发出的链接。每个知识库只报告一次。
    """,
    bad=[
        Bad(
            "# 登录\n\n## 重置密码\n\n打开设置。\n",
            "mkdocs.yml turns '登录' into an anchor like '_1'; add under markdown_extensions:"
            " 'toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}'",
            facts=SiteFacts(known=True),
        )
    ],
    good=[
        Good("# 登录\n\n打开设置。\n", facts=SiteFacts(known=True, slugify_is_unicode=True)),
        "# 登录\n\n没有 mkdocs.yml 的知识库。\n",
    ],
)

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
REMEDY = "toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}"
MESSAGE = Text(
    "mkdocs.yml turns '{heading}' into an anchor like '_1'; add under markdown_extensions:"
    " '{remedy}'",
    "mkdocs.yml 会把“{heading}”变成“_1”这样的锚点；请在 markdown_extensions 下加上：{remedy}",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield one finding for the base, at its first Chinese heading."""
    if not kb.facts.known or kb.facts.slugify_is_unicode:
        return
    first = _first(kb)
    if first is not None and first[0] is article:
        message = MESSAGE.format(heading=first[1].text, remedy=REMEDY)
        yield rule.at(article, first[1].text_span, message)


@per_base
def _first(kb: KnowledgeBase) -> tuple[Article, Heading] | None:
    return next(
        (
            (article, heading)
            for _, article in sorted(kb.articles.items())
            for heading in article.headings
            if not heading.explicit and _CJK.search(heading.text)
        ),
        None,
    )
