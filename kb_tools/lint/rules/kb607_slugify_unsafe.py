"""The site turns Chinese headings into anchors like `_1` and `_2`.

A link to a step then points at a number: when a heading is added above, every link below
leads to the wrong step, in the articles and in all replies ever sent.

The fix sets `slugify` of `toc` in mkdocs.yml and leaves all else there as it is, comments
too; `pymdownx` comes with Material. Where articles link to anchors like `#_1`, a person
should look at the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Heading
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, holders
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.markdown import Option, setting
from kb_tools.regex import regex
from kb_tools.site_facts import SiteFacts
from kb_tools.text_file import TextFile

SLUGIFY = Option(
    "toc", "slugify", "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
)


def _concerned(before: KnowledgeBase, kb: KnowledgeBase, _changed: frozenset[str]) -> set[str]:
    """Concern the one article that stands for all."""
    return {path for base in (before, kb) for path in _having(base).get(True, ())[:1]}


rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=_concerned,
    zh="""
    网站把中文标题变成 `_1`、`_2` 这样的锚点。

    指向某一步的链接就成了指向序号：前面加一个标题，后面的链接全部指错，
    包括以前回复客户时发出的链接。每个知识库只报告一次。

    修复时在 mkdocs.yml 里设置 `toc` 的 `slugify`，其余内容和注释不动；
    `pymdownx` 随 Material 一起安装。已有文章链接到 `#_1` 这类锚点时，修复需要人工复核。
    """,
    bad=[
        Bad(
            {
                "../mkdocs.yml": "site_name: 帮助中心\nmarkdown_extensions:\n  - tables\n  - toc\n",
                "a.md": "# 登录\n\n## 重置密码\n\n打开设置。\n",
            },
            "mkdocs.yml turns '登录' into an anchor like '_1'; under markdown_extensions set"
            " 'toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}'",
            fixed={
                "../mkdocs.yml": "site_name: 帮助中心\nmarkdown_extensions:\n  - tables\n  - toc:\n"
                f"      {SLUGIFY.line}\n"
            },
        ),
        Bad(
            {
                "../mkdocs.yml": "site_name: Help\n",
                "a.md": "# 登录\n\n打开设置，见[第一步](#_1)。\n",
            },
            "mkdocs.yml turns '登录' into an anchor like '_1'; under markdown_extensions set"
            " 'toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}'",
            fixed={
                "../mkdocs.yml": "site_name: Help\nmarkdown_extensions:\n  - toc:\n"
                f"      {SLUGIFY.line}\n"
            },
            safe=False,
        ),
    ],
    good=[
        Good("# 登录\n\n打开设置。\n", facts=SiteFacts(known=True, slugify_is_unicode=True)),
        "# 登录\n\n没有 mkdocs.yml 的知识库。\n",
    ],
)

_CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBERED = regex(r"#_\d+$")
MESSAGE = Text(
    "{file} turns '{heading}' into an anchor like '_1'; under markdown_extensions set '{remedy}'",
    "{file} 会把“{heading}”变成“_1”这样的锚点；请在 markdown_extensions 下设置：{remedy}",
)
TAKE = Text("set `slugify` in {file}", "在 {file} 中设置 `slugify`")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield one finding for the base, at its first Chinese heading."""
    if not kb.facts.known or kb.facts.slugify_is_unicode:
        return
    first = next(_unsafe(article), None)
    if first is None or _having(kb)[True][0] != article.path:
        return
    file = next(iter(kb.settings.values()), TextFile("mkdocs.yml", ""))
    name = file.path.rpartition("/")[2]
    remedy = f"toc: {{{SLUGIFY.line}}}"
    message = MESSAGE.format(file=name, heading=first.text, remedy=remedy)
    yield rule.at(article, first.text_span, message, _fix(kb, file, name))


def _fix(kb: KnowledgeBase, file: TextFile, name: str) -> Fix | None:
    """Set the option, where the file's form lets it be done without touching anything else."""
    change = setting(file.text, SLUGIFY) if file.path in kb.settings else None
    if change is None:
        return None
    edit = Edit(file.path, change.span, change.text)
    return Fix(TAKE.format(file=name), (edit,), safe=not _counted_on(kb))


def _counted_on(kb: KnowledgeBase) -> bool:
    """Say whether an article links to an anchor that is going to change."""
    return _numbered(kb)[True] > 0


@counted
def _numbered(article: Article) -> Iterator[bool]:
    links = article.links if "#_" in article.text else ()
    return (True for link in links if _NUMBERED.search(link.target))


@holders
def _having(article: Article) -> Iterator[bool]:
    return (True for _ in _unsafe(article))


def _unsafe(article: Article) -> Iterator[Heading]:
    if article.text.isascii():
        return iter(())
    return (h for h in article.headings if not h.explicit and _CJK.search(h.text))
