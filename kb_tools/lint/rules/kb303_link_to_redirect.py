"""A link to the old address of an article that has moved.

It works only as long as the redirect does, and each one is a detour for the reader and a
dead end in a printed or exported page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.layout import is_markdown
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import linking
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=linking,
    zh="""
    链接用的是文章搬家之前的旧地址。

    跳转一旦失效，链接就断了；每次跳转都让读者绕路，导出或打印的页面里则根本打不开。
    """,
    bad=[
        Bad(
            {
                "login.md": "# 登录\n\n请[重置密码](forgot.md#步骤)。\n",
                "reset.md": "---\naliases: [forgot.md]\n---\n\n# 重置密码\n\n## 步骤\n\n打开。\n",
            },
            "'forgot.md#步骤' has moved to 'reset.md#步骤'",
            fixed={"login.md": "# 登录\n\n请[重置密码](reset.md#步骤)。\n"},
        ),
        Bad(
            {
                "content/login.md": "# 登录\n\n请[重置密码](/forgot/)。\n",
                "content/reset.md": "---\naliases: [/forgot/]\n---\n\n# 重置密码\n",
            },
            "'/forgot/' has moved to '/content/reset.md'",
        ),
    ],
    good=[
        {
            "login.md": "# 登录\n\n请[重置密码](reset.md)。\n",
            "reset.md": "---\naliases: [forgot.md]\n---\n\n# 重置密码\n",
        }
    ],
)

MOVED = Text("'{target}' has moved to '{near}'", "“{target}”已移到“{near}”")
TAKE = Text("link to '{near}'", "改为链接到“{near}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield links by an alias; links by id (`/kb/KB-0042/`) are meant to last and are fine."""
    for link, found in targets(article, kb):
        if (
            found.status != "redirected"
            or found.article is None
            or _by_id(link.target, found.article)
        ):
            continue
        near = _direct(link.target, article, found.article)
        fix = (
            replacing(article, link.target_span, near, TAKE.format(near=near))
            if kb.facts.known or _is_path(link.target)
            else None
        )
        yield rule.at(article, link.target_span, MOVED.format(target=link.target, near=near), fix)


def _is_path(target: str) -> bool:
    """Say whether a link names a file, or a place beside its own; `/faq/` is a site's address."""
    return not target.startswith("/") or is_markdown(re.split(r"[?#]", target, maxsplit=1)[0])


def _by_id(target: str, article: Article) -> bool:
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return path.strip("/").rpartition("/")[2].removesuffix(".md") == article.id


def _direct(target: str, source: Article, article: Article) -> str:
    path, tail = re.match(r"([^?#]*)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    folder = posixpath.dirname(source.path) or "."
    near = "/" + article.path if path.startswith("/") else posixpath.relpath(article.path, folder)
    return quote(near, safe="/._-~!$&'*+,;=:@") + tail if near.isascii() else near + tail
