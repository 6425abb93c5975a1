"""Where somebody lives: street addresses in Chinese and in English, as patterns and a check."""

from __future__ import annotations

import re

_HAN = "[\u4e00-\u9fff]"
_FLOOR = (
    rf"(?:[\dA-Za-z{_HAN[1:-1]}-]{{0,14}}"
    r"(?:室|楼|樓|层|層|栋|棟|幢|座|单元|單元|之\d{1,2}|\d{3,4}))?"
)
CHINESE_STREET = (
    rf"{_HAN}{{2,14}}(?:路|街|大道|巷|胡同|弄|(?<![渠通频頻管赛賽跑轨軌])道[东南西北中東]?)"
    r"(?:[东南西北中東一二三四五六七八九十]段?)?"
    rf"(?:\d{{1,4}}巷)?(?:\d{{1,4}}弄)?(?:\d{{1,5}}(?:[-之]\d{{1,3}})?[号號]|(?<=\d弄)){_FLOOR}"
)
"""A street with its number: `忠孝東路四段216巷33弄2號5樓`, `世纪大道100号`."""
CHINESE_ESTATE = (
    rf"{_HAN}{{2,10}}(?:小区|小區|花园|花園|公寓|新村|家园|家園|嘉园|大厦|大廈|邨|苑)"
    rf"(?:{_HAN}{{1,4}}[樓阁閣]\d{{1,4}}室?|"
    r"\d{1,3}(?:号楼|號樓|[栋棟幢座])(?:\d{1,2}(?:单元|單元))?(?:\d{1,2}[楼樓层層])?(?:\d{3,4}室?)?)"
)
"""A house of an estate: `望京花园3号楼2单元501`, `沙角邨魚鷹樓2013室`."""
_ROAD = (
    r"Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Way|Place|Terrace|Close"
    r"|Crescent|Square|Parkway|Pkwy|Highway|Hwy"
)
_HOME = r"(?:Apartment|Apt|Unit|Suite|Ste|Flat|Room|Rm)\.? ?#?[\dA-Z]{1,5}"
_WORD = r"[A-Z][A-Za-z'’]{1,20}\.?"
_TOWN = (
    rf"(?:,? (?:{_WORD} ){{0,2}}{_WORD})?,? (?:[A-Z]{{2}} \d{{5}}(?:-\d{{4}})?"
    r"|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b"
)
ENGLISH_STREET = (
    rf"(?<![\w.-])(?:{_HOME},? (?:\d{{1,3}}/F,? )?(?:(?:Tower|Block) \w{{1,3}},? )?)?"
    rf"(?:No\. ?\d{{1,5}},? (?:Lane \d{{1,4}},? )?|\d{{1,5}}[A-Z]? )(?:[NSEW]\.? )?"
    rf"(?:{_WORD} ){{1,3}}(?:{_ROAD})\b\.?(?: (?:[NSEW]{{1,2}}|Central|North|South|East|West)\b)?"
    rf"(?:,? (?:{_HOME}|#\d{{1,5}}))?(?:{_TOWN})?"
)
"""A house and its street in title case, with flat and town where they are written."""
ENGLISH_PLAIN = r"(?<![\w.-])\d{1,5} [a-z]{3,20} (?:street|avenue|boulevard)\b"
POST_BOX = r"(?i)\bP\.? ?O\.? ?Box \d{1,6}"


def is_place(value: str) -> bool:
    """Tell whether what looks like a street is none of the other things that are numbered.

    >>> is_place("24 Hour Drive"), is_place("350 Fifth Ave")
    (False, True)
    """
    words = re.findall(r"[a-z]+", value.lower())
    return _NO_STREET.isdisjoint(words[:3] if "box" not in words else ())


_NO_STREET = frozenset(
    """april august december february january july june march may november october september star
    app apps backup cloud computer day days device digital disk error external file files first
    flash folder free google hard hour hours last local minute minutes month months my network new
    one onedrive other our please same second shared step steps system thank thanks the this time
    times two update usb user users week weeks wrong year years your""".split()
)
