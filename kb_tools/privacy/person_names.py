"""Names of people in tickets: where a greeting, a closing, a title or the sentence shows one.

Given names that many have help where nothing else does (person_names.toml). Names in the middle
of a Chinese sentence are not looked for: half of the surnames are ordinary words as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kb_tools.article import Span


class _Place(NamedTuple):
    """Where names stand: words of which one must be there, and the pattern whose group is one."""

    gate: tuple[str, ...]
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]


def find(text: str) -> Iterator[Span]:
    """Yield the names in a text, by the kind of place; some may overlap."""
    lower = text.lower()
    for gate, pattern, holds in _places():
        if not gate or any(word in lower for word in gate):
            for match in pattern.finditer(text):
                group = match.lastindex or 0
                if holds(match[group]):
                    yield Span(*match.span(group))


@cache
def _list(name: str) -> frozenset[str]:
    table = tomllib.loads(
        files("kb_tools.privacy").joinpath("person_names.toml").read_text("utf-8")
    )
    return frozenset(str(table[name]).split())


def _person(value: str) -> bool:
    """Tell whether words in title case may be a name: no greeting, no team, no product."""
    words = value.lower().replace("-", " ").split()
    return words[0].rstrip(".") not in _list("no_names") and _list("things").isdisjoint(words)


def _known(value: str) -> bool:
    """Tell whether a name begins with a given name that many have."""
    return value.split()[0] in _list("given") and _person(value)


def _likely(value: str) -> bool:
    """Tell whether a name has two words, or is one that many have."""
    return (" " in value or value in _list("given")) and _person(value)


def _chinese(value: str) -> bool:
    return value[:2] not in _list("words")


_WORD = r"[A-ZÀ-Þ](?:['’][A-Z])?[a-zß-ÿ]+(?:-[A-Z][a-zß-ÿ]+)?"
_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: (?:{_WORD}|[A-Z]\.?))?(?: {_WORD})?"
_FULL_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: [A-Z]\.?)?(?: {_WORD}){{1,2}}"
_HELLO = r"(?i:hi|hello|hey|good (?:morning|afternoon|evening))"
_END = r"[.,*]?\s*(?=\Z|\[\w|\(?\+?\d{3}[-. )]{1,2}\d{3}|[\w.+-]{1,64}@)"
_CLOSING = (
    r"(?i:(?:with +)?(?:kind|best|warm|kindest|many thanks and) +(?:regards|wishes)|regards|rgds"
    r"|sincerely(?: yours)?|respectfully|gratefully|yours(?: \w+)?|cheers|blessings"
    r"|best(?=[,.!\n])|love(?: from)?|(?:many )?thanks?(?: you)?"
    r"(?: (?:kindly|again|so much|very much|in advance|a lot|and regards"
    r"|for [\w ]{3,30}(?=[,.!\n])))?)"
)
_ROADS = "(?:Street|Road|Avenue|Hospital|University|School|Syndrome|Disease)"
_KIN = (
    r"(?i:brother|sister|mother|father|mom|mum|dad|wife|husband|son|daughter|cousin|uncle|aunt"
    r"|nephew|niece|baby|boss|colleague|coworker|friend|doctor|assistant)(?i:[ -]in[ -]law)?"
)


def _place(gate: str, pattern: str, holds: Callable[[str], bool] = _person) -> _Place:
    return _Place(tuple(gate.split()), re.compile(pattern, re.MULTILINE), holds)


@cache
def _places() -> tuple[_Place, ...]:
    return (*_english(), *_chinese_places())


def _english() -> Iterator[_Place]:
    yield _place(
        "dear hi hello hey good name",
        rf"(?:\b[Dd]ear |\b(?i:name(?:'s| is)):?\s+|^{_HELLO} )({_NAME})(?=[,.!:\s]|$)",
    )
    yield _place(
        "name",
        rf"^[ \t]*(?i:(?:my|full|first|last|contact|customer|caller) )?[Nn]ame ?: *({_NAME})",
        _likely,
    )
    yield _place("hi hello hey good", rf"^{_HELLO}, ({_NAME})(?=[,.!:]|$)")
    yield _place(
        "dr mr ms prof",
        rf"\b(?:Dr|Mr|Mrs|Ms|Prof)\.? ?({_NAME})(?![a-z])",
    )
    yield _place(
        "am i'm this",
        rf"\b(?i:i am|i'm|this is) ({_FULL_NAME}|"
        rf"{_WORD}(?=,? (?:[Ff]rom|here|again|calling|writing)\b))",
    )
    yield _place(
        "regards rgds sincere thank cheers best yours wishes respect grateful blessings love",
        rf"\b{_CLOSING}[,.!/ \t-]*(?:\n[ \t*]*){{0,3}}(?!{_CLOSING}\b)({_NAME})"
        r"(?=[.,*]?[ \t]*(?:$|[\[(+*\d]))",
    )
    yield _place(
        "", rf"(?:[.?!](?:\s+|\s*[~–—-]\s*)|\n[ \t*~–—-]*)(?:From:? )?({_NAME}){_END}", _likely
    )
    yield _place("", rf",\s+({_NAME}){_END}", _known)
    yield _place("", rf"^[ \t*]*({_NAME})[ \t*]*$", _known)
    yield _place("", rf"\b({_WORD} (?:[A-Z]\.? )?{_WORD})\b(?! {_ROADS})", _known)
    yield _place(
        "my his her our named behalf",
        rf"\b(?:(?i:my|his|her|our) {_KIN}(?:,? (?:named |is |\( ?)?|'s ?\( ?)"
        rf"|(?i:named |behalf of ))({_NAME})(?![a-z])",
    )
    yield _place("", rf"({_FULL_NAME}),? (?:M\.?D|R\.?N|Ph\.?D|Esq|Jr|Sr|Ms|Mr|Mrs)\b")
    yield _place(
        "contact attn c/o spoke talked met",
        rf"\b(?i:contact|attn:?|c/o|(?:spoke|talked|met) (?:to|with)|met) ({_NAME})",
        _known,
    )


_HAN = "[\u4e00-\u9fff]"
_TITLES = (
    "先生|女士|小姐|太太|经理|經理|主任|总监|總監|老师(?!傅)|老師(?!傅)|医生|醫生|同学|同學"
    "|工程师|工程師"
)
_LABELS = (
    "姓名|名字|联系人|聯絡人|联络人|聯繫人|連絡人|收件人|收货人|收貨人|寄件人|申请人|申請人"
    "|经办人|經辦人|负责人|負責人|订货人|訂購人|购买人|購買人|持卡人|开户人|開戶人"
)
_PARTING = "谢谢|謝謝|此致|敬礼|敬禮|祝好|商祺|[顺順][颂頌]\\w{2}"


def _chinese_places() -> Iterator[_Place]:
    one = f"[{''.join(_list('surnames'))}]"
    two = "|".join(_list("double_surnames"))
    name = rf"(?:(?:{two}){_HAN}{{1,2}}|{one}{_HAN}{{1,2}})"
    yield _place(
        _TITLES.replace("(?!傅)", "").replace("|", " "),
        rf"(?!谢谢|謝謝)((?:{two}){_HAN}{{0,2}}?|{one}{_HAN}{{0,2}}?)(?={_TITLES})",
    )
    yield _place("我是", rf"我是({name})(?=[，,。！!\s]|$)", _chinese)
    yield _place(
        "谢谢 謝謝 此致 敬礼 敬禮 祝好 商祺 颂 頌",
        rf"(?:{_PARTING})[！!。，,]?\s+({name})(?=[，,。！!\s]|$)",
        _chinese,
    )
    yield _place(
        "我叫 本人 名叫 名字", rf"(?:我叫做?|本人|名叫|名字[是叫]) ?({name})(?!{_HAN})", _chinese
    )
    yield _place("我姓 免贵 免貴 敝姓", rf"(?:我姓|免[贵貴]姓|敝姓) ?({two}|{one})")
    yield _place(
        "人 姓名 名字", rf"(?:{_LABELS})(?:[是为為]|\s*[:：])\s*({name})(?!{_HAN})", _chinese
    )
    yield _place(
        "您好 你好 哈囉 哈喽 hi hello dear 亲爱 親愛 尊敬 @ ＠",
        r"(?:(?:您好|你好|哈囉|哈喽|[Hh]i|[Hh]ello|[Dd]ear)[ ，,]*|(?:亲爱|親愛|尊敬)的|[@＠])"
        rf"({name})(?=[，,：:！!\s]|$)",
        _chinese,
    )
    yield _place("您好 你好", rf"^[ \t]*({name}|[小老]{one})[，, ]?(?=[您你]好)", _chinese)
    yield _place("敬上 敬启 敬啟 谨启 謹啟", rf"({name}) ?(?=敬上|[敬谨謹][启啟])", _chinese)
    yield _place(
        "", rf"[。！!？?~～\n][ \t]*(?:[—–-]+[ \t]*)?({name})[ \t]*(?=\Z|\n\s*[\d(（+])", _chinese
    )
