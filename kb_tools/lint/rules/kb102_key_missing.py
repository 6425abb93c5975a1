"""A front matter key that this kind of article must have is missing.

Without an id an article has no permanent address, without an owner nobody answers for it,
without a review date nobody knows whether it is still true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.data import table
from kb_tools.lint.house import habits
from kb_tools.lint.rule import Bad, Rule, replacing

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=all_unless_same(lambda kb: habits(kb).managed),
    zh="""
    缺少此类文章必须有的 front matter 键。

    没有 id，文章就没有永久地址；没有 owner，就没有人对它负责；
    没有 reviewed，就没有人知道它是否仍然正确。

    只有在至少一半文章写了 `kind`，或配置了 `required_keys` 的知识库中才检查。
    """,
    bad=[
        Bad(
            "---\nid: KB-1\nkind: faq\nowner: support\nreviewed: 2026-05-04\n---\n\n# Refunds?\n",
            "front matter has no 'title'",
            fixed="---\nid: KB-1\nkind: faq\nowner: support\nreviewed: 2026-05-04\n"
            "title: 'Refunds?'\n---\n\n# Refunds?\n",
            safe=False,
        ),
        Bad(
            "---\nid: KB-1\ntitle: Refunds?\nkind: faq\nreviewed: 2026-05-04\n---\n\nYes.\n",
            "front matter has no 'owner'",
        ),
    ],
    good=[
        "---\nid: KB-1\ntitle: 退款\nkind: faq\nowner: 客服组\nreviewed: 2026-05-04\n---\n",
        "# An article of a knowledge base that does not use `kind`\n",
    ],
)

MISSING = Text("front matter has no '{key}'", "front matter 缺少“{key}”")
ADD = Text("add '{key}'", "加上“{key}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield a finding for each required key that has no value."""
    if article.meta_fault is not None or not habits(kb).managed or _is_entrance(article):
        return
    for key in required(article.kind, kb):
        if article.meta.get(key) in (None, "", [], ()):
            message = MISSING.format(key=key)
            yield rule.at(article, _place(article), message, _fix(article, key))


def required(kind: str, kb: KnowledgeBase) -> tuple[str, ...]:
    """Return the keys that an article of a kind must have."""
    keys = kb.config.lint.required_keys or table("keys")["required"]
    return tuple(dict.fromkeys((*keys.get("*", ()), *keys.get(kind, ()))))


def _is_entrance(article: Article) -> bool:
    name = article.path.rpartition("/")[2].lower()
    return name.startswith(("index.", "readme.")) and "kind" not in article.meta


def _place(article: Article) -> Span:
    start = article.meta_span.start if article.meta_span else 0
    end = article.text.find("\n", start)
    return Span(start, end if end >= 0 else len(article.text))


def _fix(article: Article, key: str) -> Fix | None:
    first = next((h for h in article.headings if h.level == 1), None)
    if key != "title" or first is None or article.meta_span is None:
        return None
    closing = re.search(r"(?m)^(?:---|\.\.\.)\s*\Z", article.meta_span.of(article.text))
    if closing is None:
        return None
    at = article.meta_span.start + closing.start()
    value = first.text.replace("'", "''")
    return replacing(article, Span(at, at), f"title: '{value}'\n", ADD.format(key=key), safe=False)
