"""A related article that is not there, or that does not belong in the list.

At the end of an article that did not help, the reader is sent to a 404, back to the same page,
to one in another language, or to one that they may not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools import related_list
from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.links import section
from kb_tools.links.pinned import Pin, pins
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule, replacing

_LIST = "# A\n\n<!-- kb:related -->\n\n## Related articles\n\n{}\n<!-- /kb:related -->\n"

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=linking,
    zh="""
    相关文章不存在，或者不该出现在列表里。

    这篇文章没能帮上忙，文末的链接又把读者带到 404、带回本页、带到另一种语言，或者带到他没有
    权限查看的文章。
    """,
    bad=[
        Bad(
            {
                "a.md": "---\nrelated: [KB-0002, KB-0042]\n---\n# A\n",
                "b.md": "---\nid: KB-0002\n---\n",
            },
            "'KB-0042' does not exist",
            fixed={"a.md": "---\nrelated: [KB-0002]\n---\n# A\n"},
        ),
        Bad(
            {
                "a.md": "---\nid: KB-0001\nrelated:\n  - b.md\n  - KB-0001\n---\n# A\n",
                "b.md": "# B\n",
            },
            "'KB-0001' is this article itself",
            fixed={"a.md": "---\nid: KB-0001\nrelated:\n  - b.md\n---\n# A\n"},
        ),
        Bad(
            {"a.md": _LIST.format("- [B](b.md)\n- [C](gone.md)\n"), "b.md": "# B\n"},
            "'gone.md' does not exist",
            fixed={"a.md": _LIST.format("- [B](b.md)\n")},
        ),
        Bad(
            {
                "zh/a.md": "---\nrelated: [../en/b.md]\n---\n# 甲\n",
                "en/b.md": "# B\n",
                "en/a.md": "# A\n",
                "zh/c.md": "# 丙\n",
            },
            "'../en/b.md' is in another language",
            fixed={"zh/a.md": "---\nrelated: []\n---\n# 甲\n"},
        ),
    ],
    good=[
        {"a.md": "---\nrelated: [KB-0002]\n---\n# A\n", "b.md": "---\nid: KB-0002\n---\n"},
        {"a.md": _LIST.format("- [B](b.md)\n"), "b.md": "# B\n"},
    ],
)

MISSING = Text("'{target}' does not exist", "“{target}”不存在")
ITSELF = Text("'{target}' is this article itself", "“{target}”就是这篇文章自己")
FOREIGN = Text("'{target}' is in another language", "“{target}”是另一种语言的文章")
HIDDEN = Text("readers of this article may not see '{target}'", "这篇文章的读者看不到“{target}”")
TWICE = Text("'{target}' is listed twice", "“{target}”列了两次")
REMOVE = Text("remove '{target}' from the list", "从列表中去掉“{target}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield entries of the front matter's `related` and of the written list."""
    yield from _pinned(article, kb)
    yield from _written(article, kb)


def _pinned(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for pin in pins(article):
        fault = _fault(kb.resolve(pin.value, article), article, seen)
        if fault is not None:
            fix = _without_pin(article, pin)
            yield rule.at(article, pin.span, fault.format(target=pin.value), fix)


def _written(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for link in section.entries(article):
        fault = _fault(kb.resolve(link.target, article), article, seen)
        if fault is not None:
            fix = _without_entry(article, link.span, link.target)
            yield rule.at(article, link.target_span, fault.format(target=link.target), fix)


def _fault(found: Resolution, article: Article, seen: set[str]) -> Text | None:
    """Return what is wrong with an entry, if anything; `seen` learns what it leads to."""
    target = found.article
    if target is None:
        return None if found.status == "external" else MISSING
    if target.path == article.path:
        return ITSELF
    if found.status in ("archived", "wrong-audience"):
        return HIDDEN
    if target.lang != article.lang:
        return FOREIGN
    again = target.path in seen
    seen.add(target.path)
    return TWICE if again else None


def _without_entry(article: Article, span: Span, target: str) -> Fix | None:
    """Return the fix that takes a line out; an empty list goes whole."""
    title = REMOVE.format(target=target)
    whole = related_list.block(article)
    if whole is not None and len(section.entries(article)) == 1:
        return replacing(article, whole, "", title)
    line = _line(article.text, span)
    item = article.text[line.start : line.end]
    return replacing(article, line, "", title) if re.match(r"[-*+] +\[", item) else None


def _without_pin(article: Article, pin: Pin) -> Fix | None:
    title = REMOVE.format(target=pin.value)
    line = _line(article.text, pin.span)
    name = re.escape(pin.value)
    if re.fullmatch(rf"\s*-\s+[\"']?{name}[\"']?\s*(?:#.*)?", line.of(article.text)):
        return replacing(article, line, "", title)
    listed = article.meta_spans["related"]
    if not listed.of(article.text).lstrip().startswith("["):
        return None
    quoted = rf"[\"']?{name}[\"']?"
    entry = re.compile(rf",\s*{quoted}(?=\s*[,\]])|(?<=\[){quoted}\s*(?:,\s*|(?=\]))")
    found = entry.search(article.text, max(listed.start, pin.span.start - 40), listed.end)
    return replacing(article, Span(*found.span()), "", title) if found else None


def _line(text: str, span: Span) -> Span:
    """Return the span of the lines that a span touches, with their line end."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end + 1 if end >= 0 else len(text))
