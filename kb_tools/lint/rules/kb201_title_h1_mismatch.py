"""The title in the front matter and the heading on the page are not the same.

The customer clicks one title in the search results and lands under another, and wonders
whether this is the right article. Two first-level headings raise the same doubt.

Where a third of the articles, twenty at least, have titles unlike their headings, the base has
titles of another use, for search engines or a sidebar, and nothing is said of them.

Where title and heading say the same in other forms (a plural, a slip of the pen), the safe
fix takes the heading's words for the title: the page stays as it is. A second first-level
heading becomes one of the second level, with all below it, and its anchor stays. What says
something else waits for `--unsafe-fixes`: only a person knows which of the two is right.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kb_tools.article import Article, Heading, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.titling import apart, unlike, written
from kb_tools.lint.wording import same
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(apart),
    zh="""
    front matter 的标题与页面上的一级标题不一致。

    客户在搜索结果里点了一个标题，打开后却是另一个，会怀疑自己走错了地方。
    一篇文章有两个一级标题也是如此。

    如果有三分之一的文章（至少二十篇）标题与页面不同，说明 front matter 的标题另有用途
    （给搜索引擎或侧栏），这时不报告。

    两者意思相同、只差单复数、错字或虚词时，安全修复让 front matter 的标题与页面一致，页面不变。
    第二个一级标题连同它下面的标题降一级，锚点不变。
    意思不同的只用 `--unsafe-fixes` 修复：哪个对，只有人知道。
    """,
    bad=[
        Bad(
            "---\ntitle: Reset your password\n---\n\n# Reset your old password\n\nGo to …\n",
            "heading 'Reset your old password' differs from the title 'Reset your password'",
            fixed="---\ntitle: Reset your password\n---\n\n# Reset your password\n\nGo to …\n",
            safe=False,
        ),
        Bad(
            "---\ntitle: Change an adress\n---\n\n# Change an address\n\nGo to …\n",
            "heading 'Change an address' differs from the title 'Change an adress'",
            fixed="---\ntitle: Change an address\n---\n\n# Change an address\n\nGo to …\n",
        ),
        Bad(
            "# Your password\n\nGo to …\n\n# Your e-mail\n\nGo to …\n\n## Change it\n\nOpen …\n",
            "'Your e-mail' is a second first-level heading; use '##' or an article of its own",
            fixed="# Your password\n\nGo to …\n\n## Your e-mail\n\nGo to …\n\n### Change it\n\nOpen"
            " …\n",
        ),
        Bad(
            "# Sign in\n\nThis is issue\n#946, known since May.\n",
            "'#' begins this line of a paragraph, which makes it a first-level heading;"
            " write '\\#'",
            fixed="# Sign in\n\nThis is issue\n\\#946, known since May.\n",
            safe=False,
        ),
        Bad(
            "# A\n\nText.\n\n> B\n> ===\n\nMore.\n",
            "'B' is a second first-level heading; use '##' or an article of its own",
        ),
    ],
    good=[
        "---\ntitle: How do I reset my password?\n---\n\n# How do I reset my password\n",
        {f"{n}.md": f"---\ntitle: Guide {n} for 2026\n---\n\n# Part {n}\n" for n in range(20)},
    ],
)

DIFFERS = Text(
    "heading '{heading}' differs from the title '{title}'",
    "标题“{heading}”与 front matter 中的标题“{title}”不一致",
)
SECOND = Text(
    "'{heading}' is a second first-level heading; use '##' or an article of its own",
    "“{heading}”是第二个一级标题；请改用“##”，或另写一篇文章",
)
NUMBER = Text(
    "'#' begins this line of a paragraph, which makes it a first-level heading; write '\\#'",
    "段落中的这一行以“#”开头，因此成了一级标题；请写作“\\#”",
)
ALIKE = 75
"""Similarity (0 to 100) from which one of the two is a slip or an older wording."""
DEEPEST = 6
_NUMBER = regex(r"#\d")
_LISTED = regex(r"\s|[-*+>]|\d+[.)]")
_UNDERLINE = regex(r"\n *(=+)")
_PLAIN = regex(r"[^\W\d_](?:[\w ,.()/？?-]*[\w?？)])?")
"""What YAML takes as it is, and as a string."""
TAKE_TITLE = Text("take the title from the front matter", "采用 front matter 中的标题")
TAKE_HEADING = Text("take the heading for the title", "front matter 采用页面上的标题")
ESCAPE = Text("write '\\#'", "写作“\\#”")
LOWER = Text("make it a heading of the second level", "改为二级标题")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield a first heading unlike the title, and every further first-level heading."""
    tops = [heading for heading in written(article) if heading.level == 1]
    if not tops or is_template(article):
        return
    title = article.meta.get("title")
    differs = bool(unlike(article))
    if isinstance(title, str) and differs and not apart(kb):
        message = DIFFERS.format(heading=tops[0].text, title=title)
        yield rule.at(article, tops[0].text_span, message, _fix(article, tops[0], title))
    titled = not differs and tops[0] is article.headings[0]
    sections = {id(s.heading): s for s in article.sections}
    starts = [heading.span.start for heading in article.headings]
    for heading in tops[1:]:
        if _is_number(article, heading):
            mark = Span(heading.span.start, heading.span.start + 1)
            escaped = replacing(article, mark, "\\#", ESCAPE, safe=False)
            yield rule.at(article, heading.text_span, NUMBER, escaped)
            continue
        span = sections[id(heading)].span
        below = article.headings[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        fix = _lowered(article, below, safe=titled)
        yield rule.at(article, heading.text_span, SECOND.format(heading=heading.text), fix)


def _is_number(article: Article, heading: Heading) -> bool:
    """Say whether a heading is a line of a paragraph that begins with a number: `#946`."""
    start = heading.span.start
    above = article.text[: max(0, start - 1)].rpartition("\n")[2].strip()
    return above != "" and _NUMBER.match(article.text, start) is not None


def _fix(article: Article, heading: Heading, title: str) -> Fix | None:
    plain = heading.text_span.of(article.text) == heading.text
    if plain and "title" in article.meta_spans and same(title, heading.text):
        return replacing(article, article.meta_spans["title"], _yaml(heading.text), TAKE_HEADING)
    if not plain or re.search(r"[\\`*_{}\[\]<>#|&]", title):
        return None
    from rapidfuzz import fuzz

    if fuzz.ratio(title, heading.text) < ALIKE:
        return None
    return replacing(article, heading.text_span, title, TAKE_TITLE, safe=False)


def _lowered(article: Article, below: Sequence[Heading], *, safe: bool) -> Fix | None:
    """Put a heading and all below it one level down; None where a form has no such."""
    edits = [_one_lower(article, heading) for heading in below]
    known = tuple(edit for edit in edits if edit is not None)
    return Fix(LOWER, known, safe=safe) if len(known) == len(edits) else None


def _one_lower(article: Article, heading: Heading) -> Edit | None:
    if heading.form == "hash" and heading.level < DEEPEST:
        start = article.text.index("#", heading.span.start)
        return Edit(article.path, Span(start, start), "#")
    if heading.form == "setext" and heading.level == 1 and _stands_alone(article, heading):
        line = _UNDERLINE.search(article.text, heading.text_span.end, heading.span.end)
        return Edit(article.path, Span(*line.span(1)), "-" * len(line[1])) if line else None
    return None


def _stands_alone(article: Article, heading: Heading) -> bool:
    """Tell whether an underlined heading is no part of a list or a quotation.

    There `---` is a rule across the page, and not the line under a heading.
    """
    start = heading.span.start
    above = article.text[:start].rpartition("\n")[0].rpartition("\n")[2]
    return not above.strip() and _LISTED.match(article.text, start) is None


def _yaml(text: str) -> str:
    """Return a text as YAML; a lone Latin word is quoted, for it may be `Yes`."""
    plain = _PLAIN.fullmatch(text) and not (text.isascii() and text.isalnum())
    return text if plain else json.dumps(text, ensure_ascii=False)
