"""A canned reply (`kind: macro`) quotes what its article no longer says.

Articles are mended, canned replies are forgotten: colleagues go on pasting steps that do not
exist any more, and the customer finds two truths. A quote (`>`) must stand in an article that
the reply links to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.reach import holders_led, reached
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import targets
from kb_tools.regex import regex


def _concerned(
    before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern the canned replies that link to an article: they quote it."""
    led, bases = reached(before, kb, changed), (before, kb)
    replies = (_replies(base).get(path, ()) for base in bases for path in changed)
    return None if led is None else led.union(*replies)


_ARTICLE = "# Reset the password\n\n1. Open **Settings → Account**.\n2. Choose `Reset`.\n"

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=_concerned,
    zh="""
    预设回复（`kind: macro`）引用的内容，文章里已经不是这样写的了。

    文章改了，预设回复没人记得改：同事还在粘贴已经不存在的步骤，客户看到两种说法。
    引用（`>`）必须出现在回复所链接的文章里。
    """,
    bad=[
        Bad(
            {
                "macros/reset.md": "---\nkind: macro\n---\n\n# Reset\n\nHello,\n\n"
                "> Open Settings → Profile.\n\n[More](../reset.md)\n",
                "reset.md": _ARTICLE,
            },
            "'reset.md' now says this differently: 'Open **Settings → Account**.'",
            fixed={
                "macros/reset.md": "---\nkind: macro\n---\n\n# Reset\n\nHello,\n\n"
                "> Open **Settings → Account**.\n\n[More](../reset.md)\n"
            },
            safe=False,
        ),
        Bad(
            {
                "macros/reset.md": "---\nkind: macro\n---\n\n# Reset\n\n> Call us at night.\n\n"
                "[More](../reset.md)\n",
                "reset.md": _ARTICLE,
            },
            "no article that this reply links to says this; correct it, or link to its article",
        ),
        Bad(
            "---\nkind: macro\n---\n\n# Reset\n\n> Choose `Reset`.\n",
            "this quote names no article; link to the one it comes from",
        ),
    ],
    good=[
        {
            "macros/reset.md": "---\nkind: macro\n---\n\n# Reset\n\nHello {{ name }},\n\n"
            "> 1. Open Settings → Account.\n> 2. Choose `Reset`.\n\n[More](../reset.md)\n",
            "reset.md": _ARTICLE,
        },
        {
            "note.md": "# Note\n\nOnly canned replies are compared.\n\n> Said somebody.\n",
            "reset.md": _ARTICLE,
        },
    ],
)

OTHERWISE = Text("'{path}' now says this differently: '{near}'", "“{path}”现在的写法是：“{near}”")
NOWHERE = Text(
    "no article that this reply links to says this; correct it, or link to its article",
    "回复所链接的文章里都没有这句话；请改正，或链接到它出自的文章",
)
NO_SOURCE = Text(
    "this quote names no article; link to the one it comes from",
    "这段引用没有说明出自哪篇文章；请链接到那篇文章",
)
RENEW = Text("write it as the article does", "改成文章现在的写法")

_QUOTED = regex(r"(?m)^ {0,3}>[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(\S.*?)[ \t]*$")
_MARKER = regex(r"^[ \t]*(?:[-*+]|\d+[.)]|#+)[ \t]+")
_LINK = regex(r"\[([^\]\n]*)\]\([^)\n]*\)")
_LIKE = 60
"""How alike (of 100) two sentences are that say the same otherwise."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield quoted lines of a canned reply that are in none of its articles."""
    if article.kind != "macro":
        return
    found = (hit.article for _, hit in targets(article, kb))
    sources = list(dict.fromkeys(one.path for one in found if one and one.path != article.path))
    for span in _quotes(article):
        said = span.of(article.text)
        if not sources:
            yield rule.at(article, span, NO_SOURCE)
        elif not any(_bare(said) in _bare(kb.articles[path].text) for path in sources):
            yield _outdated(article, span, [kb.articles[path] for path in sources])


@holders_led
def _replies(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    if article.kind == "macro":
        yield from (hit.article.path for _, hit in targets(article, kb) if hit.article is not None)


def _quotes(article: Article) -> Iterator[Span]:
    """Yield the quoted lines that say something besides a link."""
    if ">" not in article.text:
        return
    for match in _QUOTED.finditer(article.text):
        span = Span(*match.span(1))
        if span.of(article.prose).strip() and _bare(_LINK.sub("", match[1])):
            yield span


def _outdated(article: Article, span: Span, sources: Sequence[Article]) -> Diagnostic:
    from rapidfuzz import fuzz, process

    lines = {
        (_MARKER.sub("", line).strip(), source.path)
        for source in sources
        for line in source.text.splitlines()
    }
    said = _bare(span.of(article.text))
    near = process.extractOne(
        said, {one: _bare(one[0]) for one in sorted(lines)}, scorer=fuzz.ratio, score_cutoff=_LIKE
    )
    if near is None:
        return rule.at(article, span, NOWHERE)
    line, path = near[2]
    fix = replacing(article, span, line, RENEW, safe=False)
    return rule.at(article, span, OTHERWISE.format(path=path, near=line), fix)


def _bare(text: str) -> str:
    """Return the characters of a text that say something: no marks, no white space."""
    return re.sub(r"[\s*_`\\>]+", "", _LINK.sub(r"\1", text)).casefold()
