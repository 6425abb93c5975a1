"""A video with nothing to read beside it.

Who sits in a train, cannot hear, or reads another language gets no answer, and search cannot
look into a film. A transcript, captions or the steps in words help all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    default=False,
    zh="""
    视频旁边没有文字可读。

    在地铁里、听不见、或者读另一种语言的客户得不到答案，搜索也看不进视频里去。
    文字稿、字幕，或者把步骤写出来，对他们都有用。前后 400 字里有三个编号步骤也算。
    """,
    bad=[
        Bad(
            '# Sign in\n\n<iframe src="https://www.youtube.com/embed/x"></iframe>\n\nText.\n',
            "a video without words: add a transcript, captions or the steps",
        ),
        Bad(
            "# Sign in\n\n![The steps](media/steps.mp4)\n",
            "a video without words: add a transcript, captions or the steps",
        ),
    ],
    good=[
        '# Sign in\n\n<video src="a.mp4"><track src="a.vtt"></video>\n',
        '# Sign in\n\n<iframe src="https://player.vimeo.com/1"></iframe>\n\n## Transcript\n',
        '# Sign in\n\n<iframe src="https://player.bilibili.com/x"></iframe>\n\n1. Go.\n2. Go.\n'
        "3. Save.\n",
    ],
)

MESSAGE = Text(
    "a video without words: add a transcript, captions or the steps",
    "视频没有配文字：请加上文字稿、字幕，或写出步骤",
)
_GATE = regex(r"youtu|vimeo|bilibili|<video|\.mp4|\.webm|\.mov|wistia|loom\.com|youku|v\.qq")
_EMBED = regex(
    r"<video\b|<iframe\b[^>]{0,300}(?:youtu|vimeo|bilibili|wistia|loom\.com|youku|v\.qq)"
    r"|\{%\s*(?:youtube|vimeo|video)\b|!\[[^\]\n]{0,200}\]\([^)\s]{1,300}\.(?:mp4|webm|mov)\b"
    r"|>\[!VIDEO\]",
    re.IGNORECASE,
)
_WORDS = regex(
    r"transcript|caption|subtitle|<track\b|cc_load_policy|字幕|文字稿|文字版|逐字稿|文字说明|文字說明",
    re.IGNORECASE,
)
_STEP = regex(r"(?m)^[ \t]*\d+[.)][ \t]")
NEAR = 400
STEPS = 3


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield embedded videos when the article has no transcript, captions or steps beside them."""
    text = article.text
    if not _GATE.search(text) or is_template(article) or _WORDS.search(text):
        return
    for match in _EMBED.finditer(text):
        beside = text[max(0, match.start() - NEAR) : match.end() + NEAR]
        shown = not any(c.span.start <= match.start() < c.span.end for c in article.code)
        if shown and len(_STEP.findall(beside)) < STEPS:
            yield rule.at(article, Span(*match.span()), MESSAGE)
