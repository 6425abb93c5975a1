"""The name of a button set otherwise than in the other articles.

Bold here, in quotation marks there, plain elsewhere: the customer cannot tell what to look for
on the screen. The habit is learned: what four of five places do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    default=False,
    zh="""
    按钮名称的写法与其他文章不同。

    这里加粗，那里加引号，别处什么也不加：客户不知道该在屏幕上找什么。
    写法从知识库里学来：五处里有四处怎么写，就怎么写。只看“点击”之后的名称。
    """,
    bad=[
        Bad(
            {
                "en/a.md": "# Refund\n\n" + "Click **Refund**.\n\n" * 20,
                "en/b.md": '# Return\n\nClick "Return".\n',
            },
            "'Return' is in quotation marks; 20 of 21 names here are bold",
            fixed={"en/b.md": "# Return\n\nClick **Return**.\n"},
            safe=False,
        )
    ],
    good=[
        {"en/a.md": '# Refund\n\nClick **Refund**, or "Return".\n\nClick "Later".\n'},
    ],
)

MESSAGE = Text(
    "'{label}' is {style}; {n} of {all} names here are {usual}",
    "“{label}”{style}；这里 {all} 处名称有 {n} 处{usual}",
)
SET = Text("write {text}", "改为 {text}")
STYLES: dict[str, tuple[Text, Text, str]] = {
    "bold": (Text("in bold", "用了粗体"), Text("bold", "用粗体"), "**{}**"),
    "quoted": (
        Text("in quotation marks", "用了引号"),
        Text("in quotation marks", "用引号"),
        "“{}”",
    ),
    "italic": (Text("in italics", "用了斜体"), Text("in italics", "用斜体"), "*{}*"),
}
"""How a name is set: said of one, said of most, and written."""
HABIT = 0.8
ENOUGH = 20
_LABEL = regex(
    r"(?:\b(?:[Cc]lick|[Tt]ap)(?: on)?(?: the)? "
    r"|(?:点击|单击|点选|點擊|按下) ?)"
    r"(?:\*\*(?P<bold>[^*\n]{1,40})\*\*|[\"“「](?P<quoted>[^\"”」\n]{1,40})[\"”」]"
    r"|\*(?P<italic>[^*\n]{1,40})\*(?!\*))"
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield names after "click" and 点击 that are set against the habit of their language."""
    usual = _usual(kb).get(article.lang)
    if usual is None or is_template(article):
        return
    style, count, total = usual
    for match in _labels(article):
        own = str(match.lastgroup)
        if own != style:
            label = match[own]
            text = STYLES[style][2].format(label)
            said, most = STYLES[own][0], STYLES[style][1]
            message = Text(
                MESSAGE.en.format(label=label, style=said.en, n=count, all=total, usual=most.en),
                MESSAGE.zh.format(label=label, style=said.zh, n=count, all=total, usual=most.zh),
            )
            start, end = match.span(own)
            width = 2 if own == "bold" else 1
            span = Span(start - width, end + width)
            fix = replacing(article, span, text, SET.format(text=text), safe=False)
            yield rule.at(article, span, message, fix)


def _conclusion(kb: KnowledgeBase) -> object:
    return _usual(kb)


@once
def _usual(kb: KnowledgeBase) -> Mapping[str, tuple[str, int, int]]:
    """The usual style of each language: its name, how often, of how many."""
    counts: dict[str, Counter[str]] = {}
    for (lang, style), count in _styles(kb).items():
        counts.setdefault(lang, Counter())[style] = count
    usual = {}
    for lang, styles in counts.items():
        if styles:
            style, count = styles.most_common(1)[0]
            if count >= max(ENOUGH, HABIT * styles.total()):
                usual[lang] = (style, count, styles.total())
    return usual


@counted
def _styles(article: Article) -> Iterator[tuple[str, str]]:
    return ((article.lang, str(match.lastgroup)) for match in _labels(article))


def _labels(article: Article) -> Iterator[re.Match[str]]:
    """Yield the names in running text; what is set in two ways at once is not counted."""
    blocks = [code.span for code in article.code]
    for match in _LABEL.finditer(article.text):
        twice = match[str(match.lastgroup)].strip("*_\"'“”「」") != match[str(match.lastgroup)]
        if not twice and not any(start <= match.start() < end for start, end in blocks):
            yield match
