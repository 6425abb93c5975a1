"""The list of related articles at the end is missing, or no longer what it should be.

A reader whom this article did not help goes to the next one only if it is within sight;
otherwise the next step is a ticket. The list is ordinary Markdown, so it shows on every site and
git host. `kb fix` fills free places and takes out what has gone, but leaves the entries
that are still good where they are: one new article does not rewrite a thousand files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools import related_list
from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.links import section
from kb_tools.links.href import href
from kb_tools.links.memory import once
from kb_tools.lint.rule import Bad, Rule, replacing

_RESET = "# 重置登录密码\n\n忘记登录密码时，在登录页重置密码。\n"
_LOGIN = "# 无法登录\n\n登录密码不对时，先重置登录密码，再登录。\n"

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    default=False,
    slow=True,
    zh="""
    文章末尾缺少相关文章列表，或者列表已经过时。

    这篇文章没能帮到读者时，下一篇要就在眼前，否则他的下一步就是提交工单。
    列表是普通的 Markdown，在任何网站和代码托管平台上都能显示。`kb fix` 只补上空位、去掉
    失效的条目，仍然合适的条目原地不动：新增一篇文章不会改动上千个文件。
    """,
    bad=[
        Bad(
            {"login.md": _LOGIN, "reset.md": _RESET + "\n请先看[无法登录](login.md)。\n"},
            "the list of related articles should include 'reset.md'",
            fixed={
                "login.md": _LOGIN
                + "\n<!-- kb:related -->\n\n## 相关文章\n\n- [重置登录密码](reset.md)\n\n"
                "<!-- /kb:related -->\n"
            },
        ),
        Bad(
            {
                "login.md": _LOGIN
                + "\n<!-- kb:related -->\n\n## 相关文章\n\n- [重置密码](reset.md)\n\n"
                "<!-- /kb:related -->\n",
                "reset.md": _RESET + "\n请先看[无法登录](login.md)。\n",
            },
            "'reset.md' in the list of related articles has the title '重置登录密码' now",
            fixed={
                "login.md": _LOGIN
                + "\n<!-- kb:related -->\n\n## 相关文章\n\n- [重置登录密码](reset.md)\n\n"
                "<!-- /kb:related -->\n"
            },
        ),
    ],
    good=[
        {
            "login.md": _LOGIN + "\n先看[重置登录密码](reset.md)。\n",
            "reset.md": _RESET + "\n请先看[无法登录](login.md)。\n",
        },
        {"login.md": "# Sign in\n\nEnter your name.\n", "tax.md": "# 发票\n\n开票。\n"},
    ],
)

ADD = Text("the list of related articles should include {added}", "相关文章列表应加上{added}")
DROP = Text("the list of related articles should drop {dropped}", "相关文章列表应去掉{dropped}")
BOTH = Text(
    "the list of related articles should include {added} and drop {dropped}",
    "相关文章列表应加上{added}，去掉{dropped}",
)
ORDER = Text(
    "the list of related articles should start with the pinned ones",
    "相关文章列表应以 `related` 中指定的文章开头",
)
RETITLED = Text(
    "'{target}' in the list of related articles has the title '{title}' now",
    "相关文章列表中的“{target}”现在的标题是“{title}”",
)
TAKE = Text("write the list of related articles", "写入相关文章列表")


@once
def _related(kb: KnowledgeBase) -> Mapping[str, tuple[Article, ...]]:
    from kb_tools.links.related import related  # heavy, and most bases do without

    return related(kb)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield at most one finding: what the list lacks, and what it has too much."""
    if section.authors_own(article):
        return
    wanted = _related(kb)[article.path]
    present = [kb.resolve(link.target, article).article for link in section.entries(article)]
    if list(wanted) == present:
        yield from _retitled(article, kb, wanted)
        return
    if not section.appendable(article):
        return
    added = ", ".join(f"'{a.path}'" for a in wanted if a not in present)
    gone = [
        link.target
        for link, found in zip(section.entries(article), present, strict=True)
        if found is None or found not in wanted
    ]
    dropped = ", ".join(f"'{target}'" for target in gone)
    message = BOTH if added and dropped else ADD if added else DROP if dropped else ORDER
    span = related_list.block(article) or section.end(article)
    fix = replacing(article, span, _text(kb, article, wanted), TAKE)
    place = Span(span.start, span.start)
    yield rule.at(article, place, message.format(added=added, dropped=dropped), fix)


def _retitled(
    article: Article, kb: KnowledgeBase, wanted: tuple[Article, ...]
) -> Iterator[Diagnostic]:
    """Yield the first entry whose article was given another title since the list was written."""
    span = related_list.block(article)
    if span is None or span.of(article.text) == (new := _text(kb, article, wanted)):
        return
    for link, other in zip(section.entries(article), wanted, strict=True):
        if link.text != other.title:
            message = RETITLED.format(target=link.target, title=other.title)
            yield rule.at(article, link.text_span, message, replacing(article, span, new, TAKE))
            return


def _text(kb: KnowledgeBase, article: Article, wanted: tuple[Article, ...]) -> str:
    items = [(other.title, href(kb, article, other)) for other in wanted]
    written = section.written(article.lang, items) if items else ""
    return written if related_list.block(article) else f"\n\n{written}\n"
