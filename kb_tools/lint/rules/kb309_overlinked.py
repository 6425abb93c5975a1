"""The same link again and again in one section.

Blue words draw the eye. The third link to the same article says nothing new, and the one that
matters is lost among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    concerns=linking,
    default=False,
    zh="""
    同一个链接在一节里反复出现。

    蓝色的字会抢眼。第三次链接到同一篇文章没有新意，真正重要的那个链接反而淹没了。
    修复只去掉链接，文字不变；表格和列表项开头的链接不算，它们是给人查找用的。
    """,
    bad=[
        Bad(
            {
                "a.md": "# Sign in\n\nSee [reset](b.md), then [reset](b.md), and [reset](b.md).\n",
                "b.md": "# Reset\n",
            },
            "this section links to 'b.md' 3 times; the first two are enough",
            fixed={
                "a.md": "# Sign in\n\nSee [reset](b.md), then [reset](b.md), and reset.\n",
            },
        )
    ],
    good=[
        {
            "a.md": "# Sign in\n\nSee [it](b.md), [its steps](b.md#steps).\n\n- [Reset](b.md)\n\n"
            "| [Reset](b.md) | [Reset](b.md) |\n| --- | --- |\n",
            "b.md": "# Reset\n\n## Steps\n",
        }
    ],
)

MESSAGE = Text(
    "this section links to '{target}' {n} times; the first two are enough",
    "这一节 {n} 次链接到“{target}”；前两次就够了",
)
UNLINK = Text("remove the link, keep the words", "去掉链接，保留文字")
ENOUGH = 2


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the third link of the same words in running text to the same place, and all further."""
    running = [
        (link, (found.path, found.anchor, link.text, _section(article, link.span)))
        for link, found in targets(article, kb)
        if found.article is not None and not link.image and not _is_for_lookup(article, link.span)
    ]
    total = Counter(place for _, place in running)
    seen: Counter[tuple[str | None, str, str, int]] = Counter()
    for link, place in running:
        seen[place] += 1
        if seen[place] > ENOUGH:
            message = MESSAGE.format(target=link.target, n=total[place])
            words = link.text_span.of(article.text)
            inline = link.form == "inline" and "[" not in words
            fix = replacing(article, link.span, words, UNLINK) if inline else None
            yield rule.at(article, link.target_span, message, fix)


def _section(article: Article, span: Span) -> int:
    """Return the number of the section: people jump to one, and need its links there."""
    return sum(heading.span.start <= span.start for heading in article.headings)


def _is_for_lookup(article: Article, span: Span) -> bool:
    """Say whether a link is in a table, a heading, or begins an item of a list."""
    start = article.text.rfind("\n", 0, span.start) + 1
    before = article.text[start : span.start].strip()
    return before.startswith(("|", "#")) or before in ("-", "*", "+")
