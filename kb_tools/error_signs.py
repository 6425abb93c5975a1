"""How errors are described, in tickets and in articles: the words, and the codes.

An article is about the codes in it only where they are certainly some (`codes`); a customer's
text is read generously (`CODE_SAID`), for what is none is found nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FAULT = re.compile(
    r"error|fatal|exception|fail|denied|refused|timed? ?out|unable|cannot|can't|invalid|not found"
    r"|unavailable|exceed|unsupported|not support|错误|失败|异常|拒绝|超时|无法|报错|不支持"
    r"|錯誤|失敗|異常|拒絕|逾時|無法|報錯",
    re.IGNORECASE,
)
"""Words of error messages, and of the lines of a log that tell why."""

CODE_SAID = re.compile(
    r"(?<![A-Za-z0-9_])(?:0x[0-9A-Fa-f]{4,16}|[A-Z]{1,10}[-_]?\d{2,8}|[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+"
    r"|[A-Za-z][A-Za-z0-9_.]{0,80}(?:Exception|Error)"
    r"|(?:HTTP|error|code|错误码?|代码)[ :：]{0,2}[45]\d\d)"
    r"(?![A-Za-z0-9_])"
)
"""A code, an exception's name or a status in what a customer writes."""

_JOINED = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,12}(?:[-_]\d+)*[-_]\d{3,8}|0x[0-9A-Fa-f]{4,16})(?![\w-])"
)
_SHORT = re.compile(r"(?<![A-Za-z0-9_.-])[A-Z]{1,4}\d{2,6}(?![A-Za-z0-9_-]|\.\d)")
_TOLD_OF = re.compile(
    r"\b(?:errors?|codes?|faults?|alarms?|warns?|warnings?|fails?|failed|failure|shows?|displays?)\b"
    r"|[错錯][误誤]|[报報][错錯警]|代[码碼]|故障|提示|[显顯]示|告警|警[报報]|异常|異常",
    re.IGNORECASE,
)
"""Words near which F21 is an error code, and not a product, a norm or a measure."""
_NEAR = 24


def codes(text: str) -> Iterator[str]:
    """Yield the error codes in a text, those without a joint (F21) only where it says so."""
    yield from _JOINED.findall(text)
    for match in _SHORT.finditer(text):
        if _TOLD_OF.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            yield match[0]


def codes_listed(error: str) -> Iterator[str]:
    """Yield the codes in an error of the front matter: there F21 is one whatever is beside it."""
    yield from _JOINED.findall(error)
    yield from _SHORT.findall(error)
