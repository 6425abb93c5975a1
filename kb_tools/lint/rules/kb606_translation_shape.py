"""A translation has another shape than its original: a section or an image is missing.

Customers who read the other language get fewer answers, and nobody notices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import kin
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=kin,
    zh="""
    译文的结构与原文不同：少了章节或图片。

    读另一种语言的客户得到的答案更少，而没有人会发现。
    """,
    bad=[
        Bad(
            {
                "zh/a.md": "# 登录\n\n## 手机\n\n打开应用，用手机号登录。\n\n## 电脑\n\n打开。\n",
                "zh/b.md": "# 退款\n\n打开订单，选择退款。\n",
                "en/a.md": "# Sign in\n\n## Phone\n\nOpen the app.\n",
            },
            "level 2 headings: 2 in zh/a.md, 1 here",
        )
    ],
    good=[
        {
            "zh/a.md": "# 登录\n\n## 手机\n\n打开应用，用手机号登录。\n",
            "en/a.md": "# Sign in\n\n## Phone\n\nOpen the app.\n",
        }
    ],
)

HEADINGS = Text(
    "level {level} headings: {there} in {path}, {here} here",
    "{path} 有 {there} 个 {level} 级标题，这里有 {here} 个",
)
IMAGES = Text(
    "images: {there} in {path}, {here} here", "{path} 有 {there} 张图片，这里有 {here} 张"
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the first difference between an article and its original."""
    original = _original(article, kb)
    if original is None or original is article:
        return
    message = _difference(original, article)
    if message is not None:
        span = article.headings[0].text_span if article.headings else Span(0, 0)
        yield rule.at(article, span, message)


def _original(article: Article, kb: KnowledgeBase) -> Article | None:
    translations = kb.translations(article)
    return next((translations[lang] for lang in kb.languages if lang in translations), None)


def _difference(original: Article, article: Article) -> Text | None:
    levels, here = (Counter(h.level for h in a.headings) for a in (original, article))
    for level in range(2, 5):
        if levels[level] != here[level]:
            return HEADINGS.format(
                there=levels[level], level=level, path=original.path, here=here[level]
            )
    if _images(original) != _images(article):
        return IMAGES.format(there=_images(original), path=original.path, here=_images(article))
    return None


def _images(article: Article) -> int:
    return sum(link.image for link in article.links)
