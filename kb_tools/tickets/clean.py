"""What a customer asks, out of all that a ticket has: mail history, signatures, logs.

Pure, in Chinese and English. Whatever looks like a frame around the question goes; where
nothing would be left, what was there is kept: a forwarded mail is all quotation.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb_tools.error_signs import CODE_SAID, FAULT
from kb_tools.tickets.markup import folded, from_html, is_html

LIMIT = 20_000
"""Characters of a question that are looked at, after logs and noise are out."""
LOG_LINES = 12
"""How many different error lines of a log are kept."""
EMPHASIS_LIMIT = 20
"""How many emphasised strings are kept."""

_TOKEN = re.compile(r"[A-Za-z0-9+/=_%&?.#~:-]{120,}|(?:[A-Za-z0-9+/]{60,}={0,2}\s*\n){3,}")
_URL = re.compile(r"\bhttps?://[^\s/]+(/[^\s?#]*)?\S*")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?")
_SPACES = re.compile(r"[ \t]{2,}")
_NARROW = {ord(char) + 0xFEE0: char for char in f"{string.ascii_letters}{string.digits}_-"}
"""Codes are known by their plain letters."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_HISTORY = re.compile(
    r"^[^\S\n]*(?:-{2,}\s*(?:original(?: message)?\s*-|forwarded message"
    r"|原始邮件|原始郵件|转发的?邮件|轉寄郵件)"
    r"|_{20,}\s*$|at \d{4}-.{4,200} wrote:\s*$|on .{4,200}(?:\n.{0,80})?\swrote:\s*$"
    r"|(?:在|于|於)\s?.{4,120}(?:写道|寫道|wrote)\s*[:：]\s*$"
    r"|.{0,80}\d{4}.{0,60}(?:写道|寫道)\s*[:：]\s*$"
    r"|(?:from|发件人|寄件者|寄件人)\s*[:：].*\n\s*(?:sent|date|to|发送时间|日期|收件人|收件者|寄件日期|傳送日期)"
    r"\s*[:：])",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(r"^[^\S\n]*>.*$\n?", re.MULTILINE)
_DISCLAIMER = re.compile(
    r"^.*(?:(?:e-?mail|message).{0,80}"
    r"(?:confidential|privileged|intended (?:solely|only|recipient))"
    r"|confidentiality notice|(?:本|此)(?:邮件|郵件).{0,40}(?:保密|机密|機密|仅供|僅供))",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(
    r"^(?:--\s*$|-{18}\s*$|sent from my \w+|get outlook for"
    r"|发自我的|寄自我的|發自我的|从我的.{1,12}发送|来自.{1,10}的?(?:邮箱|客户端))",
    re.IGNORECASE | re.MULTILINE,
)
_PARTING = re.compile(
    r"^\s*(?:(?:(?:best|kind|warm|many)\s+)?(?:regards|wishes|thanks)|thank you|thanks"
    r"|cheers|sincerely|yours (?:truly|sincerely|faithfully)"
    r"|谢谢|謝謝|多谢|感谢|此致|敬礼|祝好|顺祝商祺)[^\n?？]{0,24}$",
    re.IGNORECASE,
)
_NAMES = (
    r"(?:\s+(?:there|all|everyone|everybody|team|folks|guys|friends?|dear|again|sir|madam|ma'am|sirs?"
    r"|or|and|the|to|support|customer|client|service|services|care|help|desk|staff|concerned"
    r"|\[\w+\]|(?-i:[A-Z](?:[a-z'-]+|\.))))*"
)
"""Who is greeted: a question that follows on the same line is none of it."""
_GREETING = re.compile(
    rf"^\s*(?:(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)){_NAMES}"
    r"\s*(?:[.!,，:;–-]+|$)|(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))\b"
    rf"|dear{_NAMES}\s*(?:[.!,，:;–-]+|$)"
    r"|(?:尊敬的|亲爱的|親愛的)[^\n，,。：:]{0,16}[，,：:。!！]*"
    r"|(?:您好|你好|客服)[，,。！!~～:： ]*)\s*",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"^\s*(?:\[?\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d|\[?\d\d:\d\d:\d\d|<\d+>"
    r"|at [\w.$<>/]+\(|File \".*\", line \d+|\.\.\. \d+ more"
    r"|(?:DEBUG|INFO|TRACE|WARN|WARNING|ERROR|FATAL)\b|\w{3} [ \d]\d \d\d:\d\d:\d\d )"
)
_STAMP = re.compile(r"^\s*\[?[\d:.,T/Z+ -]{8,40}\]?\s*|\b[0-9a-f]{12,}\b|\b\d{5,}\b")
_MESSAGE = re.compile(
    r"“([^”\n]{4,160})”|\"([^\"\n]{4,160})\"|「([^」\n]{4,160})」|『([^』\n]{4,160})』"
    r"|`([^`\n]{4,160})`"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A ticket's question, and the strings in it that count most: codes and quoted messages."""

    text: str
    emphasis: tuple[str, ...] = ()


def clean(text: str) -> Cleaned:
    """Return what the customer asks; empty text means that nothing is asked."""
    plain = from_html(text) if is_html(text) else folded(text)
    plain = _URL.sub(lambda url: f" {url[1] or ''} ", _CONTROL.sub(" ", plain))
    plain = _TOKEN.sub(" ", plain)
    said, logged = _apart(_unframed(plain).split("\n"))
    question = _MOMENT.sub(" ", "\n".join((*said, *logged))[:LIMIT])
    question = _SPACES.sub(" ", question).strip().translate(_NARROW)
    return Cleaned(question, tuple(_emphasised(question)))


def _unframed(text: str) -> str:
    """Cut history, disclaimer, signature, parting and greeting; keep them if all would go."""
    for frame in (_HISTORY, _DISCLAIMER):
        if (found := frame.search(text)) and text[: found.start()].strip():
            text = text[: found.start()]
    if (own := _QUOTED.sub("", text)).strip():
        text = own
    if found := _SIGNATURE.search(text):
        text = text[: found.start()]
    return _without_greeting(_without_parting(text))


def _without_parting(text: str) -> str:
    lines = text.rstrip().split("\n")
    for number in range(max(1, len(lines) - 6), len(lines)):
        if _PARTING.match(lines[number]):
            return "\n".join(lines[:number])
    return text


def _without_greeting(text: str) -> str:
    """Cut what the first lines open with: under a subject, the greeting comes second."""
    lines = text.split("\n")
    for number in range(min(3, len(lines))):
        lines[number] = _GREETING.sub("", lines[number], count=1)
    own = "\n".join(lines).strip()
    return own or text


def _apart(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what people wrote, and the different error lines of logs among it."""
    said: list[str] = []
    errors: dict[str, None] = {}
    for line in lines:
        if not _LOG.match(line):
            said.append(line)
        elif len(errors) < LOG_LINES and FAULT.search(line):
            errors[_STAMP.sub(" ", line[:400]).strip()] = None
    return said, [*errors]


def _emphasised(text: str) -> Iterator[str]:
    found = dict.fromkeys(
        next(filter(None, match.groups()), match[0])
        for pattern in (CODE_SAID, _MESSAGE)
        for match in pattern.finditer(text)
    )
    yield from list(found)[:EMPHASIS_LIMIT]
