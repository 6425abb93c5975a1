"""A link to a place in an article that has no such place.

The customer lands at the top of a long page instead of at the step they need.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.anchors import (
    Swallowed,
    is_anchor_elsewhere,
    is_route,
    swallowed_at,
    takes_in,
    translated,
)
from kb_tools.lint.concern import linking_translated
from kb_tools.lint.rule import Bad, Good, Rule, replacing
from kb_tools.lint.targets import targets
from kb_tools.site_facts import SiteFacts

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=linking_translated,
    zh="""
    链接指向文章中不存在的位置。

    客户本该直接看到需要的步骤，却停在长文章的开头。
    """,
    bad=[
        Bad(
            "# 安装\n\n见[安装步骤](#安装步聚)。\n\n## 安装步骤\n\n下载安装包。\n",
            "no anchor '#安装步聚' on this page; did you mean '#安装步骤'?",
            fixed="# 安装\n\n见[安装步骤](#安装步骤)。\n\n## 安装步骤\n\n下载安装包。\n",
            safe=False,
        ),
        Bad(
            {"a.md": "# A\n\n[B](b.md#refund-policy)\n", "b.md": "# B\n\n## Colours\n\nRed.\n"},
            "no anchor '#refund-policy' in b.md",
        ),
        Bad(
            "# A\n\n[Next](#next-step)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n## Next step\n\nGo.\n",
            "no anchor '#next-step' on this page: the heading in line 8 is a row of the table"
            " above it; put a blank line between them",
            fixed="# A\n\n[Next](#next-step)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
            "## Next step\n\nGo.\n",
            safe=False,
        ),
        Bad(
            {
                "en/a.md": "# A\n\nSee [how](#undo-it).\n\n## Do it\n\nA.\n\n## Undo it\n\nB.\n",
                "zh/a.md": "# 甲\n\n见[方法](#undo-it)。\n\n## 操作\n\n一。\n\n## 撤销\n\n二。\n",
            },
            "no anchor '#undo-it' on this page; did you mean '#撤销'?",
            fixed={
                "zh/a.md": "# 甲\n\n见[方法](#撤销)。\n\n## 操作\n\n一。\n\n## 撤销\n\n二。\n",
            },
            safe=False,
        ),
    ],
    good=[
        "# Install\n\nSee [steps](#the-steps) or go [up](#top).\n\n## The steps\n\nRun it.\n",
        "# Install\n\nThe [console](#/install) is a program on this page.\n",
        Good(
            {
                "a.md": "# A\n\n[run](api.md#acme.run), [all](all.md#the-end)\n",
                "api.md": "# API\n\n::: acme\n    options:\n      members: true\n",
                "all.md": '# All\n\n--8<-- "end.txt"\n',
            },
            facts=SiteFacts(known=True),
        ),
        Good("# 登录\n\n见[步骤](#_2)。\n\n## 步骤\n\n打开设置。\n", facts=SiteFacts(known=True)),
    ],
)

DEAD = Text("no anchor '#{anchor}' in {path}", "{path} 中没有“#{anchor}”")
DEAD_HERE = Text("no anchor '#{anchor}' on this page", "本页没有“#{anchor}”")
NEAR = Text("; did you mean '{near}'?", "；是不是“{near}”？")
IN_TABLE = Text(
    ": the heading in line {line} is a row of the table above it; put a blank line between them",
    "：第 {line} 行的标题紧接在表格下面，成了表格的一行；请在两者之间加一个空行",
)
PART = Text("put a blank line between table and heading", "在表格和标题之间加一个空行")
TAKE = Text("link to '{near}'", "改为链接到“{near}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links whose article is there and whose anchor is not."""
    for link, found in targets(article, kb):
        if found.article is None or found.anchor_found or found.status == "missing":
            continue
        if is_route(found.anchor) or takes_in(found.article, known=kb.facts.known):
            continue
        if not kb.facts.known and is_anchor_elsewhere(found.article, found.anchor):
            continue
        if found.anchor in kb.site_anchors(found.article).values():
            continue
        dead = DEAD_HERE if found.article is article else DEAD
        message = dead.format(anchor=found.anchor, path=found.article.path)
        lost = swallowed_at(found.article, found.anchor)
        if lost is not None:
            hint = _joined(message, IN_TABLE.format(line=lost.line))
            yield rule.at(article, link.target_span, hint, _parted(found.article, lost))
            continue
        near = _meant(kb, found.article, found.anchor, link.target) or found.nearest
        if near is None:
            yield rule.at(article, link.target_span, message)
            continue
        hint = _joined(message, NEAR.format(near="#" + near.partition("#")[2]))
        fix = replacing(article, link.target_span, near, TAKE.format(near=near), safe=False)
        yield rule.at(article, link.target_span, hint, fix)


def _meant(kb: KnowledgeBase, article: Article, anchor: str, target: str) -> str | None:
    """Return the link to what has the anchor in a translation of the article."""
    versions = kb.translations(article).values()
    here = translated(article, anchor, (one for one in versions if one is not article))
    return None if here is None else f"{target.partition('#')[0]}#{here}"


def _parted(article: Article, lost: Swallowed) -> Fix:
    """Return the fix that parts a heading from the table above it."""
    return Fix(PART, (Edit(article.path, Span(lost.start, lost.start), "\n"),), safe=False)


def _joined(message: Text, more: Text) -> Text:
    return Text(message.en + more.en, message.zh + more.zh)
