"""A link to another site that is not there any more.

The customer followed our advice and stands before somebody else's error page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.external.answer import Answer, address
from kb_tools.language import Text
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Bad, Good, Rule

_LINKED = "# Export\n\nSee [the format](https://acme.dev/format#csv).\n"

rule = Rule(
    __name__,
    severity="warning",
    scope="network",
    default=False,
    zh="""
    指向别的网站的链接已经打不开。

    客户照着我们的建议点过去，看到的却是别人的错误页面。
    """,
    bad=[
        Bad(
            _LINKED,
            "'https://acme.dev/format' answers 404",
            evidence=Evidence(answers={"https://acme.dev/format": Answer("dead", "404")}),
        ),
        Bad(
            _LINKED,
            "there is no site 'acme.dev'",
            evidence=Evidence(answers={"https://acme.dev/format": Answer("dead", "host")}),
        ),
    ],
    good=[
        Good(
            _LINKED,
            evidence=Evidence(answers={"https://acme.dev/format": Answer("alive")}),
        ),
        Good(
            _LINKED,
            evidence=Evidence(answers={"https://acme.dev/format": Answer("unknown", "503")}),
        ),
    ],
)

STATUS = Text("'{url}' answers {reason}", "“{url}”返回 {reason}")
HOST = Text("there is no site '{host}'", "没有“{host}”这个网站")
CERTIFICATE = Text(
    "browsers refuse '{host}': its certificate is not valid", "浏览器会拒绝“{host}”：证书无效"
)


@rule
def check(
    article: Article, kb: KnowledgeBase, answers: Mapping[str, Answer]
) -> Iterator[Diagnostic]:
    """Yield links whose address is certainly dead; what may be back tomorrow is left alone."""
    for link in article.links:
        url = asked(link.target, article, kb)
        answer = answers.get(url or "")
        if url is not None and answer is not None and answer.state == "dead":
            yield rule.at(article, link.target_span, _message(url, answer.reason))


def asked(target: str, article: Article, kb: KnowledgeBase) -> str | None:
    """Return the address that a link asks another site for; None if it leads to no other."""
    url = address(target)
    return url if url is not None and kb.resolve(target, article).status == "external" else None


def _message(url: str, reason: str) -> Text:
    host = url.split("/")[2]
    known = {"host": HOST, "certificate": CERTIFICATE}
    return known.get(reason, STATUS).format(url=url, host=host, reason=reason)
