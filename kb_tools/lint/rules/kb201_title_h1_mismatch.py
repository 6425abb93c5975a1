"""The title in the front matter and the heading on the page are not the same.

The customer clicks one title in the search results and lands under another, and wonders
whether this is the right article. Two first-level headings raise the same doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from kb_tools.article import Article, Heading
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing

rule = Rule(
    __name__,
    severity="warning",
    zh="""
    front matter 的标题与页面上的一级标题不一致。

    客户在搜索结果里点了一个标题，打开后却是另一个，会怀疑自己走错了地方。
    一篇文章有两个一级标题也是如此。
    """,
    bad=[
        Bad(
            "---\ntitle: Reset your password\n---\n\n# Reset the pasword\n\nGo to …\n",
            "heading 'Reset the pasword' differs from the title 'Reset your password'",
            fixed="---\ntitle: Reset your password\n---\n\n# Reset your password\n\nGo to …\n",
            safe=False,
        ),
        Bad(
            "# Reset your password\n\nGo to …\n\n# Change your e-mail\n\nGo to …\n",
            "'Change your e-mail' is a second first-level heading; use '##' or an article of its"
            " own",
        ),
    ],
    good=["---\ntitle: How do I reset my password?\n---\n\n# How do I reset my password\n"],
)

DIFFERS = Text(
    "heading '{heading}' differs from the title '{title}'",
    "标题“{heading}”与 front matter 中的标题“{title}”不一致",
)
SECOND = Text(
    "'{heading}' is a second first-level heading; use '##' or an article of its own",
    "“{heading}”是第二个一级标题；请改用“##”，或另写一篇文章",
)
_MACRO = re.compile(r"\[!\w+ ([^]]*)\]")
ALIKE = 75
"""Similarity (0 to 100) from which one of the two is a slip or an older wording."""
TAKE = Text("take the title from the front matter", "采用 front matter 中的标题")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield a first heading unlike the title, and every further first-level heading."""
    tops = [heading for heading in article.headings if heading.level == 1]
    if not tops or is_template(article):
        return
    title = article.meta.get("title")
    if isinstance(title, str) and not _same(title, tops[0].text):
        message = DIFFERS.format(heading=tops[0].text, title=title)
        yield rule.at(article, tops[0].text_span, message, _fix(article, tops[0], title))
    for heading in tops[1:]:
        yield rule.at(article, heading.text_span, SECOND.format(heading=heading.text))


def _fix(article: Article, heading: Heading, title: str) -> Fix | None:
    plain = heading.text_span.of(article.text) == heading.text
    if not plain or re.search(r"[\\`*_{}\[\]<>#|&]", title):
        return None
    if fuzz.ratio(title, heading.text) < ALIKE:
        return None
    return replacing(article, heading.text_span, title, TAKE, safe=False)


def _same(title: str, heading: str) -> bool:
    """A title may say more than the heading (the product), or the heading more (a version)."""
    one, other = _folded(title), _folded(heading)
    return one in other or other in one


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", _MACRO.sub(r"\1", text)).casefold()
    return re.sub(r"[\W_]+", "", text)
