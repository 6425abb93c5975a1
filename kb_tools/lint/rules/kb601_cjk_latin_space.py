"""Chinese beside Latin letters or digits, set otherwise than in the rest of the base.

Text that now has a space and now has none looks unkempt. Which of the two is right is the
house's own habit: the rule learns it from the articles, and is silent where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.anchors import moves_anchor
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.spacing import conclusion, strange

HOUSE = "# 接口\n\n" + "每个 API 都有 1 个 ID，用 GET 读取，用 PUT 写入，用 POST 新建。\n" * 3

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(conclusion),
    zh="""
    中文与英文字母或数字之间的空格，与知识库其他地方不一致。

    有的地方空，有的地方不空，显得凌乱。哪种写法正确，以知识库自己的习惯为准：
    规则从文章中学习，没有明显习惯时不报告。
    """,
    bad=[
        Bad(
            {"zh/a.md": HOUSE + "\n请使用API 调用。\n"},
            "put a space between Chinese and Latin, as elsewhere in this base: '用A'",
            fixed={"zh/a.md": HOUSE + "\n请使用 API 调用。\n"},
        ),
    ],
    good=[{"zh/a.md": HOUSE}, {"zh/a.md": "# 接口\n\n请使用API，或 API。\n"}],
)

ADD = Text(
    "put a space between Chinese and Latin, as elsewhere in this base: '{around}'",
    "中文与西文之间要加空格，与知识库其他地方一致：“{around}”",
)
REMOVE = Text(
    "no space between Chinese and Latin, as elsewhere in this base: '{around}'",
    "中文与西文之间不加空格，与知识库其他地方一致：“{around}”",
)
ADD_FIX = Text("add a space", "加空格")
REMOVE_FIX = Text("remove the space", "删去空格")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield places that are not as at least 90% of the others.

    In a heading the fix is not safe: the heading's anchor changes with it.
    """
    for span in strange(article, kb):
        missing = span.start == span.end
        around = article.text[max(0, span.start - 1) : span.end + 1]
        title = ADD_FIX if missing else REMOVE_FIX
        safe = not moves_anchor(article, span)
        fix = replacing(article, span, " " if missing else "", title, safe=safe)
        yield rule.at(article, span, (ADD if missing else REMOVE).format(around=around), fix)
