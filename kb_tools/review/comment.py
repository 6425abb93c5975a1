"""A review as a Markdown comment for a pull request.

Whatever an article says is text here: no title becomes markup, a link or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.review.review import Review, Touched

MARK = "<!-- kb review -->"
"""The first line, by which a CI job finds its earlier comment and replaces it."""

ROWS = 50
"""How many lines of a list are shown before the rest is counted."""

_SEVERITY = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("note", "提示"),
}


def comment(review: Review, lang: str, shown: Callable[[str], str] = str) -> str:
    """Return the comment in a reader's language; `shown` gives paths as the repository has them."""
    parts = [
        [MARK, Text("## Review of the knowledge base", "## 知识库改动审阅").to(lang)],
        [_summary(review, lang)],
        [*_findings(review, lang, shown)],
        [*_existing(review, lang, shown)],
        [*_addresses(review, lang)],
        [*_translations(review, lang, shown)],
        [*_articles(review, lang, shown)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _summary(review: Review, lang: str) -> str:
    new, behind = len(review.compared.new), len(review.behind)
    counts = [
        (new, Text("new findings: **{n}**", "新问题：**{n}** 个")),
        (len(review.dead), Text("addresses that die: **{n}**", "失效的网址：**{n}** 个")),
        (behind, Text("translations now behind: **{n}**", "落后的译文：**{n}** 篇")),
    ]
    parts = [text.format(n=n).to(lang) for n, text in counts if n]
    if not parts:
        parts = [Text("Nothing new is wrong.", "没有新问题。").to(lang)]
    base = Text("compared with {base}", "与 {base} 比较").format(base=_code(review.changes.base))
    return " · ".join([*parts, _counted(review, lang), base.to(lang)])


def _counted(review: Review, lang: str) -> str:
    new = sum(one.before is None for one in review.touched)
    moved = len(review.changes.moved)
    changed = len(review.touched) - new - moved
    counts = [
        (new, Text("new: {n}", "新增 {n} 篇")),
        (changed, Text("changed: {n}", "修改 {n} 篇")),
        (moved, Text("moved: {n}", "移动 {n} 篇")),
        (len(review.removed), Text("removed: {n}", "删除 {n} 篇")),
    ]
    parts = [text.format(n=n).to(lang) for n, text in counts if n]
    none = Text("no article changed", "没有改动文章").to(lang)
    label = Text("articles ", "文章：").to(lang)
    return label + Text(", ", "，").to(lang).join(parts) if parts else none


def _findings(review: Review, lang: str, shown: Callable[[str], str]) -> Iterator[str]:
    if review.compared.new:
        title = Text("### New findings ({n})", "### 新问题（{n}）")
        yield title.format(n=len(review.compared.new)).to(lang)
        yield ""
        yield from _table(review, review.compared.new, lang, shown)


def _table(
    review: Review, found: Sequence[Diagnostic], lang: str, shown: Callable[[str], str]
) -> Iterator[str]:
    yield Text("| Where | | Finding |", "| 位置 | | 问题 |").to(lang)
    yield "|---|---|---|"
    for one in found[:ROWS]:
        where = _code(f"{shown(one.path)}:{one.position.line}", table=True)
        elsewhere = "" if _is_touched(review, one.path) else _ELSEWHERE.to(lang)
        text = f"**{one.code}** {plain(one.message.to(lang))} ({one.name}){elsewhere}"
        yield f"| {where} | {_SEVERITY[one.severity].to(lang)} | {text} |"
    yield from _rest(found, lang)


_ELSEWHERE = Text(
    "<br>*this article did not change; what it leads to did*",
    "<br>*此文章未改动，是它指向的内容变了*",
)


def _is_touched(review: Review, path: str) -> bool:
    return path in review.removed or any(one.article.path == path for one in review.touched)


def _existing(review: Review, lang: str, shown: Callable[[str], str]) -> Iterator[str]:
    here = review.existing()
    if not review.compared.kept:
        return
    title = Text(
        "Findings that were there before: {n}, of which {here} on changed lines",
        "原有的问题：{n} 个，其中 {here} 个在改动的行上",
    ).format(n=len(review.compared.kept), here=len(here))
    yield from _folded(title.to(lang), [*_table(review, here, lang, shown)] if here else [])


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    inside = [*lines]
    if not inside:
        yield title
        return
    yield from (f"<details><summary>{title}</summary>", "", *inside, "", "</details>")


def _addresses(review: Review, lang: str) -> Iterator[str]:
    if not review.dead and not review.moves and not review.dead_anchors:
        return
    yield Text("### Addresses", "### 网址").to(lang)
    yield ""
    lines = [_death(review, old).to(lang) for old in review.dead]
    changes = Text("- {old} becomes {new}: redirected", "- {old} 改为 {new}：有跳转")
    moved = [(m, changes.format(old=_code(m.old), new=_code(m.new))) for m in review.moves]
    lines += [text.to(lang) for move, text in moved if move.redirected]
    gone = Text("- the anchor {old} is gone", "- 锚点 {old} 不见了")
    lines += [gone.format(old=_code(old)).to(lang) for old in review.dead_anchors]
    yield from lines[:ROWS]
    yield from _rest(lines, lang)


def _death(review: Review, old: str) -> Text:
    new = next((move.new for move in review.moves if move.old == old), None)
    if new is None:
        return Text("- {old} **dies**: nothing redirects it", "- {old} **失效**：没有跳转").format(
            old=_code(old)
        )
    moved = Text(
        "- {old} **dies**: its article moves to {new}, and nothing redirects it",
        "- {old} **失效**：文章移到了 {new}，但没有跳转",
    )
    return moved.format(old=_code(old), new=_code(new))


def _translations(review: Review, lang: str, shown: Callable[[str], str]) -> Iterator[str]:
    if not review.behind and not review.untranslated:
        return
    yield Text("### Translations", "### 译文").to(lang)
    yield ""
    behind = Text(
        "- {path} is now behind {source}, which changed in: {what}",
        "- {path} 落后于 {source}，后者改了：{what}",
    )
    missing = Text(
        "- {path} has no translation into: {langs}", "- {path} 还没有这些语言的版本：{langs}"
    )
    lines = [
        behind.format(
            path=_code(shown(one.path)), source=_code(shown(one.source)), what=_list(one.sections)
        ).to(lang)
        for one in review.behind
    ]
    lines += [
        missing.format(path=_code(shown(path)), langs=", ".join(map(_code, langs))).to(lang)
        for path, langs in review.untranslated.items()
    ]
    yield from lines[:ROWS]
    yield from _rest(lines, lang)


def _list(titles: Sequence[str]) -> str:
    more = f" +{len(titles) - 3}" if len(titles) > 3 else ""
    return ", ".join(plain(title) for title in titles[:3]) + more


def _articles(review: Review, lang: str, shown: Callable[[str], str]) -> Iterator[str]:
    if not review.touched and not review.removed:
        return
    yield Text("### Articles", "### 文章").to(lang)
    yield ""
    yield Text("| Article | | Linked from | Links |", "| 文章 | | 指向它的文章 | 它的链接 |").to(
        lang
    )
    yield "|---|---|---|---|"
    rows = [_row(review, one, lang, shown) for one in review.touched]
    removed = Text("removed", "已删除").to(lang)
    for path, article in sorted(review.removed.items()):
        name = f"{plain(article.title)}<br>{_code(shown(path), table=True)}"
        rows.append(f"| {name} | {removed} | | |")
    yield from rows[:ROWS]
    yield from _rest(rows, lang)


def _row(review: Review, one: Touched, lang: str, shown: Callable[[str], str]) -> str:
    path = one.article.path
    state = Text("changed", "修改")
    if one.before is None:
        state = Text("new", "新增")
    elif path in review.changes.moved:
        state = Text("moved", "移动")
    signed = [*(f"+{_code(p, table=True)}" for p in one.linked)]
    signed += [f"−{_code(p, table=True)}" for p in one.unlinked]
    more = f" +{len(signed) - 6}" if len(signed) > 6 else ""
    links = " ".join(signed[:6]) + more
    name = f"{plain(one.article.title)}<br>{_code(shown(path), table=True)}"
    return f"| {name} | {state.to(lang)} | {one.backlinks} | {links} |"


def _rest(rows: Sequence[object], lang: str) -> Iterator[str]:
    if (n := len(rows) - ROWS) > 0:
        yield ""
        yield Text("… and {n} more", "……另有 {n} 项").format(n=n).to(lang)


_MARKUP = re.compile(
    r"[\\`*\[\]#|~]|(?<!\w)_|_(?!\w)|:(?=//|[\w+-]+:)|(?<=www)\.|^[-+=](?=\s|[-=])|(?<=^\d)[.)]"
)
"""What GitHub and GitLab take for more than itself; everything else stays readable as text."""


def plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line, without links and mentions.

    >>> plain("a | <b> @all [x](y) #1")
    'a \\\\| &lt;b&gt; @\\u200ball \\\\[x\\\\](y) \\\\#\\u200b1'
    >>> plain("'asked_as: a.md' _not_ :tada: http://a.b www.a.b")
    "'asked_as: a.md' \\\\_not\\\\_ \\\\:tada: http\\\\://a.b www\\\\.a.b"
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKUP.sub(r"\\\g<0>", line)
    return re.sub("([@#])", "\\1\u200b", line)


def _code(text: str, *, table: bool = False) -> str:
    """Return text as inline code, fenced by more backticks than it holds."""
    line = "".join(c if c.isprintable() else "\ufffd" for c in text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    code = f"{fence}{pad}{line}{pad}{fence}"
    return code.replace("|", "\\|") if table else code
