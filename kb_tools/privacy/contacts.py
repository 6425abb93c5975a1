"""By what somebody can be reached or found: mail, telephone, accounts, addresses, number plates."""

from __future__ import annotations

import ipaddress

from kb_tools.privacy import addresses
from kb_tools.privacy.checksum import digits
from kb_tools.privacy.detector import AFTER, BEFORE, IS, detector

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _international(value: str) -> bool:
    return 8 <= len(digits(value)) <= 15


def _address(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    harmless = address.is_loopback or address.is_unspecified or address.is_multicast
    return not harmless and not value.startswith(("0.", "255."))


MAIL = (
    detector(
        "email",
        "@ ＠",
        r"(?a)(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}[@＠]"
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}",
    ),
    detector(
        "email",
        "@ ＠",
        r"[\w.+-]{1,64}[@＠](?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}"
        r"(?:[A-Za-z]{2,24}(?![\w-])|公司|中国|中國|网络|網絡|集团|企业|商城|在线|网址|香港|台湾|台灣)",
    ),
)
CONTACTS = (
    detector(
        "phone",
        "",
        rf"(?a){BEFORE}(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{AFTER}",
    ),
    detector(
        "phone",
        "",
        rf"(?a){BEFORE}(?:(?:\+|00)886[ -]?0?|0)9\d{{2}}[ -]?\d{{3}}[ -]?\d{{3}}{AFTER}",
    ),
    detector(
        "phone",
        "+ 00",
        rf"(?a){BEFORE}(?:\+|00)[1-9]\d{{0,2}}(?:[ .-]?\(?\d{{1,4}}\)?){{2,5}}{AFTER}",
        _international,
    ),
    detector(
        "phone",
        "0",
        rf"(?a){BEFORE}(?:0\d{{1,3}}-|[(（]0\d{{1,3}}[)）] ?)\d{{3,4}}[- ]?\d{{4}}"
        rf"(?:(?:-|转|轉|分機|#)\d{{1,5}})?{AFTER}",
    ),
    detector(
        "phone",
        "",
        rf"(?a)(?<![\w.-])(?:[(（](?:85[23]|886)[)）]|(?:85[23]|886)[ -])"
        rf"[ -]?\d{{1,4}}[ -]?\d{{3,4}}[ -]?\d{{3,4}}{AFTER}",
    ),
    detector(
        "phone",
        "",
        rf"(?a){BEFORE}(?:1[-. ])?\(?(?![48]00)[2-9]\d{{2}}\)?[-. ]{{1,2}}"
        rf"[2-9]\d{{2}}[-. ]\d{{4}}{AFTER}",
    ),
    detector(
        "phone",
        "0",
        rf"(?a){BEFORE}0(?:[2-8]|[12]\d|[3-9]\d{{2}})[ -]\d{{3,4}}[ -]\d{{4}}{AFTER}",
    ),
    detector(
        "phone",
        "打 致 联 聯 联系 搵 call text whatsapp reach 電 电",
        r"(?i)(?:[打致]電?电?|联系我?|聯[絡繫]我?|搵我|call(?: me)?(?: at| on)?|text me(?: at| on)?"
        rf"|reach me (?:at|on)|whatsapp){IS}([2-9]\d{{3}}[ -]?\d{{4}}){AFTER}",
    ),
    detector(
        "phone",
        "电话 電話 手机 手機 手提 tel phone mobile call",
        r"(?i)(?:电话|電話|手机|手機|手提|\btel|\bphone|\bmobile|call me at)"
        r"(?:号码?|號碼?|number)?\.?"
        rf"{IS}((?![48]00)\+?\d(?:[ -]?\d){{6,13}})(?!\d)",
    ),
    detector(
        "account",
        "qq 微信 wechat line whatsapp",
        r"(?ai)(?:\bqq|微信|wechat|\bline id|whatsapp)(?:号|號)?(?:是|为|為|\s|:|：)+"
        r"((?=\w*[\d_])[A-Za-z0-9][\w-]{4,19})",
    ),
    detector("address", "号 號 弄", addresses.CHINESE_STREET),
    detector("address", "楼 樓 栋 棟 幢 座 阁 閣", addresses.CHINESE_ESTATE),
    detector("address", "", addresses.ENGLISH_STREET, addresses.is_place),
    detector("address", "street avenue boulevard", addresses.ENGLISH_PLAIN, addresses.is_place),
    detector("address", "box", addresses.POST_BOX),
    detector(
        "plate",
        "",
        rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?(?=[A-Z]*\d)"
        r"(?:[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])|[A-HJ-NP-Z0-9]{4}[学警挂领港澳])",
    ),
    detector(
        "ip",
        ".",
        r"(?a)(?<![\w.-])(?i:(?<!version )(?<!update )(?<!build )(?<!release )"
        r"(?<!firmware ))(?<!版本 )(?<!版本)(?<!固件 )(?<!固件)"
        rf"(?:\d{{1,3}}\.){{3}}\d{{1,3}}{AFTER}",
        _address,
    ),
    detector(
        "ip",
        ":",
        r"(?a)(?<![\w:.])(?=(?:[0-9A-Fa-f]{0,4}:){3})[0-9A-Fa-f:]{6,39}(?![\w:])",
        _address,
    ),
)
"""All others, strongest first."""
