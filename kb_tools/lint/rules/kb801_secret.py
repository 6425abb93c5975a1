"""A key or a password that opens something.

Whoever reads the article can use it, and so can every crawler that comes by. Deleting it is
not enough: it must be replaced.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule

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
    ],
    good=[
        "# Deploy\n\n```sh\nexport KEY=AKIAIOSFODNN7EXAMPLE\npassword=${DB_PASSWORD}\n```\n",
        "# Sign in\n\nThe `token: eyJhbGciOi...` line, and `password: your-password-goes-here`.\n",
    ],
)

MESSAGE = Text(
    "this looks like a real {name}; replace it there, and write 'YOUR_KEY' here",
    "这看起来是真实的{name}；请到相应的系统里更换它，并在这里改写为“YOUR_KEY”",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of key looks."""

    name: str
    literal: tuple[str, ...]
    pattern: re.Pattern[str]
    entropy: float
    prose: bool


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield what has the shape of a key, unless it is a placeholder or too plain."""
    folded = article.text.casefold()
    taken: list[Span] = []
    for shape in _shapes():
        if not any(literal in folded for literal in shape.literal):
            continue
        for match in shape.pattern.finditer(article.prose if shape.prose else article.text):
            span = Span(*match.span("value" if "value" in match.re.groupindex else 0))
            overlaps = any(span.start < t.end and t.start < span.end for t in taken)
            if not overlaps and _is_real(span.of(article.text), shape.entropy):
                taken.append(span)
                yield rule.at(article, span, MESSAGE.format(name=shape.name))


@cache
def _shapes() -> tuple[Shape, ...]:
    return tuple(
        Shape(
            row["name"],
            tuple(literal.casefold() for literal in row["literal"]),
            re.compile(row["pattern"], re.IGNORECASE if row.get("ignore_case") else 0),
            row.get("entropy", 2.5),
            row.get("prose", False),
        )
        for row in table("secrets")["shape"]
    )


def _is_real(value: str, least: float) -> bool:
    folded = value.casefold()
    if any(word in folded for word in table("secrets")["placeholders"]["words"]):
        return False
    mixed = sum(any(test(c) for c in value) for test in (str.isdigit, str.isupper, str.islower))
    return entropy(value) >= least and mixed >= 2


def entropy(value: str) -> float:
    """Return the bits per character: about 4 for random letters, under 3 for most words."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
