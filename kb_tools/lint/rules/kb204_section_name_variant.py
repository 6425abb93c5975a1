"""A section is called otherwise than in the other articles of the base.

Who knows that the answer stands under "Resolution" looks for that word; "Fix" is read past.
And what a reply or an export takes by the section's name is not found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template, per_base
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.section_names import exact

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    default=False,
    zh="""
    章节的名称与知识库里其他文章不同。

    知道答案在“解决方法”一节的读者会找这几个字，“解决办法”就被跳过了；
    按章节名取内容的回复和导出也取不到它。
    """,
    bad=[
        Bad(
            {
                **{f"zh/{n}.md": "# 登录\n\n## 解决方法\n\n打开设置。\n" for n in range(9)},
                "zh/x.md": "# 退款\n\n## 解决办法\n\n打开订单。\n",
            },
            "section '解决办法' is '解决方法' in 9 of 10 articles here",
            fixed={"zh/x.md": "# 退款\n\n## 解决方法\n\n打开订单。\n"},
            safe=False,
        )
    ],
    good=[{"zh/a.md": "# 登录\n\n## 解决办法\n\n打开设置。\n"}],
)

MESSAGE = Text(
    "section '{text}' is '{name}' in {n} of {all} articles here",
    "“{text}”一节在这里的 {all} 篇文章中有 {n} 篇叫“{name}”",
)
RENAME = Text("call it '{name}'", "改为“{name}”")
HABIT = 0.8
ENOUGH = 8


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield headings that open a section under another name than four of five articles use."""
    if is_template(article):
        return
    for heading in article.headings:
        section = exact(heading.text)
        usual = _usual(kb).get((article.lang, section or ""))
        if usual is None or heading.text.casefold() == usual[0].casefold():
            continue
        name, count, total = usual
        message = MESSAGE.format(text=heading.text, name=name, n=count, all=total)
        plain = heading.text_span.of(article.text) == heading.text
        title = RENAME.format(name=name)
        fix = replacing(article, heading.text_span, name, title, safe=False) if plain else None
        yield rule.at(article, heading.text_span, message, fix)


@per_base
def _usual(kb: KnowledgeBase) -> Mapping[tuple[str, str], tuple[str, int, int]]:
    """The usual name of each section in each language: name, how often, of how many."""
    names: dict[tuple[str, str], Counter[str]] = {}
    for article in kb.articles.values():
        for text in {heading.text for heading in article.headings}:
            if section := exact(text):
                names.setdefault((article.lang, section), Counter())[text] += 1
    found = {}
    for place, counts in names.items():
        name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= max(ENOUGH, HABIT * counts.total()):
            found[place] = (name, count, counts.total())
    return found
