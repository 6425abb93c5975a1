"""Front matter: which keys there are, what they are for, and which values make sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted
from kb_tools.language import Text
from kb_tools.lint.data import table

KEYS = {
    "id": Text(
        "Permanent id; `/kb/KB-0042/` always leads here.",
        "永久编号；`/kb/KB-0042/` 始终指向本文。",
    ),
    "title": Text("The article's one title.", "文章的标题。"),
    "summary": Text("One sentence that says what the reader gets.", "用一句话说明读者能得到什么。"),
    "kind": Text("The kind of article; decides its sections.", "文章类型；决定应有哪些章节。"),
    "status": Text("Only `published` articles are on the site.", "只有 `published` 的文章会发布。"),
    "audience": Text(
        "Who may read it; `internal` is never public.", "谁可以看；`internal` 不会公开。"
    ),
    "owner": Text("Who is responsible for it.", "由谁负责保持内容正确。"),
    "product": Text("The product it is about; suggestions use it.", "所属产品；推荐时会用到。"),
    "versions": Text("Versions that it applies to.", "适用的版本。"),
    "tags": Text("Words to group articles by.", "用来归类的标签。"),
    "keywords": Text("Words by which readers should find it.", "希望能搜到本文的词。"),
    "asked_as": Text("How customers word the question.", "客户的问法。"),
    "errors": Text("Error codes and messages, word for word.", "错误代码和提示，逐字照抄。"),
    "related": Text("Articles to put first in the related list.", "相关文章中排在最前的几篇。"),
    "aliases": Text("Old addresses that redirect here.", "会跳转到本文的旧地址。"),
    "reviewed": Text("The day it was last checked.", "上次核对内容的日期。"),
    "review_every": Text(
        "How long a check stays valid: 90d, 6m, 1y.", "核对一次管多久：90d、6m、1y。"
    ),
    "expires": Text("The day it expires.", "失效的日期。"),
    "source_rev": Text("The commit of the original that was translated.", "译自原文的哪次提交。"),
    "lang": Text("The language, where the path does not say it.", "文章的语言；路径看不出时才写。"),
}
"""What the keys are for that writers use, in the order of a typical article."""

_LINE = re.compile(r"(?m)^([A-Za-z][\w.-]*)[^\S\n]*:[^\S\n]*")


class Place(NamedTuple):
    """Where in the front matter the cursor is: in which value, and what is typed of a word.

    `key` is "" where a key is to be written; `typed` is the span from the word's beginning to
    the cursor, `listed` whether other words of a list are beside it.
    """

    key: str
    typed: Span
    listed: bool


def about(key: str, _span: Span) -> Text | None:
    """Return what a key is for."""
    return KEYS.get(key)


def key_at(article: Article, offset: int) -> tuple[str, Span] | None:
    """Return the front matter key at an offset, as kb_tools calls it, and where it is."""
    if article.meta_span is None or not article.meta_span.start <= offset < article.meta_span.end:
        return None
    start = article.text.rfind("\n", 0, offset) + 1
    match = _LINE.match(article.text, start)
    if match is None or offset > match.end(1):
        return None
    return match[1], Span(*match.span(1))


def place(article: Article, offset: int) -> Place | None:
    """Return where in the front matter an offset is; None outside, or where nothing is to say.

    The front matter may be half written: what counts is the `---` before and none between.
    """
    text = article.text
    if not re.match(r"---[ \t]*\n", text) or offset < text.index("\n") + 1:
        return None
    if re.search(r"(?m)^(?:---|\.\.\.)[ \t]*$", text[text.index("\n") + 1 : offset]):
        return None
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    if (item := re.fullmatch(r"\s*-[ \t]+(.*)", line)) is not None:
        key = _above(text[: offset - len(line)])
        return Place(key, Span(offset - len(item[1].lstrip("\"'")), offset), listed=True)
    match = _LINE.match(line)
    if match is None:
        return Place("", Span(offset - len(line), offset), False) if _bare(line) else None
    value = line[match.end() :]
    listed = value.startswith("[")
    word = re.split(r"[\[,]", value)[-1].lstrip(" \"'") if listed else value
    return Place(match[1], Span(offset - len(word), offset), listed)


def _bare(line: str) -> bool:
    return re.fullmatch(r"[\w.-]*", line) is not None


def _above(text: str) -> str:
    """Return the key that the items of a block list belong to."""
    keys = [match[1] for match in _LINE.finditer(text)]
    return keys[-1] if keys else ""


def values(kb: KnowledgeBase, key: str, today: date) -> list[str]:
    """Return the values that make sense for a key, the usual ones first."""
    keys, config = table("keys"), kb.config
    known = {
        "kind": keys["kind"],
        "status": keys["status"],
        "audience": config.audience,
        "product": config.products,
        "owner": config.owners,
        "tags": config.tags,
        "lang": kb.languages,
        "review_every": ("90d", "180d", "1y"),
    }.get(key, ())
    if key == "reviewed":
        return [today.isoformat()]
    if key == "expires":
        return [(today + timedelta(days=days)).isoformat() for days in (30, 90, 180, 365)]
    used = [value for (own, value), _ in _used(kb).most_common() if own == key]
    return list(dict.fromkeys((*map(str, known), *used))) if key in _REPEATED else list(known)


_REPEATED = frozenset(("product", "owner", "tags", "keywords", "versions", "audience"))
"""Keys whose values are the same in many articles."""


@counted
def _used(article: Article) -> Iterator[tuple[str, str]]:
    for key in _REPEATED:
        for value in _words(article.meta.get(key)):
            yield key, value


def _words(value: object) -> Iterable[str]:
    found = value if isinstance(value, list | tuple) else [value]
    return {str(word) for word in found if word not in (None, "")}
