"""A section is called otherwise than in the other articles of the base.

Who knows that the answer stands under "Resolution" looks for that word; "Fix" is read past.
And what a reply or an export takes by the section's name is not found.

The fix keeps the old anchor (`{#old-name}`), so that links to the section still lead there.
It is safe where mkdocs.yml has `attr_list`, which understands that; elsewhere a person should
look, for the braces could show. An article with two such sections is left alone: the second
is one of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Heading
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.section_names import exact, folded
from kb_tools.site_facts import SiteFacts

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    zh="""
    章节的名称与知识库里其他文章不同。

    知道答案在“解决方法”一节的读者会找这几个字，“解决办法”就被跳过了；
    按章节名取内容的回复和导出也取不到它。

    修复时保留原来的锚点（`{#原名}`），指向这一节的链接照样有效。mkdocs.yml 里有 `attr_list`
    时修复是安全的；否则花括号可能显示出来，需要人工复核。
    一篇文章里有两个这样的章节时不报告：第二个是另一节。
    """,
    bad=[
        Bad(
            {
                **{f"zh/{n}.md": "# 登录\n\n## 解决方法\n\n打开设置。\n" for n in range(9)},
                "zh/x.md": "# 退款\n\n## 解决办法\n\n打开订单。\n",
            },
            "section '解决办法' is '解决方法' in 9 of 10 articles here",
            fixed={"zh/x.md": "# 退款\n\n## 解决方法 {#解决办法}\n\n打开订单。\n"},
            facts=SiteFacts(known=True, extensions=frozenset(("attr_list",))),
        ),
        Bad(
            {
                **{f"en/{n}.md": "# Sign in\n\n## Resolution\n\nOpen …\n" for n in range(9)},
                "en/x.md": "# Refund\n\n## Solution\n\nOpen …\n",
            },
            "section 'Solution' is 'Resolution' in 9 of 10 articles here",
            fixed={"en/x.md": "# Refund\n\n## Resolution {#solution}\n\nOpen …\n"},
            safe=False,
        ),
    ],
    good=[
        {"zh/a.md": "# 登录\n\n## 解决办法\n\n打开设置。\n"},
        {
            **{f"zh/{n}.md": "# 登录\n\n## 解决方法\n\n打开设置。\n" for n in range(9)},
            "zh/x.md": "# 退款\n\n## 2. 解决方法\n\n打开订单。\n",
        },
    ],
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
    named = [(heading, name) for heading in article.headings if (name := exact(heading.text))]
    often = Counter(section for _, section in named)
    names = _usual(kb) if named else {}
    for heading, section in named:
        usual = names.get((article.lang, section))
        if usual is None or often[section] > 1 or folded(heading.text) == folded(usual[0]):
            continue
        name, count, total = usual
        message = MESSAGE.format(text=heading.text, name=name, n=count, all=total)
        yield rule.at(article, heading.text_span, message, _fix(article, kb, heading, name))


def _fix(article: Article, kb: KnowledgeBase, heading: Heading, name: str) -> Fix | None:
    """Rename the section and keep its anchor; None where the heading holds markup."""
    if heading.text_span.of(article.text) != heading.text or heading.form != "hash":
        return None
    title = RENAME.format(name=name)
    if heading.explicit:
        return replacing(article, heading.text_span, name, title)
    safe = "attr_list" in kb.facts.extensions
    text = f"{name} {{#{heading.id}}}"
    return replacing(article, heading.text_span, text, title, safe=safe)


def _conclusion(kb: KnowledgeBase) -> object:
    return _usual(kb)


@once
def _usual(kb: KnowledgeBase) -> Mapping[tuple[str, str], tuple[str, int, int]]:
    """The usual name of each section in each language: name, how often, of how many."""
    names: dict[tuple[str, str], Counter[str]] = {}
    for (lang, section, text), count in _names(kb).items():
        names.setdefault((lang, section), Counter())[text] = count
    found = {}
    for place, counts in names.items():
        name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= max(ENOUGH, HABIT * counts.total()):
            found[place] = (name, count, counts.total())
    return found


@counted
def _names(article: Article) -> Iterator[tuple[str, str, str]]:
    for text in {heading.text for heading in article.headings}:
        if section := exact(text):
            yield article.lang, section, text
