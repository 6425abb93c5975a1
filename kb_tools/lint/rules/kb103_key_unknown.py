"""A front matter key that nothing reads, and that looks like one that is read.

The writer believes that the article has a review date or an audience; it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import Form, counted, once
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.fact import fact
from kb_tools.lint.house import habits
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.regex import regex


def _concerned(
    before: KnowledgeBase, kb: KnowledgeBase, _changed: frozenset[str]
) -> tuple[()] | None:
    """Concern every article when a key means something else than before."""
    return () if _meanings(before) == _meanings(kb) else None


rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=_concerned,
    zh="""
    front matter 中有一个没有用处的键，看上去是写错了。

    作者以为文章有了复核日期或读者范围，其实没有。
    """,
    bad=[
        Bad(
            "---\ntitle: Refunds\nreviwed: 2026-05-04\nkind: faq\n---\n\nYes.\n",
            "'reviwed' is not a known key; did you mean 'reviewed'?",
            fixed="---\ntitle: Refunds\nreviewed: 2026-05-04\nkind: faq\n---\n\nYes.\n",
        )
    ],
    good=["---\ntitle: Refunds\nbadge: new\n---\n\n# Refunds\n"],
)

_KEY = regex(r"(?m)^([A-Za-z][\w.-]*)[^\S\n]*:(?=\s|$)")
MESSAGE = Text(
    "'{key}' is not a known key; did you mean '{near}'?", "没有“{key}”这个键；是不是“{near}”？"
)
RENAME = Text("write '{near}'", "改为“{near}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the keys that are probably misspelt."""
    if article.meta_span is None or article.meta_fault is not None:
        return
    keys = _keys(article)
    present = {key for key, _ in keys}
    for key, span in keys:
        near = _meanings(kb).get(key)
        if near is not None and near not in present:
            fix = replacing(article, span, near, RENAME.format(near=near))
            yield rule.at(article, span, MESSAGE.format(key=key, near=near), fix)


NEAR, NEAR_HERE = 85, 80
"""Similarity from which a key is meant; the lower one where our keys are in use (`titel`)."""


@fact
def _keys(article: Article) -> list[tuple[str, Span]]:
    found = _KEY.finditer(article.text, *(article.meta_span or (0, 0)))
    return [(match[1], Span(*match.span(1))) for match in found]


@counted
def _used(article: Article) -> Iterable[str]:
    """How many articles use each key, whether or not it is known."""
    return {key for key, _ in _keys(article)}


def _all_meant(kb: KnowledgeBase) -> dict[str, str]:
    return {key: near for key in _used(kb) if (near := _meant(key, kb)) is not None}


def _adapted(
    before: KnowledgeBase, known: dict[str, str], kb: KnowledgeBase, changed: frozenset[str]
) -> dict[str, str]:
    return known if _same(before, kb, changed) else _all_meant(kb)


def _same(before: KnowledgeBase, kb: KnowledgeBase, _changed: frozenset[str]) -> bool:
    return _used(before) == _used(kb) and habits(before).managed == habits(kb).managed


_meanings = once(_all_meant, _adapted, Form(f"{__name__}.meanings", dict, dict, _same))
"""The keys that are probably misspelt, and what each is meant for."""


def _meant(key: str, kb: KnowledgeBase) -> str | None:
    ours, others = table("keys")["ours"], table("keys")["others"]
    if key in ours or key in others or key in kb.config.keys.values():
        return None
    from rapidfuzz import fuzz, process

    near = process.extractOne(key, (*ours, *others), scorer=fuzz.ratio, score_cutoff=NEAR_HERE)
    if near is None:
        return None
    used = _used(kb)
    rare = used[key] < used[near[0]] and near[1] >= NEAR
    ours_here = habits(kb).managed and near[0] in ours
    return str(near[0]) if rare or ours_here else None
