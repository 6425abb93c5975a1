"""Two articles of the same language have the same title.

In the search results the customer cannot tell them apart, opens the wrong one and gives up.
A note only where two titles are not equal but say the same: a plural, a slip of the pen, a
particle. Numbers and every other word tell titles apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import Form, holders, once
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.fact import fact
from kb_tools.lint.house import is_template, locale
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.wording import folded, pairs


def _concerned(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles with a title that is, or was, like one that changed."""
    if _same(before, kb, changed):
        return set()
    there = [(base, path) for base in (before, kb) for path in changed if path in base.articles]
    titles = {_key(base.articles[path]) for base, path in there}
    twins, old = _alike(kb), _alike(before)
    titles |= {key for key in twins.keys() | old.keys() if twins.get(key) != old.get(key)}
    titles |= {key for key, near in twins.items() if near in titles}
    return {path for key in titles for path in _titled(kb).get(key, ())}


rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=_concerned,
    zh="""
    同一语言的两篇文章标题相同。

    客户在搜索结果里分不清两篇文章，点开错的那篇，就放弃了。
    两个标题不相同但意思一样（单复数、错字、虚词）时只作提示；数字和其他词都算区别。
    """,
    bad=[
        Bad(
            {"shop/limits.md": "# Limits\n\n9 items.\n", "pay/limits.md": "# Limits\n\n$ 900.\n"},
            "pay/limits.md has the same title, 'Limits'; put the difference into both",
        ),
        Bad(
            {
                "a.md": "# Change the address of a delivery\n\nOpen the order.\n",
                "b.md": "# Change the adress of a delivery\n\nWrite to us.\n",
            },
            "title 'Change the adress of a delivery' says the same as 'Change the address of a"
            " delivery' (a.md); put the difference into both",
        ),
        Bad(
            {"app/help.md": "Open the menu.\n", "web/help.md": "Press F1.\n"},
            "this article has no title but its path's name, 'Help', and so has app/help.md;"
            " write a heading",
        ),
    ],
    good=[
        {
            "shop/limits.md": "# Limits of a basket\n",
            "pay/limits.md": "# Limits of a payment\n",
        },
        {"zh-TW/clock.md": "# 日曆\n", "zh-HK/clock.md": "# 日曆\n"},
        {
            "notes/5.2.md": "# Release notes of version 5.2 for customers\n",
            "notes/5.3.md": "# Release notes of version 5.3 for customers\n",
            "tasks/stop.md": "# 停止 Data Migration 数据迁移任务的方法\n",
            "tasks/pause.md": "# 暂停 Data Migration 数据迁移任务的方法\n",
        },
    ],
)

SAME = Text(
    "{path} has the same title, '{title}'; put the difference into both",
    "标题“{title}”与 {path} 相同；请写出两者的区别",
)
UNTITLED = Text(
    "this article has no title but its path's name, '{title}', and so has {path}; write a heading",
    "本文没有标题，只有路径里的名称“{title}”，{path} 也是如此；请写上标题",
)
ALIKE = Text(
    "title '{title}' says the same as '{other}' ({path}); put the difference into both",
    "标题“{title}”与“{other}”（{path}）意思相同；请写出两者的区别",
)


Key = tuple[str, str]
"""A language, with its region, and a folded title."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield titles that an article earlier in order has, too, or nearly."""
    if _is_apart(article) or not (key := _key(article))[1]:
        return
    first, near = _firsts(kb).get(key, article.path), _alike(kb).get(key)
    if first != article.path:
        message = SAME if _place(article) else UNTITLED
        other, severity = kb.articles[first], rule.severity
    elif near is not None:
        other, message, severity = kb.articles[_titled(kb)[near][0]], ALIKE, "info"
    else:
        return
    words = {"title": article.title, "other": other.title, "path": other.path}
    place = _place(article) or Span(0, 0)
    yield rule.at(article, place, message.format(**words), severity=severity)


@holders
def _titled(article: Article) -> Iterator[Key]:
    if not _is_apart(article):
        yield _key(article)


def _found_firsts(kb: KnowledgeBase) -> dict[Key, str]:
    return {key: paths[0] for key, paths in _titled(kb).items() if len(paths) > 1}


def _adapted_firsts(
    before: KnowledgeBase, known: dict[Key, str], kb: KnowledgeBase, changed: frozenset[str]
) -> dict[Key, str]:
    return known if _same(before, kb, changed) else _found_firsts(kb)


def _compared(kb: KnowledgeBase) -> Mapping[Key, Key]:
    order = _order(kb)
    return {
        (lang, title): (lang, other)
        for lang in {lang for lang, _ in order}
        for title, other in pairs(title for own, title in order if own == lang)
    }


def _adapted(
    before: KnowledgeBase, known: Mapping[Key, Key], kb: KnowledgeBase, changed: frozenset[str]
) -> Mapping[Key, Key]:
    holds = _same(before, kb, changed) or _order(before) == _order(kb)
    return known if holds else _compared(kb)


def _same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
    """Tell whether the same articles have the same titles."""
    return all(_said(before, path) == _said(kb, path) for path in changed)


def _said(kb: KnowledgeBase, path: str) -> tuple[str, str] | None:
    article = kb.articles.get(path)
    return None if article is None or _is_apart(article) else (locale(article), article.title)


def _plain(twins: Mapping[Key, Key]) -> list[tuple[Key, Key]]:
    return [*twins.items()]


def _made(rows: Sequence[Sequence[Sequence[str]]]) -> Mapping[Key, Key]:
    return {(lang, title): (lang, other) for (lang, title), (_, other) in rows}


_alike = once(_compared, _adapted, Form(f"{__name__}.alike", _plain, _made, _same))
"""The earlier title that says the same as another, by language and folded title."""


_firsts = once(
    _found_firsts,
    _adapted_firsts,
    Form(
        f"{__name__}.firsts",
        lambda firsts: [*firsts.items()],
        lambda rows: {(lang, title): path for (lang, title), path in rows},
        _same,
    ),
)
"""The first article with a title that several have, by language and folded title."""


def _order(kb: KnowledgeBase) -> tuple[Key, ...]:
    """Return all titles, in the order of the first articles that have them."""
    titled = _titled(kb)
    return tuple(sorted((key for key in titled if key[1]), key=lambda key: titled[key][0]))


@fact
def _key(article: Article) -> Key:
    return locale(article), folded(article.title)


def _is_apart(article: Article) -> bool:
    """Say whether a page is distinguished from others by its place: an index, or a template."""
    name = article.path.rpartition("/")[2].lower()
    return name.startswith(("index.", "_index.", "readme.")) or is_template(article)


def _place(article: Article) -> Span | None:
    """Return where the title is written; None where it is made of the path."""
    if "title" in article.meta_spans:
        return article.meta_spans["title"]
    top = article.headings[0] if article.headings else None
    return top.text_span if top is not None and top.text == article.title else None
