"""A heading ends with a full stop, a colon or a comma.

In the table of contents and in search results the mark looks like the rest is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.markdown import slugify
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="info",
    zh="""
    标题以句号、冒号或逗号结尾。

    在目录和搜索结果里，这个标点让人以为后面少了内容。
    """,
    bad=[
        Bad(
            "# Sign in\n\n## On a phone:\n\nOpen the app.\n",
            "heading 'On a phone:' ends with ':'; remove it",
            fixed="# Sign in\n\n## On a phone\n\nOpen the app.\n",
        )
    ],
    good=["# Why can't I sign in?\n\n## Phones, tablets etc.\n\n## Wait…\n\n## Version 1.\n"],
)

MESSAGE = Text(
    "heading '{heading}' ends with '{mark}'; remove it", "标题“{heading}”以“{mark}”结尾；请删去"
)
REMOVE = Text("remove it", "删去")
_END = regex(r"(?<![.\d])(?<!etc)(?<!Inc)(?<!Ltd)(?<!\bv\.s)([.:,;。：，；、])$")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield headings that end with a mark that ends or continues a sentence.

    Where the anchor would change with the mark, the fix is not safe.
    """
    for heading in article.headings:
        match = _END.search(heading.text)
        if match is None or _is_cut(article, heading.text_span.end):
            continue
        message = MESSAGE.format(heading=heading.text, mark=match[1])
        span = Span(heading.text_span.end - 1, heading.text_span.end)
        plain = span.of(article.text) == match[1]
        safe = heading.explicit or slugify(heading.text) == slugify(heading.text[:-1])
        fix = replacing(article, span, "", REMOVE, safe=safe) if plain else None
        yield rule.at(article, heading.text_span, message, fix)


def _is_cut(article: Article, end: int) -> bool:
    """Say whether a brace follows that only attr_list takes for attributes: `f(): {left: int}`."""
    return ": " in article.text[end : article.text.find("\n", end) + 1]
