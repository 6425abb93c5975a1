"""An article has moved, and nothing redirects its old address.

Bookmarks, search engines, tickets and printed pages lead to a 404 from the day on which the
move is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.errors import KbError
from kb_tools.history.changes import Changes
from kb_tools.language import Text
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.published import leads_on, was_read
from kb_tools.lint.rule import Bad, Good, Rule, replacing
from kb_tools.markdown import parse
from kb_tools.moves.aliases import alias, aliases, with_aliases


def _moved(kb: KnowledgeBase, evidence: Evidence) -> Collection[str]:
    moved = evidence.changes.moved if evidence.changes is not None else {}
    return moved.keys() & kb.articles.keys()


rule = Rule(
    __name__,
    severity="error",
    scope="git",
    candidates=_moved,
    zh="""
    文章搬了家，旧地址却没有跳转。

    从发布那天起，收藏夹、搜索引擎、工单和打印件里的旧地址都会变成 404。
    """,
    bad=[
        Bad(
            {"account/login.md": "---\nid: KB-7\n---\n\n# 登录\n\n输入手机号。\n"},
            "moved from 'login.md', and the old address no longer works",
            before={"login.md": "---\nid: KB-7\n---\n\n# 登录\n\n输入手机号。\n"},
            fixed={
                "account/login.md": (
                    "---\nid: KB-7\naliases: [/login.md]\n---\n\n# 登录\n\n输入手机号。\n"
                )
            },
        )
    ],
    good=[
        Good(
            {"account/login.md": "---\naliases: [/login.md]\n---\n\n# 登录\n\n输入手机号。\n"},
            before={"login.md": "# 登录\n\n输入手机号。\n"},
        ),
        Good(
            {"account/login.md": "---\nstatus: draft\n---\n\n# 登录\n"},
            before={"login.md": "---\nstatus: draft\n---\n\n# 登录\n"},
        ),
    ],
)

MOVED = Text(
    "moved from '{old}', and the old address no longer works", "从“{old}”搬来，旧地址已经打不开"
)
ADD = Text("add '{alias}' to 'aliases'", "把“{alias}”写进 aliases")


@rule
def check(article: Article, kb: KnowledgeBase, changes: Changes) -> Iterator[Diagnostic]:
    """Yield the article if readers knew it at its old address, and that is dead."""
    old = changes.moved.get(article.path)
    if old is None or leads_on(old, kb) or not was_read(article, kb):
        return
    text = changes.before.get(old, "")
    if was_read(parse(text, old, keys=kb.config.keys), kb):
        span = article.meta_spans.get("aliases") or _title(article)
        yield rule.at(article, span, MOVED.format(old=old), _fix(article, kb, old))


def _title(article: Article) -> Span:
    return article.headings[0].text_span if article.headings else Span(0, 0)


def _fix(article: Article, kb: KnowledgeBase, old: str) -> Fix | None:
    """Return the fix that writes the alias; None where the front matter is out of order."""
    old = alias(kb.facts.placed(old))
    wanted = [*aliases(article), old]
    try:
        new = with_aliases(article.text, article.path, kb.config.keys, wanted)
    except KbError:
        return None
    span, text = _difference(article.text, new)
    return replacing(article, span, text, ADD.format(alias=old))


def _difference(old: str, new: str) -> tuple[Span, str]:
    """Return the one place where two texts differ, and what the new one has there."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    room = shorter - start
    end = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    return Span(start, len(old) - end), new[start : len(new) - end]
