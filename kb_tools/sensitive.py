"""What must not leave a ticket or stand in a public article: secrets and personal data.

Small patterns, each with a check (check digit, calendar, context) where the shape alone
would also match harmless text. Mainland, Taiwan and Hong Kong numbers are known beside
international ones.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from kb_tools.article import Span
from kb_tools.checksum import digits, hong_kong_id, luhn, mainland_id, taiwan_id
from kb_tools.secret_shapes import shapes

Kind = Literal["secret", "email", "id", "card", "phone", "account", "plate", "ip", "order", "name"]


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
            if detector.holds(match[group]) and not _overlaps(span, taken):
                taken.append(Finding(detector.kind, span))
    yield from sorted(taken, key=lambda finding: finding.span)


def _overlaps(span: Span, taken: list[Finding]) -> bool:
    return any(span.start < other.end and other.start < span.end for _, other in taken)


def _international(value: str) -> bool:
    return 8 <= len(digits(value)) <= 15


def _address(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    harmless = address.is_loopback or address.is_unspecified or address.is_multicast
    return not harmless and not value.startswith(("0.", "255."))


def _secret(value: str) -> bool:
    """Leave out what stands where a password would: `<password>`, `${TOKEN}`, `****`, `null`."""
    if re.search(r"[<>{}$%*…•]|^(?i:x{3,})", value):
        return False
    return value.lower().rstrip(".!?") not in _PLACEHOLDERS and len(set(value)) > 2


def _person(value: str) -> bool:
    words = value.lower().replace("-", " ").split()
    return words[0].rstrip(".") not in _NOT_NAMES and _ORGANISED.isdisjoint(words)


_PLACEHOLDERS = frozenset(
    """changeme empty example expired false incorrect invalid mypassword no none null passwd
    password required reset secret token true wrong yes your_password yourpassword"""
    .split()
)  # fmt: skip
_NOT_NAMES = frozenset(
    """a again all best can colleague colleagues could customer dear desk doc doctor doctors dr
    everyone folks friend friends hello help hi i madam manager medical mr mrs ms my officer
    our please professor regards service sir sirs support team that the there this we you
    and any as at but by do for from have how if in is it me no not of or respected sent so
    best cheers kind sincerely sorry thank thanks these they to urgent very warm wishes what
    when where which who why with"""
    .split()
)  # fmt: skip
_NOT_CHINESE_NAMES = frozenset(
    "华为 華為 安卓 金卡 高中 高级 高級 车主 車主 于是 方便 应该 應該 万一 全部 任何".split()
)
_ORGANISED = frozenset(
    """center centre clinic company customer department group hospital institute lab library
    office services society support team trials university""".split()
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛"
    "范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元"
    "顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万柯卢莫房解应丁邓洪包左石崔吉龚程邢裴陆翁荀甄曲封储靳段焦侯全班秋仲宫宁"
    "甘武符刘景詹龙叶黎乔谭温习艾向古易廖耿欧聂曾关红游权盖岳赖"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒雲蘇魯韋馬鳳費賀湯羅畢鄔樂齊顧黃蕭龐紀項賈"
    "顏鍾駱萬盧應鄧陸龔劉葉喬譚溫"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_WORD = r"[A-Z](?:['’][A-Z])?[a-z]+(?:-[A-Z][a-z]+)?"
_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: (?:{_WORD}|[A-Z]\.?))?(?: {_WORD})?"
_FULL_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: [A-Z]\.?)?(?: {_WORD}){{1,2}}"
_CLOSING = (
    r"(?i:(?:kind|best|warm|kindest) +(?:regards|wishes)|regards|sincerely(?: yours)?|respectfully"
    r"|yours(?: \w+)?|cheers|blessings|best"
    r"|(?:many )?thanks?(?: you)?(?: (?:kindly|again|so much|very much|in advance|a lot))?)"
)
_BEFORE = r"(?<![\w.-])"
_AFTER = r"(?![\w-]|\.\d)"
_IS = r"\s*(?:是|为|為|\bis\b)?\s*[:：#]?\s*"


def _detector(
    kind: Kind, gate: str, pattern: str, holds: Callable[[str], bool] = lambda _: True
) -> _Detector:
    """Build a detector; `gate` lists literals, one of which must be there ("" = always look).

    Where the pattern has a group, the group is the value; spaces in it count.
    """
    return _Detector(kind, tuple(gate.split()), re.compile(pattern), holds)


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
        r"(?i)\b(?:password|passwd|passphrase|pwd|secret|token|client[_-]secret"
        r"|(?:access|auth|refresh|api|session)[_-]?(?:token|key|id))"
        r"[\"']?\s*(?:[:=]|\bis\b)\s*[\"']?([^\s\"',;，；。]{4,})",
        _secret,
    ),
    _detector(
        "secret", "密码 密碼 口令", r"(?:密码|密碼|口令)(?:是|为|為|[:：=])\s*([!-~]{4,})", _secret
    ),
    _detector(
        "email",
        "@ ＠",
        r"(?a)(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}[@＠]"
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}",
    ),
    _detector("id", "", rf"(?a){_BEFORE}[1-9]\d{{5}}(?:19|20)\d{{9}}[\dXx]{_AFTER}", mainland_id),
    _detector("id", "", rf"(?a){_BEFORE}[A-Za-z][1289]\d{{8}}{_AFTER}", taiwan_id),
    _detector("id", "( （", rf"(?a){_BEFORE}[A-Z]{{1,2}}\d{{6}} ?[(（][0-9A][)）]", hong_kong_id),
    _detector(
        "order",
        "单号 單號 编号 編號",
        rf"(?a)(?:单号|單號|(?<!文章)(?<!条)(?<!條)(?:编号|編號)){_IS}((?=[\w-]*\d{{4}})[0-9A-Za-z][\w-]{{5,39}})",
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
        luhn,
    ),
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
        rf"(?a){_BEFORE}(?:1[-. ])?\(?[2-9]\d{{2}}\)?[-. ]{{1,2}}[2-9]\d{{2}}[-. ]\d{{4}}{_AFTER}",
    ),
    _detector(
        "phone",
        "电话 電話 手机 手機 手提 tel phone mobile call",
        r"(?i)(?:电话|電話|手机|手機|手提|\btel|\bphone|\bmobile|call me at)"
        r"(?:号码?|號碼?|number)?\.?"
        rf"{_IS}(\+?\d(?:[ -]?\d){{6,13}})(?!\d)",
    ),
    _detector(
        "account",
        "qq 微信 wechat line whatsapp",
        r"(?ai)(?:\bqq|微信|wechat|\bline id|whatsapp)(?:号|號)?(?:是|为|為|\s|:|：)+"
        r"((?=\w*[\d_])[A-Za-z0-9][\w-]{4,19})",
    ),
    _detector(
        "plate",
        "",
        rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?(?=[A-Z]*\d)[A-HJ-NP-Z0-9]{{5,6}}(?![0-9A-Za-z])",
    ),
    _detector(
        "ip",
        ".",
        r"(?a)(?<![\w.-])(?<!version )(?<!update )(?<!build )(?<!release )(?<!版本 )(?<!版本)"
        rf"(?:\d{{1,3}}\.){{3}}\d{{1,3}}{_AFTER}",
        _address,
    ),
    _detector(
        "ip",
        ":",
        r"(?a)(?<![\w:.])(?=(?:[0-9A-Fa-f]{0,4}:){3})[0-9A-Fa-f:]{6,39}(?![\w:])",
        _address,
    ),
    _detector(
        "name",
        "dear hi hello hey name",
        rf"(?m)(?:\b[Dd]ear |\b(?i:name is):?\s+|^(?:Hi|Hello|Hey) )({_NAME})(?=[,.!:\s]|$)",
        _person,
    ),
    _detector(
        "name",
        "dr mr ms prof",
        rf"\b(?:Dr|Mr|Mrs|Ms|Prof)\.? ?({_NAME})(?![a-z])",
        _person,
    ),
    _detector(
        "name",
        "am i'm this",
        rf"\b(?:(?i:i am|i'm|this is) ({_FULL_NAME})|(?i:i am|i'm) ({_WORD})(?=,? [Ff]rom\b))",
        _person,
    ),
    _detector(
        "name",
        "regards sincerely thank cheers best yours wishes respectfully blessings",
        rf"(?m)\b{_CLOSING}[,.!/ \t-]*(?:\n[ \t-]*){{0,3}}({_NAME})(?=[.,]?[ \t]*(?:$|[\[(+*\d]))",
        _person,
    ),
    _detector("name", "", rf"\n[ \t*–-]*({_FULL_NAME})[.*]?\s*\Z", _person),
    _detector(
        "name",
        "先生 女士 小姐 经理 經理 老师 老師",
        rf"(?!谢谢|謝謝)([{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?)"
        r"(?=先生|女士|小姐|经理|經理|老师(?!傅)|老師(?!傅))",
    ),
    _detector(
        "name",
        "我是 谢谢 謝謝 敬礼 敬禮 祝好",
        rf"(?m)(?:我是|(?:谢谢|謝謝|敬礼|敬禮|祝好)[！!。，,]?\s*\n\s*)"
        rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，,。！!\s]|$)",
        lambda value: value not in _NOT_CHINESE_NAMES,
    ),
    _detector(
        "name",
        "我叫 姓名 联系人 聯絡人 收件人 收货人 收貨人",
        r"(?:我叫|(?:姓名|联系人|聯絡人|收件人|收货人|收貨人)(?:是|[:：]))\s*"
        rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])",
    ),
)
"""Strongest first: what a detector took, a later one leaves alone."""
