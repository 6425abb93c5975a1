"""A `kb-disable` comment that switches nothing off, or does not say why.

Once the fault is gone the comment hides the next one, and without a reason nobody dares to
remove it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import holders
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.catalogue import catalogue, means, nearest
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.suppress import Suppression, suppressions
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=lambda _before, kb, _changed: _having(kb).get(True, ()),
    zh="""
    `kb-disable` 注释没有关闭任何问题，或没有写原因。

    问题消失之后，注释会掩盖下一个问题；没有原因，就没有人敢删它。
    """,
    bad=[
        Bad(
            "# Sign in\n\n<!-- kb-disable-next-line KB301 -- made by the build -->\n\nGo to …\n",
            "this comment switches nothing off (KB301); remove it",
            fixed="# Sign in\n\nGo to …\n",
        ),
        Bad(
            "# Sign in\n\n- Phone\n\n<!-- kb-disable KB301 -- made by the build -->\n\n- Mail\n",
            "this comment switches nothing off (KB301); remove it",
            fixed="# Sign in\n\n- Phone\n\n<!-- -->\n\n- Mail\n",
        ),
        Bad(
            "# Sign in\n\n<!-- kb-disable-next-line KB301 -->\n\n[Report](report.md)\n",
            "say why: <!-- kb-disable-next-line KB301 -- reason -->",
        ),
        Bad(
            "# Sign in\n\n<!-- kb-disable KB3O1 -- made by the build -->\n",
            "no rule 'KB3O1'; did you mean 'KB301'?",
        ),
    ],
    good=["<!-- kb-disable KB301 -- made by the build -->\n\n[Report](report.md)\n"],
)

UNUSED = Text(
    "this comment switches nothing off ({rules}); remove it",
    "这里没有要关闭的 {rules} 问题；请删去注释",
)
WHY = Text("say why: {comment}", "请写出原因：{comment}")
UNKNOWN = Text("no rule '{word}'; did you mean '{near}'?", "没有“{word}”这条规则；是不是“{near}”？")
NO_RULE = Text("name the rules to switch off, for example KB301", "请写出要关闭的规则，例如 KB301")
REMOVE = Text("remove the comment", "删去注释")

_ITEM = regex(r"[ ]{0,3}(?:[-*+]|\d+[.)])[ \t]")


@rule
def check(article: Article, kb: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Yield comments that are unknown, unused or without a reason."""

    @cache
    def lines(other: Rule) -> frozenset[int]:
        return frozenset(found.position.line for found in other.find(article, kb, today))

    for comment in suppressions(article):
        unknown = [word for word in comment.rules if not _known(word)]
        if not comment.rules:
            yield rule.at(article, comment.span, NO_RULE)
        elif unknown:
            message = UNKNOWN.format(word=unknown[0], near=nearest(unknown[0]))
            yield rule.at(article, comment.span, message)
        elif not _used(comment, lines):
            message = UNUSED.format(rules=", ".join(comment.rules))
            yield rule.at(article, comment.span, message, _remove(article, comment.span))
        elif not comment.reason:
            text = comment.span.of(article.text).strip()
            example = text.replace(" -->", " -- reason -->") if "<!--" in text else f"{text} -- …"
            yield rule.at(article, comment.span, WHY.format(comment=example))


@holders
def _having(article: Article) -> Iterator[bool]:
    """Tell which articles have such comments: any rule's findings may make one unused."""
    return iter((True,) if suppressions(article) else ())


def _known(word: str) -> bool:
    return any(means(word, other.code, other.name) for other in catalogue())


def _used(comment: Suppression, lines: Callable[[Rule], Collection[int]]) -> bool:
    """Tell whether a rule that a comment means finds something where the comment counts."""
    where = (
        lines(other)
        for other in catalogue()
        if other is not rule and any(means(word, other.code, other.name) for word in comment.rules)
    )
    return any(on if comment.line is None else comment.line in on for on in where)


def _remove(article: Article, span: Span) -> Fix:
    """Take the line with it when nothing else is on it, and one of the blank lines around."""
    text = article.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    alone = text[start:end].strip() == span.of(text).strip()
    if end < 0 or not alone:
        return replacing(article, span, "", REMOVE)
    if _parts_lists(text[:start], text[end:]):
        return replacing(article, span, "<!-- -->", REMOVE)  # without it they would be one list
    blank = text.startswith("\n", end + 1)
    return replacing(article, Span(start, end + 1 + blank), "", REMOVE)


def _parts_lists(before: str, after: str) -> bool:
    """Tell whether there is a list on either side."""
    last = before.rstrip().rpartition("\n")[2]
    listed = _ITEM.match(last) is not None or last.startswith((" ", "\t"))
    return listed and _ITEM.match(after.lstrip("\n")) is not None
