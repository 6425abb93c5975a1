"""An address in the text that is no link.

On a phone the customer has to copy it by hand, and most do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="info",
    zh="""
    正文里的网址不是链接。

    在手机上客户只能手工复制，多数人就放弃了。
    """,
    bad=[
        Bad(
            "# Sign in\n\nOpen https://acme.dev/login, then sign in.\n",
            "'https://acme.dev/login' is not a link; write it in <…> or give it a text",
            fixed="# Sign in\n\nOpen <https://acme.dev/login>, then sign in.\n",
        ),
        Bad(
            "# Sign in\n\n_Python 2 has ended, see https://acme.dev/20691_\n",
            "'https://acme.dev/20691' is not a link; write it in <…> or give it a text",
            fixed="# Sign in\n\n_Python 2 has ended, see <https://acme.dev/20691>_\n",
        ),
        Bad(
            "# Sign in\n\nOpen https://acme.dev/login{#page} and sign in.\n",
            "'https://acme.dev/login' is not a link; write it in <…> or give it a text",
        ),
    ],
    good=["# Sign in\n\nOpen <https://acme.dev/login> or `https://acme.dev`.\n"],
)

MESSAGE = Text(
    "'{url}' is not a link; write it in <…> or give it a text",
    "“{url}”不是链接；请写成 <…>，或加上链接文字",
)
WRAP = Text("make it a link", "改成链接")
_URL = regex(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?:[/?#:][!-;=?-Z^-z~]*)?")
_SAMPLE = regex(
    r"example|your|//(?:[\w-]+\.)*my(?:site|website|domain|company)|localhost|//[^/]*\.(?:local|test|internal)\b"
)
"""Addresses that stand for the reader's own, and that nobody should follow."""
_OPENED = regex(r"(?<!\w)_(?=\S)")
_BROKEN = regex(r"\(\s|.?\{")
"""Around the target of a link that does not hold together, or before attributes."""
_COLOURED = ("highlight", "code")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield addresses in running text, without the mark that ends the sentence."""
    for match in _URL.finditer(article.prose):
        if _SAMPLE.search(match[0]) or any(
            link.span.start <= match.start() < link.span.end for link in article.links
        ):
            continue
        if _is_code(article.text, match.start()):
            continue
        url = match[0].rstrip(".,:;!?'\"|*" + _closing(article.text, match.start()))
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1]
        span = Span(match.start(), match.start() + len(url))
        around = article.text[span.start - 1 : span.start] + article.text[span.end : span.end + 1]
        if not re.search(r"[\"'<>`=]", around) and span.of(article.text) == url:
            fix = replacing(article, span, f"<{url}>", WRAP)
            broken = _BROKEN.fullmatch(around) is not None
            yield rule.at(article, span, MESSAGE.format(url=url), None if broken else fix)


def _closing(text: str, start: int) -> str:
    """Return the mark that may end emphasis around an address, where it was opened before."""
    return "_" if _OPENED.search(text, text.rfind("\n\n", 0, start) + 1, start) else ""


def _is_code(text: str, start: int) -> bool:
    """Say whether a place is in a comment of a program, or in code that Hugo is to colour.

    Where Python-Markdown sees no code block, another generator may.
    """
    line = text.rfind("\n", 0, start) + 1
    if text.startswith("//", line):
        return True
    opened = max(text.rfind(f"{{{{< {name}", 0, start) for name in _COLOURED)
    return opened >= 0 and "{{< /" not in text[opened:start]
