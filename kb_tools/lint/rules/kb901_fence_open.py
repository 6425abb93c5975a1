"""A code block that is never closed, or a merge conflict that was never resolved.

The rest of the article turns into code, or code turns into headings and lists: the page is
unreadable from there on.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Code, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.markdown import respelled
from kb_tools.regex import regex
from kb_tools.site_facts import SiteFacts

_PLAIN_MKDOCS = SiteFacts(known=True, plugins=frozenset({"search"}))

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
            '# Install\n\n```sh file="a.sh" live\npip install acme\n```\n\nThen sign in.\n',
            """'```sh file="a.sh" live' does not open a code block with MkDocs alone; """
            """write '```sh title="a.sh"', or add the plugin 'kb'""",
            fixed='# Install\n\n```sh title="a.sh"\npip install acme\n```\n\nThen sign in.\n',
            safe=False,
            facts=_PLAIN_MKDOCS,
        ),
        Bad(
            "# Install\n\n```sh\npip install acme\n  ```\n\nThen sign in.\n",
            "this code block is not closed: '```' on line 5 must be indented as much as here",
        ),
        Bad(
            "# Install\n\n```sh\npip install acme\n````\n\nThen sign in.\n",
            "this code block is not closed: write '```' on line 5, as here",
        ),
        Bad(
            "# Install\n\n<<<<<<< HEAD\nRun it.\n=======\nStart it.\n>>>>>>> main\n",
            "a merge conflict is left here; choose one of the two texts",
        ),
    ],
    good=[
        "# Install\n\n```sh\npip install acme\n```\n\nTitle\n=======\n\nThen sign in.\n",
        '# Install\n\n```sh file="a.sh" live\npip install acme\n```\n\nThen sign in.\n',
    ],
)

OPEN = Text("this code block has no closing '{fence}'", "这个代码块没有结束的“{fence}”")
INDENT = Text(
    "this code block is not closed: '{fence}' on line {line} must be indented as much as here",
    "这个代码块没有结束：第 {line} 行的“{fence}”应与这里缩进相同",
)
LENGTH = Text(
    "this code block is not closed: write '{fence}' on line {line}, as here",
    "这个代码块没有结束：第 {line} 行应写“{fence}”，与这里相同",
)
FOREIGN = Text(
    "'{opening}' does not open a code block with MkDocs alone; write '{written}', or add the "
    "plugin 'kb'",
    "只用 MkDocs 时，“{opening}”不会成为代码块；请写成“{written}”，或者加上插件“kb”",
)
FIX = Text("write it for MkDocs", "改成 MkDocs 的写法")
CONFLICT = Text(
    "a merge conflict is left here; choose one of the two texts",
    "这里留着合并冲突；请从两段文字中选一段",
)
_CONFLICT = regex(r"(?m)^<{7} .+$(?=[\s\S]*?^={7}$[\s\S]*?^>{7} )")
_FENCE = regex(r"(?m)^[^\S\n]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield fences without an end, and conflict marks outside code."""
    for code in article.code:
        if code.form == "fenced" and not code.closed:
            yield _unclosed(article, code)
    facts = kb.facts
    if facts.known and not facts.hooks and "kb" not in facts.plugins:
        yield from _foreign(article)
    if "<<<<<<<" in article.text and ">>>>>>>" in article.text:
        for match in _CONFLICT.finditer(article.text):
            if not any(code.span.start <= match.start() < code.span.end for code in article.code):
                yield rule.at(article, Span(*match.span()), CONFLICT)


def _unclosed(article: Article, code: Code) -> Diagnostic:
    line = _line(article, code.span.start)
    opening = _FENCE.match(article.text, line.start)
    fence = opening["fence"] if opening else "```"
    span = Span(line.end - len(line.of(article.text).lstrip()), line.end)
    closing = _FENCE.search(article.text, line.end) if opening and opening["info"] else None
    if closing is None or closing["info"].strip():
        return rule.at(article, span, OPEN.format(fence=fence))
    number = article.position(closing.start("fence")).line
    if closing["fence"] != fence and closing["fence"].startswith(fence):
        return rule.at(article, span, LENGTH.format(fence=fence, line=number))
    return rule.at(article, span, INDENT.format(fence=closing["fence"], line=number))


def _foreign(article: Article) -> Iterator[Diagnostic]:
    """Yield openings that only other generators, and our plugin, understand."""
    for code in article.code:
        if code.form != "fenced" or not code.closed:
            continue
        span = Span(code.span.start, max(code.span.start, code.body.start - 1))
        opening = span.of(article.text)
        if (written := respelled(opening)) is not None:
            fix = replacing(article, span, written, FIX, safe=False)
            yield rule.at(article, span, FOREIGN.format(opening=opening, written=written), fix)


def _line(article: Article, offset: int) -> Span:
    end = article.text.find("\n", offset)
    start = article.text.rfind("\n", 0, offset) + 1
    return Span(start, end if end >= 0 else len(article.text))
