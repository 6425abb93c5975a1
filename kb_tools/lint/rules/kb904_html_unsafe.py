"""HTML that runs a program on the customer's machine: a script, `onclick=`, `javascript:`.

A help centre is trusted; whoever can edit one article could read every visitor's session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="error",
    zh="""
    HTML 会在客户的电脑上运行程序：script、`onclick=`、`javascript:`。

    帮助中心是受信任的网站；谁能改一篇文章，谁就能读到每位访客的会话。
    """,
    bad=[
        Bad(
            '# Sign in\n\n<button onclick="go()">Sign in</button>\n',
            "'onclick=' runs a program on the reader's machine; remove it",
        ),
        Bad(
            "# Sign in\n\n<script>track()</script>\n",
            "'<script>' runs a program on the reader's machine; remove it",
        ),
        Bad(
            "# Sign in\n\n[Sign in](javascript:go())\n",
            "'javascript:' runs a program on the reader's machine; remove it",
        ),
    ],
    good=[
        "# Sign in\n\n`<script>` and `onclick=` are words here.\n\n```html\n<script>\n```\n",
        {
            "a.md": "# Course\n\n[JavaScript](javascript-course.md)\n",
            "javascript-course.md": "# JavaScript\n",
        },
    ],
)

MESSAGE = Text(
    "'{what}' runs a program on the reader's machine; remove it",
    "“{what}”会在读者的电脑上运行程序；请删去",
)
_TAG = regex(r"<(script)\b[^>]*>|<[a-z][^<>]*?\s(on[a-z]{3,20}\s*=)[^<>]*>", re.IGNORECASE)
_SCHEME = regex(r"\s*(?:(?:javascript|vbscript)\s*:|data:text/html)", re.IGNORECASE)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield scripts and event handlers outside code, and links that are programs."""
    for match in _TAG.finditer(article.text):
        if not _is_shown(article, match.start()):
            group = 1 if match[1] else 2
            what = f"<{match[1].lower()}>" if match[1] else re.sub(r"\s", "", match[2])
            yield rule.at(article, Span(*match.span(group)), MESSAGE.format(what=what))
    for link in article.links:
        if scheme := _SCHEME.match(link.target):
            yield rule.at(article, link.target_span, MESSAGE.format(what=scheme[0].strip()))


def _is_shown(article: Article, offset: int) -> bool:
    """Say whether a place is text to be read: code, a comment or front matter."""
    spans = (*(code.span for code in article.code), *article.comments, article.meta_span)
    return any(span is not None and span.start <= offset < span.end for span in spans)
