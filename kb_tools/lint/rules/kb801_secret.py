"""A key or a password that opens something.

Whoever reads the article can use it, and so can every crawler that comes by. Deleting it is
not enough: it must be replaced.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule
from kb_tools.privacy.secret_shapes import Shape, shapes
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="error",
    zh="""
    正文里有可以使用的密钥或密码。

    读到文章的人都能用它，路过的爬虫也能。只删去不够，还必须更换。
    """,
    bad=[
        Bad(
            "# Deploy\n\n```sh\nexport KEY=AKIA" + "Q7M2XK5VJ3TRLW6Z\n```\n",
            "this looks like a real AWS access key; replace it there, and write 'YOUR_KEY' here",
        ),
        Bad(
            "# 部署\n\n密码：" + "vK8#qZ2m!Lx9Wd4R\n",
            "this looks like a real secret; replace it there, and write 'YOUR_KEY' here",
        ),
        Bad(
            "# Sign in\n\nThe old password: " + "Sunflowerbread and Enter.\n",
            "this looks like a real secret; replace it there, and write 'YOUR_KEY' here",
        ),
    ],
    good=[
        "# Deploy\n\n```sh\nexport KEY=AKIAIOSFODNN7EXAMPLE\npassword=${DB_PASSWORD}\n```\n",
        "# Sign in\n\nThe `token: eyJhbGciOi...` line, and `password: your-password-goes-here`.\n",
        "# Sign in\n\nGive no password:\n\n```sh\nkb\n```\n\nPercent-encoding-2-characters\n",
        "# Index\n\nWrite `he//o` as `https://user:he%2F%2Fo@pypi.company.com/simple`.\n",
        "# Vault\n\n- **Secrets:** Automatically found.\n- **Tokens:** Compose-style `env`.\n",
        "# Connect\n\n<Client apiKey: process.env.QDRANT_API_KEY />\n",
    ],
)

MESSAGE = Text(
    "this looks like a real {name}; replace it there, and write 'YOUR_KEY' here",
    "这看起来是真实的{name}；请到相应的系统里更换它，并在这里改写为“YOUR_KEY”",
)

_VARIABLE = regex(r"(?:[A-Za-z_]+\d*+\.)+[A-Za-z_]+\d*")
"""Where a program takes it from: `process.env.API_KEY`."""
_WORDS = regex(r"[A-Z][a-z]++(?:-[a-z]++)*+")
"""The beginning of a sentence: `Automatically`, `Compose-style`."""

ENTROPY = 2.5
"""How random a key must be, in bits per character."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield what has the shape of a key, unless it is a placeholder or too plain."""
    taken: list[Span] = []
    for name, span in (*_shaped(article.text), *_given(article.prose)):
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
            message = Text(MESSAGE.en.format(name=name.en), MESSAGE.zh.format(name=name.zh))
            yield rule.at(article, span, message)


def _shaped(text: str) -> Iterator[tuple[Text, Span]]:
    for shape in shapes():
        if shape.literal not in text:
            continue
        for match in shape.pattern.finditer(text):
            begins = match.start() == 0 or not re.match(r"[\w-]", text[match.start() - 1])
            span = Span(*match.span("value" if "value" in match.re.groupindex else 0))
            if (begins or match[0].startswith(":")) and is_real(span.of(text), ENTROPY):
                yield shape.name, span


def _given(prose: str) -> Iterator[tuple[Text, Span]]:
    given, before, least = _said()
    for match in given.pattern.finditer(prose):
        span = Span(*match.span("value"))
        said = before.search(prose[max(0, match.start() - 40) : match.start()])
        value = span.of(prose)
        if said and not _is_named(value, said[0]) and is_real(value, least):
            yield given.name, span


def _is_named(value: str, label: str) -> bool:
    """Say whether it is a variable, or the first word about secrets in general, not of one."""
    several = label.strip().lower().endswith("s") and _WORDS.fullmatch(value) is not None
    return several or _VARIABLE.fullmatch(value) is not None


@cache
def _said() -> tuple[Shape, re.Pattern[str], float]:
    row = table("secrets")["given"]
    shape = Shape(Text(row["name"], row["zh"]), regex(row["pattern"]))
    return shape, regex(row["before"]), row["entropy"]


def is_real(value: str, least: float) -> bool:
    """Say whether a value looks random, and like no placeholder of documentation."""
    value = unquote(value)
    folded = value.casefold()
    if any(word in folded for word in table("secrets")["placeholders"]["words"]):
        return False
    mixed = sum(any(test(c) for c in value) for test in (str.isdigit, str.isupper, str.islower))
    return entropy(value) >= least and mixed >= 2


def entropy(value: str) -> float:
    """Return the bits per character: about 4 for random letters, under 3 for most words."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
