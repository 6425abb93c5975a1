"""The name or address of a machine inside the company, in a public article.

Customers cannot open it, and attackers learn where to look. Which hosts are internal is
configuration: `[tool.kb.lint] internal_hosts = [".corp.example.com", "10.0.0.0/8"]`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.config import Config, LintConfig
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.audience import internal_at, is_public
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.regex import regex

CONFIG = Config(lint=LintConfig(internal_hosts=(".corp.example.com", "10.0.0.0/8")))

rule = Rule(
    __name__,
    severity="error",
    zh="""
    公开文章里有公司内部机器的名称或地址。

    客户打不开，攻击者却知道了该看哪里。哪些主机属于内部由配置决定：
    `[tool.kb.lint] internal_hosts = [".corp.example.com", "10.0.0.0/8"]`。
    """,
    bad=[
        Bad(
            "# Refunds\n\nOpen http://crm.corp.example.com/refunds.\n",
            "'crm.corp.example.com' is an internal host; remove it or put it into an internal"
            " block",
            config=CONFIG,
        ),
        Bad(
            "# Refunds\n\n`ping 10.2.3.4`\n",
            "'10.2.3.4' is an internal host; remove it or put it into an internal block",
            config=CONFIG,
        ),
    ],
    good=[
        "# Refunds\n\n`ping 10.2.3.4`\n",
        Good("# Refunds\n\nOpen http://www.example.com/ or version 10.2.3.\n", config=CONFIG),
    ],
)

MESSAGE = Text(
    "'{host}' is an internal host; remove it or put it into an internal block",
    "“{host}”是内部主机；请删去，或放进内部段落",
)
_HOST = regex(r"(?<![\w.-])(?:\d{1,3}(?:\.\d{1,3}){3}|[\w-]+(?:\.[\w-]+)+)(?![\w-]|\.\w)", re.ASCII)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield configured hosts and networks where everyone can read them."""
    hosts = kb.config.lint.internal_hosts
    if not hosts or not is_public(article, kb):
        return
    for match in _HOST.finditer(article.text):
        if _is_internal(match[0].lower(), hosts) and not internal_at(article, match.start()):
            yield rule.at(article, Span(*match.span()), MESSAGE.format(host=match[0]))


def _is_internal(name: str, hosts: tuple[str, ...]) -> bool:
    return any(
        _in_network(name, host)
        if "/" in host
        else name.endswith(host.lower()) and _whole(name, host)
        for host in hosts
    )


def _whole(name: str, host: str) -> bool:
    rest = name.removesuffix(host.lower())
    return host.startswith(".") or not rest or rest.endswith(".")


def _in_network(name: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(name) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
