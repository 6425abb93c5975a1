"""A character that nobody sees: zero-width space, direction mark, control character.

Search does not find the word that holds it, a link with it is dead, and a command with a
no-break space fails on the customer's machine with an error that nobody understands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kb_tools.article import Article, Code, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.anchors import moves_anchor
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    有看不见的字符：零宽空格、方向标记、控制字符，或命令里的不换行空格。

    含有它的词搜索不到，含有它的链接打不开，含有它的命令在客户的电脑上会报出谁也看不懂的错误。
    """,
    bad=[
        Bad(
            "# 登录\n\n点击\u200b“设置”。\n",
            "invisible character U+200B (ZERO WIDTH SPACE); remove it",
            fixed="# 登录\n\n点击“设置”。\n",
        ),
        Bad(
            "# Install\n\n```sh\npip\u00a0install acme\n```\n",
            "U+00A0 (NO-BREAK SPACE) in a command; use a space",
            fixed="# Install\n\n```sh\npip install acme\n```\n",
        ),
        Bad(
            "# Install\n\nDo this.\n\n\u200b## On a phone\n\nOpen it.\n",
            "invisible character U+200B (ZERO WIDTH SPACE); remove it",
            fixed="# Install\n\nDo this.\n\n## On a phone\n\nOpen it.\n",
            safe=False,
        ),
        Bad(
            "# Install\n\n## On a\x0cphone\n\nOpen it.\n",
            "invisible character U+000C; remove it",
            fixed="# Install\n\n## On aphone\n\nOpen it.\n",
            safe=False,
        ),
    ],
    good=[
        "# Prix\n\n10\u00a0€ et 👩\u200d💻 : oui.\n",
        "# Prix\n\n```js\nlet a = 1 // Note\u00a0: «\u00a0un\u00a0» !\n```\n",
    ],
)

REMOVE = Text("invisible character {name}; remove it", "看不见的字符 {name}；请删去")
SPACE = Text("{name} in a command; use a space", "命令里有 {name}；请换成普通空格")
REMOVE_FIX = Text("remove it", "删去")
SPACE_FIX = Text("use a space", "换成普通空格")

_NEVER = regex(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+"
)
_SPACES = regex(r"(?<!«)[\u00a0\u202f\u2007\u3000]+(?![:;!?%»\u00a0\u202f\u2007\u3000])")
"""Odd spaces, but for those that French typography puts beside such marks in a comment."""
_DRAWN = regex(r"[\u2500-\u257f]|^\s*[|+]")
"""Lines of a drawn tree or table: printed by a command, not typed."""
_JOINING = regex(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff]")
"""Scripts in which direction marks and joiners have work to do."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield runs of invisible characters, and odd spaces inside code."""
    text = article.text
    if text.replace("\n", "").replace("\t", "").isprintable():  # quick to tell, and mostly so
        return
    if (runs := [*_NEVER.finditer(article.text)]) and not _JOINING.search(article.text):
        for match in runs:
            span = Span(*match.span())
            between = any(map(str.isspace, match[0])) and moves_anchor(article, span)
            safe = not between and not _hides_mark(text, span)
            fix = replacing(article, span, "", REMOVE_FIX, safe=safe)
            yield rule.at(article, span, REMOVE.format(name=_name(match[0][0])), fix)
    for code in article.code:
        if code.form == "fenced" and code.language not in ("", "text", "log", "output", "console"):
            yield from _spaces(article, code)


def _hides_mark(text: str, span: Span) -> bool:
    """Tell whether what begins a heading, a list or bold text would do so without the run."""
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    opens = before in ("", "\n") or before == behind
    return opens and not (behind.isalnum() or behind.isspace())


def _spaces(article: Article, code: Code) -> Iterator[Diagnostic]:
    """Yield one finding for a code block, with the edits for all of it."""
    edits = []
    for match in _SPACES.finditer(article.text, *code.body):
        start = article.text.rfind("\n", 0, match.start()) + 1
        end = article.text.find("\n", start)
        if not _DRAWN.search(article.text[start:end]):
            span = Span(*match.span())
            edits.append(Edit(article.path, span, " " * len(match[0])))
    if edits:
        first = edits[0].span
        message = SPACE.format(name=_name(article.text[first.start]))
        yield rule.at(article, first, message, Fix(SPACE_FIX, tuple(edits)))


def _name(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")
