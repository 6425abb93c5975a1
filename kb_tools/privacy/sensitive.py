"""What must not leave a ticket or be in a public article: secrets and personal data.

Small patterns, each with a check (check digit, calendar, context) where the shape alone
would also match harmless text. Mainland, Taiwan and Hong Kong numbers are known beside
international ones.
"""

from __future__ import annotations

import ipaddress
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from kb_tools.article import Span
from kb_tools.privacy import addresses, person_names
from kb_tools.privacy.checksum import digits, hong_kong_id, iban, luhn, mainland_id, taiwan_id
from kb_tools.privacy.secret_shapes import shapes
from kb_tools.regex import regex

Kind = Literal[
    "secret", "email", "id", "card", "phone", "account", "plate", "ip", "order", "address", "name"
]


class Finding(NamedTuple):
    """A sensitive value: what kind, and which code points of the text it covers."""

    kind: Kind
    span: Span


class _Detector(NamedTuple):
    kind: Kind
    gate: tuple[str, ...]
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]


def find(text: str, *, kinds: frozenset[str] | None = None) -> Iterator[Finding]:
    """Yield sensitive values in order of position; where two overlap, the stronger kind wins.

    `kinds` limits what is looked for (see `Kind`).
    """
    lower = text.lower()
    taken: list[Finding] = []
    for detector in (*_keys(), *_DETECTORS):
        if kinds is not None and detector.kind not in kinds:
            continue
        if detector.gate and not any(literal in lower for literal in detector.gate):
            continue
        for match in detector.pattern.finditer(text):
            group = match.lastindex or 0
            span = Span(*match.span(group))
            if detector.holds(match[group]):
                _take(Finding(detector.kind, span), taken)
    if kinds is None or "name" in kinds:
        for span in person_names.find(text):
            _take(Finding("name", span), taken)
    yield from taken


def _take(finding: Finding, taken: list[Finding]) -> None:
    """Put a finding in its place among those taken, none of which overlap, unless one is there."""
    at = bisect_left(taken, finding.span.end, key=_start)
    if not at or taken[at - 1].span.end <= finding.span.start:
        taken.insert(at, finding)


def _start(finding: Finding) -> int:
    return finding.span.start


def _international(value: str) -> bool:
    return 8 <= len(digits(value)) <= 15


def _spaced_id(value: str) -> bool:
    return mainland_id(re.sub(r"[ -]", "", value))


def _card(value: str) -> bool:
    """Leave out thirteen digits: today they are an article's number, not a card's."""
    return 14 <= len(digits(value)) <= 19 and luhn(value)


def _address(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    harmless = address.is_loopback or address.is_unspecified or address.is_multicast
    return not harmless and not value.startswith(("0.", "255."))


def _secret(value: str) -> bool:
    """Leave out placeholders of a password: `<password>`, `${TOKEN}`, `****`, `null`."""
    if re.search(r"[<>{}$%*…•]|^(?i:x{3,})", value):
        return False
    return value.lower().rstrip(".!?") not in _PLACEHOLDERS and len(set(value)) > 2


_PLACEHOLDERS = frozenset(
    """changeme empty example expired false incorrect invalid mypassword no none null passwd
    password required reset secret token true wrong yes your_password yourpassword"""
    .split()
)  # fmt: skip
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_BEFORE = r"(?<![\w.-])"
_AFTER = r"(?![\w-]|\.\d)"
_IS = r"\s*(?:(?:是|为|為|\bis\b)\s*)?(?:[:：#]\s*)?"
"""Each gap can be taken in one way only: else a line of spaces is one without an end."""


def _detector(
    kind: Kind, gate: str, pattern: str, holds: Callable[[str], bool] = lambda _: True
) -> _Detector:
    """Build a detector; `gate` lists literals, one of which must be there ("" = always look).

    Where the pattern has a group, the group is the value; spaces in it count.
    """
    return _Detector(kind, tuple(gate.split()), regex(pattern), holds)


@cache
def _keys() -> tuple[_Detector, ...]:
    """Return a detector for each vendor's keys."""
    return tuple(_Detector("secret", (), shape.pattern, lambda _: True) for shape in shapes())


_DETECTORS = (
    _detector(
        "secret",
        "private",
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]{1,8000}?"
        r"-----END (?:[A-Z]+ )*PRIVATE KEY-----",
    ),
    _detector("secret", "sk- sk_ rk_", r"\b(?:sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{10,})"),
    _detector("secret", "://", r"://[^\s/:@]{1,99}:([^\s/@]{3,99})@", _secret),
    _detector("secret", "bearer basic", r"(?i)\b(?:bearer|basic) +([\w+/.~-]{16,}=*)", _secret),
    _detector(
        "secret",
        "pass pwd secret token key session",
        r"(?i)(?:\b|(?<=_)|(?-i:(?<=[a-z])(?=[A-Z])))"
        r"(?:password|passwd|passphrase|pwd|secret|token|client[_-]secret"
        r"|(?:access|auth|refresh|api|session)[_-]?(?:token|key|id))"
        r"[\"']?\s*(?:[:=]|\bis\b)\s*[\"']?([^\s\"',;，；。]{4,})",
        _secret,
    ),
    _detector("secret", "sess sid", r"(?i)(?:sess(?:ion)?_?(?:id)?|\bsid)=([\w.%-]{12,})", _secret),
    _detector(
        "secret", "密码 密碼 口令", r"(?:密码|密碼|口令)(?:是|为|為|[:：=])\s*([!-~]{4,})", _secret
    ),
    _detector(
        "email",
        "@ ＠",
        r"(?a)(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}[@＠]"
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}",
    ),
    _detector(
        "email",
        "@ ＠",
        r"[\w.+-]{1,64}[@＠](?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}"
        r"(?:[A-Za-z]{2,24}(?![\w-])|公司|中国|中國|网络|網絡|集团|企业|商城|在线|网址|香港|台湾|台灣)",
    ),
    _detector(
        "id",
        "",
        rf"(?a){_BEFORE}[1-9]\d{{5}}[ -]?(?:19|20)\d{{2}}[ -]?\d{{4}}[ -]?\d{{3}}[\dXx]{_AFTER}",
        _spaced_id,
    ),
    _detector(
        "id",
        "ssn social",
        rf"(?ai)\b(?:ssn|social security(?: number| no\.?)?){_IS}"
        rf"(\d{{3}}-?\d{{2}}-?\d{{4}}){_AFTER}",
    ),
    _detector(
        "card",
        "",
        rf"(?a){_BEFORE}[A-Z]{{2}}\d{{2}}(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?{_AFTER}",
        iban,
    ),
    _detector(
        "id",
        "护照 護照 通行证 通行證 台胞 回乡 回鄉 居留 健保卡 passport hkid 身份證",
        r"(?ai)(?:护照|護照|通行证|通行證|[台臺]胞[证證]|回[乡鄉][证證]|居留[证證]|健保卡|passport"
        r"|hkid|身份證)(?:\s*(?:号码?|號碼?|number|no\.?|#))?"
        rf"{_IS}((?=[A-Z]*\d)[A-Z0-9]{{1,2}}\d{{6,10}})(?!\w| ?[(（])",
    ),
    _detector("id", "", rf"(?a){_BEFORE}[A-Za-z][1289]\d{{8}}{_AFTER}", taiwan_id),
    _detector("id", "( （", rf"(?a){_BEFORE}[A-Z]{{1,2}}\d{{6}} ?[(（][0-9A][)）]", hong_kong_id),
    _detector(
        "order",
        "单号 單號 编号 編號 卡号 卡號 学号 學號 保单号 合同号 流水号 会员号 病历号",
        rf"(?a)(?:单号|單號|[卡学學]号|[卡學]號|(?:保单|合同|流水|会员|病历)号|(?<!文章)(?<!条)(?<!條)(?:编号|編號)){_IS}((?=[\w-]*\d{{4}})[0-9A-Za-z][\w-]{{5,39}})",
    ),
    _detector(
        "order",
        "order invoice tracking ticket case",
        r"(?ai)\b(?:order|invoice|tracking|ticket|case)\s*(?:number|no\.?|id|#|nr\.?)"
        rf"{_IS}((?=[\w-]*\d{{3}})[0-9A-Za-z][\w-]{{4,39}})",
    ),
    _detector(
        "card",
        "",
        rf"(?a){_BEFORE}[3-6]\d{{3}}(?:[ -]?\d{{4}}){{2,3}}(?:[ -]?\d{{1,4}})?{_AFTER}",
        _card,
    ),
    _detector("card", "", rf"(?a){_BEFORE}3[47]\d{{2}}[ -]?\d{{6}}[ -]?\d{{5}}{_AFTER}", luhn),
    _detector(
        "phone",
        "",
        rf"(?a){_BEFORE}(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{_AFTER}",
    ),
    _detector(
        "phone",
        "",
        rf"(?a){_BEFORE}(?:(?:\+|00)886[ -]?0?|0)9\d{{2}}[ -]?\d{{3}}[ -]?\d{{3}}{_AFTER}",
    ),
    _detector(
        "phone",
        "+ 00",
        rf"(?a){_BEFORE}(?:\+|00)[1-9]\d{{0,2}}(?:[ .-]?\(?\d{{1,4}}\)?){{2,5}}{_AFTER}",
        _international,
    ),
    _detector(
        "phone",
        "0",
        rf"(?a){_BEFORE}(?:0\d{{1,3}}-|[(（]0\d{{1,3}}[)）] ?)\d{{3,4}}[- ]?\d{{4}}"
        rf"(?:(?:-|转|轉|分機|#)\d{{1,5}})?{_AFTER}",
    ),
    _detector(
        "phone",
        "",
        rf"(?a)(?<![\w.-])(?:[(（](?:85[23]|886)[)）]|(?:85[23]|886)[ -])"
        rf"[ -]?\d{{1,4}}[ -]?\d{{3,4}}[ -]?\d{{3,4}}{_AFTER}",
    ),
    _detector(
        "phone",
        "",
        rf"(?a){_BEFORE}(?:1[-. ])?\(?(?![48]00)[2-9]\d{{2}}\)?[-. ]{{1,2}}"
        rf"[2-9]\d{{2}}[-. ]\d{{4}}{_AFTER}",
    ),
    _detector(
        "phone",
        "0",
        rf"(?a){_BEFORE}0(?:[2-8]|[12]\d|[3-9]\d{{2}})[ -]\d{{3,4}}[ -]\d{{4}}{_AFTER}",
    ),
    _detector(
        "phone",
        "打 致 联 聯 联系 搵 call text whatsapp reach 電 电",
        r"(?i)(?:[打致]電?电?|联系我?|聯[絡繫]我?|搵我|call(?: me)?(?: at| on)?|text me(?: at| on)?"
        rf"|reach me (?:at|on)|whatsapp){_IS}([2-9]\d{{3}}[ -]?\d{{4}}){_AFTER}",
    ),
    _detector(
        "phone",
        "电话 電話 手机 手機 手提 tel phone mobile call",
        r"(?i)(?:电话|電話|手机|手機|手提|\btel|\bphone|\bmobile|call me at)"
        r"(?:号码?|號碼?|number)?\.?"
        rf"{_IS}((?![48]00)\+?\d(?:[ -]?\d){{6,13}})(?!\d)",
    ),
    _detector(
        "account",
        "qq 微信 wechat line whatsapp",
        r"(?ai)(?:\bqq|微信|wechat|\bline id|whatsapp)(?:号|號)?(?:是|为|為|\s|:|：)+"
        r"((?=\w*[\d_])[A-Za-z0-9][\w-]{4,19})",
    ),
    _detector("address", "号 號 弄", addresses.CHINESE_STREET),
    _detector("address", "楼 樓 栋 棟 幢 座 阁 閣", addresses.CHINESE_ESTATE),
    _detector("address", "", addresses.ENGLISH_STREET, addresses.is_place),
    _detector("address", "street avenue boulevard", addresses.ENGLISH_PLAIN, addresses.is_place),
    _detector("address", "box", addresses.POST_BOX),
    _detector(
        "plate",
        "",
        rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?(?=[A-Z]*\d)"
        r"(?:[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])|[A-HJ-NP-Z0-9]{4}[学警挂领港澳])",
    ),
    _detector(
        "ip",
        ".",
        r"(?a)(?<![\w.-])(?i:(?<!version )(?<!update )(?<!build )(?<!release )"
        r"(?<!firmware ))(?<!版本 )(?<!版本)(?<!固件 )(?<!固件)"
        rf"(?:\d{{1,3}}\.){{3}}\d{{1,3}}{_AFTER}",
        _address,
    ),
    _detector(
        "ip",
        ":",
        r"(?a)(?<![\w:.])(?=(?:[0-9A-Fa-f]{0,4}:){3})[0-9A-Fa-f:]{6,39}(?![\w:])",
        _address,
    ),
)
"""Strongest first: what a detector took, a later one leaves alone."""
