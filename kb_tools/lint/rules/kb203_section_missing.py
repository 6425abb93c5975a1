"""An article lacks a section that its kind must have.

A troubleshooting article without symptoms cannot be recognised by the customer, and one
without a resolution sends them to the ticket form.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.section_names import canonical, folded, sections

rule = Rule(
    __name__,
    severity="error",
    zh="""
    文章缺少此类文章必须有的章节。

    排错文章没有症状，客户就认不出自己的问题；没有解决方法，客户只好提交工单。
    """,
    bad=[
        Bad(
            "---\nkind: troubleshooting\n---\n\n# No code arrives\n\n## Symptoms\n\n"
            "Nothing arrives.\n",
            "a troubleshooting article needs a section 'Resolution'",
            fixed="---\nkind: troubleshooting\n---\n\n# No code arrives\n\n## Symptoms\n\n"
            "Nothing arrives.\n\n## Resolution\n\nTODO\n",
            safe=False,
        )
    ],
    good=[
        "---\nkind: troubleshooting\n---\n\n# 收不到验证码\n\n## 故障现象\n\n没有短信。\n\n"
        "## 处理步骤\n\n1. 检查号码。\n"
    ],
)

MESSAGE = Text("a {kind} article needs a section '{name}'", "{kind} 类文章需要“{name}”一节")
ADD = Text("add an empty section", "加上空的章节")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield each required section that no heading stands for."""
    kinds = {**table("sections")["required"], **kb.config.lint.sections}
    wanted = kinds.get(article.kind, ())
    if not wanted:
        return
    names = {folded(heading.text) for heading in article.headings}
    present = {name for heading in article.headings for name in sections(heading.text)}
    for name in wanted:
        if name not in present and folded(name) not in names:
            title = canonical(name, article.lang)
            message = MESSAGE.format(kind=article.kind, name=title)
            yield rule.at(article, _place(article), message, _fix(article, title))


def _place(article: Article) -> Span:
    if article.headings:
        return article.headings[0].text_span
    start = article.meta_span.end if article.meta_span else 0
    return Span(start, start)


def _fix(article: Article, title: str) -> Fix:
    text = article.text.rstrip()
    end = Span(len(text), len(article.text))
    return replacing(article, end, f"\n\n## {title}\n\nTODO\n", ADD, safe=False)
