"""Numbers that somebody has been given: identity documents, bank cards, accounts, orders."""

from __future__ import annotations

import re

from kb_tools.privacy.checksum import digits, hong_kong_id, iban, luhn, mainland_id, taiwan_id
from kb_tools.privacy.detector import AFTER, BEFORE, IS, detector


def _spaced_id(value: str) -> bool:
    return mainland_id(re.sub(r"[ -]", "", value))


def _card(value: str) -> bool:
    """Leave out thirteen digits: today they are an article's number, not a card's."""
    return 14 <= len(digits(value)) <= 19 and luhn(value)


REGISTERED_NUMBERS = (
    detector(
        "id",
        "",
        rf"(?a){BEFORE}[1-9]\d{{5}}[ -]?(?:19|20)\d{{2}}[ -]?\d{{4}}[ -]?\d{{3}}[\dXx]{AFTER}",
        _spaced_id,
    ),
    detector(
        "id",
        "ssn social",
        rf"(?ai)\b(?:ssn|social security(?: number| no\.?)?){IS}"
        rf"(\d{{3}}-?\d{{2}}-?\d{{4}}){AFTER}",
    ),
    detector(
        "card",
        "",
        rf"(?a){BEFORE}[A-Z]{{2}}\d{{2}}(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?{AFTER}",
        iban,
    ),
    detector(
        "id",
        "护照 護照 通行证 通行證 台胞 回乡 回鄉 居留 健保卡 passport hkid 身份證",
        r"(?ai)(?:护照|護照|通行证|通行證|[台臺]胞[证證]|回[乡鄉][证證]|居留[证證]|健保卡|passport"
        r"|hkid|身份證)(?:\s*(?:号码?|號碼?|number|no\.?|#))?"
        rf"{IS}((?=[A-Z]*\d)[A-Z0-9]{{1,2}}\d{{6,10}})(?!\w| ?[(（])",
    ),
    detector("id", "", rf"(?a){BEFORE}[A-Za-z][1289]\d{{8}}{AFTER}", taiwan_id),
    detector("id", "( （", rf"(?a){BEFORE}[A-Z]{{1,2}}\d{{6}} ?[(（][0-9A][)）]", hong_kong_id),
    detector(
        "order",
        "单号 單號 编号 編號 卡号 卡號 学号 學號 保单号 合同号 流水号 会员号 病历号",
        rf"(?a)(?:单号|單號|[卡学學]号|[卡學]號|(?:保单|合同|流水|会员|病历)号|(?<!文章)(?<!条)(?<!條)(?:编号|編號)){IS}((?=[\w-]*\d{{4}})[0-9A-Za-z][\w-]{{5,39}})",
    ),
    detector(
        "order",
        "order invoice tracking ticket case",
        r"(?ai)\b(?:order|invoice|tracking|ticket|case)\s*(?:number|no\.?|id|#|nr\.?)"
        rf"{IS}((?=[\w-]*\d{{3}})[0-9A-Za-z][\w-]{{4,39}})",
    ),
    detector(
        "card",
        "",
        rf"(?a){BEFORE}[3-6]\d{{3}}(?:[ -]?\d{{4}}){{2,3}}(?:[ -]?\d{{1,4}})?{AFTER}",
        _card,
    ),
    detector("card", "", rf"(?a){BEFORE}3[47]\d{{2}}[ -]?\d{{6}}[ -]?\d{{5}}{AFTER}", luhn),
)
"""Strongest first."""
