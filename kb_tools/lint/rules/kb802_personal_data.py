"""A person's data: an identity card number, a bank card, a mobile number, a private mailbox.

It came with a customer's ticket, and the article shows it to the world. In China and in
Europe that is against the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule
from kb_tools.privacy.sensitive import Finding, find
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    正文里有个人信息：身份证号、银行卡号、手机号、私人邮箱。

    它来自客户的工单，却随文章公开了，违反个人信息保护法规。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 退款\n\n客户身份证号是 11010519491231002X，已核对。\n"},
            "this looks like a real identity card number; write an invented one",
        ),
        Bad(
            {"zh/a.md": "# 退款\n\n请拨打 13912345781 联系王先生。\n"},
            "this looks like a real mobile number; write an invented one",
        ),
        Bad(
            "# Blank page\n\nThe account was lena.k.hofer@gmail.com, on a phone.\n",
            "this looks like a real private mailbox; write an invented one",
        ),
    ],
    good=[
        {"zh/a.md": "# 退款\n\n示例手机号：13800138000。测试卡号：4111 1111 1111 1111。\n"},
        "# Help\n\nWrite to shop.berlin@gmail.com, or sign in as your.name@gmail.com.\n",
    ],
)

MESSAGE = Text(
    "this looks like a real {en}; write an invented one",
    "这看起来是真实的{zh}；请改为虚构的",
)
NAMES = {
    "id": Text("identity card number", "身份证号"),
    "card": Text("bank card number", "银行卡号"),
    "phone": Text("mobile number", "手机号"),
}
MAILBOX = Text("private mailbox", "私人邮箱")
_DIGITS = regex(r"[0-9](?:[ -]?[0-9]){8,}")
_LONG = regex(r"[0-9](?:[ -]?[0-9]){10,}|[A-Z][0-9]{9}")
BEFORE = 30
_CARD = regex(r"卡|\bcard", re.IGNORECASE)
_MOBILE = regex(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}")
_INVENTED = regex(r"(\d)\1{3}|1380013|12345678|(?:4111|4242|5555|3782)[ -]?")

_MAILBOX = regex(
    r"@(?:gmail|outlook|hotmail|yahoo|icloud|qq|vip\.qq|163|126|foxmail|sina|aol|gmx|proton)"
    r"\.(?:com|cn|net|me|de)\b",
    re.ASCII,
)
_NAME = regex(r"[\w.+-]{2,64}\Z", re.ASCII)
_NOBODY = regex(
    r"example|sample|test|demo|your|user|name|some|foo|bar|abc|xx|123|admin|support|service|help"
    r"|info|contact|reply|john|jane|doe|alice|bob|zhangsan|lisi|wangwu",
    re.IGNORECASE,
)
_OURS = regex(
    r"(?:联系|聯繫|聯絡|客服|邮箱|郵箱|信箱|邮件|郵件|发到|发至|contact|write|mail|reach|send)[^。.\n]{0,16}$",
    re.IGNORECASE,
)
"""Before an address that readers are to write to, which is published on purpose."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield numbers that pass their check digit and are no well-known test numbers."""
    for number in _numbers(article.prose):
        start = max(0, number.start() - BEFORE)
        around = article.prose[start : number.end() + 4]
        for found in find(around, kinds=frozenset(NAMES)):
            if found.span.start >= number.start() - start - 4 and _is_real(around, found):
                name = NAMES[found.kind]
                span = Span(start + found.span.start, start + found.span.end)
                yield rule.at(article, span, MESSAGE.format(en=name.en, zh=name.zh))
    for span in _mailboxes(article.prose):
        yield rule.at(article, span, MESSAGE.format(en=MAILBOX.en, zh=MAILBOX.zh))


def _mailboxes(prose: str) -> Iterator[Span]:
    """Yield addresses at providers of private mailboxes that may be a customer's."""
    for found in _MAILBOX.finditer(prose):
        name = _NAME.search(prose, max(0, found.start() - 64), found.start())
        if name is None or _NOBODY.search(name[0]):
            continue
        if not _OURS.search(prose[max(0, name.start() - BEFORE) : name.start()]):
            yield Span(name.start(), found.end())


def _numbers(prose: str) -> Iterator[re.Match[str]]:
    """Yield long numbers; the first pattern begins with one class, which is found quickly."""
    for digits in _DIGITS.finditer(prose):
        yield from _LONG.finditer(prose, max(0, digits.start() - 1), digits.end())


def _is_real(around: str, found: Finding) -> bool:
    value = found.span.of(around)
    if _INVENTED.search(value):
        return False
    if found.kind == "card":
        return _CARD.search(around[: found.span.start]) is not None
    return found.kind != "phone" or _MOBILE.fullmatch(value) is not None
