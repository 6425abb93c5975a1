"""Steps to be done one after another, in one paragraph.

Customers do one step, look at the page again, and drop their place. Nobody can write back
"I am stuck at step 3" when no step has a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex
from kb_tools.section_names import sections

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    一步接一步的操作写成了一段话。

    客户做完一步回来看，就找不到读到哪里了；步骤没有编号，也没法说“我卡在第 3 步”。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 空白页\n\n## 解决方法\n\n先打开设置，然后点击隐私，再选择清除缓存。\n"},
            "3 steps in one paragraph; number them",
            fixed={
                "zh/a.md": "# 空白页\n\n## 解决方法\n\n1. 打开设置\n2. 点击隐私\n3. 选择清除缓存\n"
            },
            safe=False,
        ),
        Bad(
            "# Blank page\n\n## Resolution\n\nOpen the settings. Click **Privacy**. Then clear the"
            " cache.\n",
            "3 steps in one paragraph; number them",
            fixed="# Blank page\n\n## Resolution\n\n1. Open the settings.\n2. Click **Privacy**.\n"
            "3. Clear the cache.\n",
            safe=False,
        ),
    ],
    good=[
        "# Blank page\n\n## Resolution\n\n1. Open the settings.\n2. Click it.\n3. Clear it.\n",
        "# Blank page\n\n## Resolution\n\nOpen the settings, and clear the cache.\n",
        {"zh/a.md": "# 空白页\n\n## 原因\n\n先打开页面，然后点击了按钮，再选择了退出。\n"},
    ],
)

MESSAGE = Text("{n} steps in one paragraph; number them", "一段话里有 {n} 个步骤；请编号列出")
NUMBER = Text("number the steps", "给步骤编号")
LEAST = 3
_SOLVING = frozenset(("resolution", "steps"))
_opened = lru_cache(maxsize=1 << 15)(sections)

_WORDS = table("steps")
_NO_TEXT = regex(r"\s*(?:[-*+>|#<!:]|\d+[.)]|```|~~~| {4})")
_ENGLISH_END = regex(r"(?<=[.!])\s+(?=[A-Z*`\[])")
_CHINESE_END = regex(r"(?<=[。；，])|(?<=,)(?=[\u4e00-\u9fff])")
_ENGLISH = regex(
    rf"(?:(?:{'|'.join(_WORDS['en']['order'])}),?\s+)?(?:{'|'.join(_WORDS['en']['verbs'])})\b",
    re.IGNORECASE,
)
_CHINESE = regex(
    rf"(?:{'|'.join(_WORDS['zh']['order'])})*，?(?:{'|'.join(_WORDS['zh']['verbs'])})(?!了|过)"
)
_LEAD_ENGLISH = regex(rf"(?:{'|'.join(_WORDS['en']['order'])}),?\s+", re.IGNORECASE)
_LEAD_CHINESE = regex(rf"(?:{'|'.join(_WORDS['zh']['order'])})+，?")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield paragraphs of three steps or more in the sections that resolve something."""
    if is_template(article):
        return
    for section in article.sections:
        if section.heading and not _SOLVING.isdisjoint(_opened(section.heading.text)):
            yield from _in_body(article, section.body)


def _in_body(article: Article, body: Span) -> Iterator[Diagnostic]:
    start = body.start
    for block in body.of(article.text).split("\n\n"):
        text = block.strip("\n")
        place = article.text.index(text, start) if text else start
        start = place + len(text)
        if not text or _NO_TEXT.match(text) or not article.prose[place:start].strip():
            continue
        steps = _steps(text, chinese=is_chinese(article))
        count = sum(is_step for _, is_step in steps)
        if count >= LEAST:
            span = Span(place, start)
            yield rule.at(article, span, MESSAGE.format(n=count), _fix(article, span, steps))


def _steps(text: str, *, chinese: bool) -> list[tuple[str, bool]]:
    """Return the sentences (in Chinese: clauses) of a paragraph, and whether each is a step."""
    parts = (_CHINESE_END if chinese else _ENGLISH_END).split(" ".join(text.split("\n")))
    pattern = _CHINESE if chinese else _ENGLISH
    return [(part, pattern.match(part) is not None) for part in parts if part.strip()]


def _fix(article: Article, span: Span, steps: list[tuple[str, bool]]) -> Fix | None:
    """Make a list when every part is a step; what explains a step needs a person."""
    if not all(is_step for _, is_step in steps):
        return None
    lines = [f"{number}. {_bare(part)}" for number, (part, _) in enumerate(steps, 1)]
    return replacing(article, span, "\n".join(lines), NUMBER, safe=False)


def _bare(part: str) -> str:
    rest = _LEAD_CHINESE.sub("", _LEAD_ENGLISH.sub("", part, count=1), count=1)
    return rest[:1].upper() + rest[1:].rstrip("。；，,")
