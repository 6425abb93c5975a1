"""A command that destroys data, without a warning before it.

Customers copy and run what an article shows. One who loses their data by it does not come
back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article, Code, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    会毁掉数据的命令前面没有警告。

    文章里写什么，客户就复制什么来运行。因此丢了数据的客户不会再回来。

    只检查操作和排错类文章的代码块；之前 12 行内有警告或备份的提示即可。
    """,
    bad=[
        Bad(
            "---\nkind: troubleshooting\n---\n\n# Disk full\n\n```sh\nrm -rf /var/lib/acme\n```\n",
            "'rm -rf /var/lib/acme' destroys data; before it, warn and say how to back up",
        )
    ],
    good=[
        "---\nkind: troubleshooting\n---\n\n# Disk full\n\nBack up first, then run:\n\n"
        "```sh\nrm -rf /var/lib/acme\n```\n",
        "---\nkind: reference\n---\n\n# SQL\n\n```sql\nDROP TABLE t;\n```\n",
    ],
)

MESSAGE = Text(
    "'{command}' destroys data; before it, warn and say how to back up",
    "“{command}”会毁掉数据；请在它之前给出警告，并说明如何备份",
)
KINDS = ("howto", "troubleshooting", "known-issue", "playbook")
LINES = 12


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield commands in code blocks with no word of warning in the 12 lines before."""
    if article.kind not in KINDS:
        return
    for code in article.code:
        if code.form != "inline" and any(w in code.body.of(article.text) for w in _literals()):
            yield from _commands(article, code)


def _commands(article: Article, code: Code) -> Iterator[Diagnostic]:
    for match in _pattern().finditer(article.text, *code.body):
        if not _warned(article.text, match.start()):
            message = MESSAGE.format(command=match[0].strip())
            yield rule.at(article, Span(*match.span()), message)


def _warned(text: str, offset: int) -> bool:
    before = "\n".join(text[:offset].rsplit("\n", LINES + 1)[1:]).casefold()
    return any(word in before for word in table("dangerous")["warnings"])


def _literals() -> list[str]:
    literals: list[str] = table("dangerous")["literals"]
    return literals


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(table("dangerous")["commands"]))
