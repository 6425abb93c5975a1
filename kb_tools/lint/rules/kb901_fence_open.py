"""A code block that is never closed, or a merge conflict that was never resolved.

The rest of the article turns into code, or code turns into headings and lists: the page is
unreadable from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Code, Span
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
            "# Install\n\n```my shell\npip install acme\n```\n\nThen sign in.\n",
            "'```my shell' does not open a code block: write one word after '```', the language",
        ),
        Bad(
            "# Install\n\n```sh\npip install acme\n  ```\n\nThen sign in.\n",
            "this code block is not closed: '```' on line 5 must be indented as much as here",
        ),
        Bad(
            "# Install\n\n<<<<<<< HEAD\nRun it.\n=======\nStart it.\n>>>>>>> main\n",
            "a merge conflict is left here; choose one of the two texts",
        ),
    ],
    good=["# Install\n\n```sh\npip install acme\n```\n\nTitle\n=======\n\nThen sign in.\n"],
)

OPEN = Text("this code block has no closing '{fence}'", "这个代码块没有结束的“{fence}”")
INDENT = Text(
    "this code block is not closed: '{fence}' on line {line} must be indented as much as here",
    "这个代码块没有结束：第 {line} 行的“{fence}”应与这里缩进相同",
)
INFO = Text(
    "'{opening}' does not open a code block: write one word after '{fence}', the language",
    "“{opening}”不会成为代码块：“{fence}”后面只能写一个词，即语言",
)
CONFLICT = Text(
    "a merge conflict is left here; choose one of the two texts",
    "这里留着合并冲突；请从两段文字中选一段",
)
_CONFLICT = re.compile(r"(?m)^<{7} .+$(?=[\s\S]*?^={7}$[\s\S]*?^>{7} )")
_FENCE = re.compile(r"(?m)^[^\S\n]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield fences without an end, and conflict marks outside code."""
    for code in article.code:
        if code.form == "fenced" and not code.closed:
            yield _unclosed(article, code)
    if "<<<<<<<" in article.text and ">>>>>>>" in article.text:
        for match in _CONFLICT.finditer(article.text):
            if not any(code.span.start <= match.start() < code.span.end for code in article.code):
                yield rule.at(article, Span(*match.span()), CONFLICT)


def _unclosed(article: Article, code: Code) -> Diagnostic:
    line = _line(article, code.span.start)
    opening = _FENCE.match(article.text, line.start)
    fence = opening["fence"] if opening else "```"
    span = Span(line.end - len(line.of(article.text).lstrip()), line.end)
    if opening is not None and opening["info"].strip():
        closing = _FENCE.search(article.text, line.end)
        if closing is not None and not closing["info"].strip():
            number = article.position(closing.start()).line
            return rule.at(article, span, INDENT.format(fence=closing["fence"], line=number))
    elif (above := _unread_above(article, line.start)) is not None:
        written = above.of(article.text).strip()
        return rule.at(article, above, INFO.format(opening=written, fence=fence))
    return rule.at(article, span, OPEN.format(fence=fence))


def _unread_above(article: Article, end: int) -> Span | None:
    """Return the nearest line above that looks like an opening fence and is none."""
    found = [m for m in _FENCE.finditer(article.text, 0, end) if m.end() < end]
    if not found or not found[-1]["info"].strip():
        return None
    span = Span(*found[-1].span())
    read = any(
        code.form == "fenced" and code.closed and code.span.start <= span.end <= code.span.end
        for code in article.code
    )
    return None if read else span


def _line(article: Article, offset: int) -> Span:
    end = article.text.find("\n", offset)
    start = article.text.rfind("\n", 0, offset) + 1
    return Span(start, end if end >= 0 else len(article.text))
