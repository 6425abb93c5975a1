r"""A company's own order numbers, as patterns that no text can make slow.

Python's `re` tries every way in which a pattern may match; `(\d+)+x` has millions of them in one
line of digits. So only patterns are taken whose ways can be counted beforehand, and are few.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from kb_tools.language import Text
from kb_tools.regex import regex

LONGEST = 200
"""Characters of a pattern."""
WAYS = 1000
"""In how many ways a pattern may match at one place, at most."""

_TOKEN = regex(
    r"(?P<bad>\\[1-9kgpPuUxN]|\(\?(?!:))|(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<or>\|)|(?P<maybe>\?)"
    r"|(?P<endless>[*+]|\{\d*,\})|\{(?P<least>\d*)(?P<range>,(?P<most>\d+))?\}|(?P<plain>.)",
    re.DOTALL,
)


@lru_cache
def compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns ready for use; `fault` found nothing in them."""
    return tuple(map(re.compile, patterns))


def fault(pattern: str) -> Text | None:
    """Return why a pattern cannot be used, and what to write instead; None for a good one.

    >>> fault(r"SO-\\d{8}")
    >>> fault(r"(\\d+)+x").en
    "'(\\\\d+)+x' repeats without a limit; give one, like {1,20}"
    """
    if len(pattern) > LONGEST:
        return _LONG.format(pattern=pattern[:40] + "…", n=LONGEST)
    try:
        with warnings.catch_warnings(action="error"):  # such as for a set in a set
            empty = re.compile(pattern).match("") is not None
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return _WRONG.format(pattern=pattern, e=error)
    if empty:
        return _EMPTY.format(pattern=pattern)
    why = _slow(pattern)
    return why.format(pattern=pattern) if why else None


def _slow(pattern: str) -> Text | None:
    """Count the ways: those of repeats that follow each other multiply."""
    ways, before = 1, ""
    for token in _TOKEN.finditer(pattern):
        kind = token.lastgroup or "repeat"
        if kind == "bad":
            return _BAD
        if kind == "endless":
            return _ENDLESS
        if kind in ("repeat", "least", "range", "most"):
            if before == "close":
                return _GROUP
            ways *= int(token["most"] or 0) - int(token["least"] or 0) + 1 if token["range"] else 1
        ways *= 2 if kind in ("maybe", "or") else 1
        before = kind
    return _MANY if ways > WAYS else None


_LONG = Text("'{pattern}' is longer than {n} characters", "“{pattern}”超过 {n} 个字符")
_WRONG = Text("'{pattern}' is not a regular expression: {e}", "“{pattern}”不是正则表达式：{e}")
_EMPTY = Text(
    "'{pattern}' also matches the empty text; say what must be there",
    "“{pattern}”连空文字也能匹配；请写明必须有什么",
)
_ENDLESS = Text(
    "'{pattern}' repeats without a limit; give one, like {{1,20}}",
    "“{pattern}”没有重复次数的上限；请写明最多几次，如 {{1,20}}",
)
_GROUP = Text(
    "'{pattern}' repeats a group; repeat single characters, as in \\d{{4,8}}",
    "“{pattern}”重复了一个括号；请只重复单个字符，如 \\d{{4,8}}",
)
_BAD = Text(
    "'{pattern}' looks around or back; use characters, [sets], (groups) and repeats only",
    "“{pattern}”用了前后查找或反向引用；只能用字符、[字符集]、(括号)和重复",
)
_MANY = Text(
    "'{pattern}' can match in too many ways; give its repeats narrower limits",
    "“{pattern}”的匹配方式太多；请缩小重复次数的范围",
)
