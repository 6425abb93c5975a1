"""A code block that is never closed, or a merge conflict that was never resolved.

The rest of the article turns into code, or code turns into headings and lists: the page is
unreadable from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="error",
    zh="""
    代码块没有结束，或者合并冲突没有解决。

    从这里开始，正文变成代码，或者代码变成标题和列表，后面的页面无法阅读。
    """,
    bad=[
        Bad(
            "# Install\n\n```sh\npip install acme\n\nThen sign in.\n",
            "this code block has no closing '```'",
        ),
        Bad(
            "# Install\n\n<<<<<<< HEAD\nRun it.\n=======\nStart it.\n>>>>>>> main\n",
            "a merge conflict is left here; choose one of the two texts",
        ),
    ],
    good=["# Install\n\n```sh\npip install acme\n```\n\nTitle\n=======\n\nThen sign in.\n"],
)

OPEN = Text("this code block has no closing '{fence}'", "这个代码块没有结束的“{fence}”")
CONFLICT = Text(
    "a merge conflict is left here; choose one of the two texts",
    "这里留着合并冲突；请从两段文字中选一段",
)
_CONFLICT = re.compile(r"(?m)^<{7} .+$(?=[\s\S]*?^={7}$[\s\S]*?^>{7} )")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield fences without an end, and conflict marks outside code."""
    for code in article.code:
        if code.form == "fenced" and not code.closed:
            fence = re.match(r"`+|~+", code.span.of(article.text).lstrip())
            start = code.span.start
            end = article.text.find("\n", start)
            span = Span(start, end if end >= 0 else len(article.text))
            yield rule.at(article, span, OPEN.format(fence=fence[0] if fence else "```"))
    if "<<<<<<<" in article.text and ">>>>>>>" in article.text:
        for match in _CONFLICT.finditer(article.text):
            if not any(code.span.start <= match.start() < code.span.end for code in article.code):
                yield rule.at(article, Span(*match.span()), CONFLICT)
