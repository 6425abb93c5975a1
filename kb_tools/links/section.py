"""The list of related articles that `kb fix` writes at the end of an article.

It is ordinary Markdown between two comments, so that every generator and git host shows it:

    <!-- kb:related -->

    ## Related articles

    - [Reset your password](reset-password.md)

    <!-- /kb:related -->
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb_tools.article import Article, Link, Span
from kb_tools.markdown import parse
from kb_tools.regex import regex
from kb_tools.related_list import block

_AUTHORS_OWN = regex(
    r"(?:related|see also|further reading|more information|additional resources|learn more"
    r"|相关(?:文章|阅读|内容|链接|资料|信息|文档)?|另请参[阅见]|延伸阅读|参考(?:资料|文档|阅读)?"
    r"|更多(?:信息|资源|内容|资料)|了解更多|相關(?:文章|閱讀|內容|連結|資料|資訊|文件)?|另請參[閱見]"
    r"|articles? (?:connexes|associ[ée]s|li[ée]s)|voir aussi|art[íi]culos relacionados"
    r"|ver tambi[ée]n|v[ée]ase tambi[ée]n|artigos relacionados|siehe auch|verwandte|関連|관련"
    r"|延伸閱讀|參考(?:資料|文件|閱讀)?|更多(?:資訊|資源|內容|資料)|瞭解更多)",
    re.IGNORECASE,
)
HEADINGS = {
    "de": "Verwandte Artikel",
    "es": "Artículos relacionados",
    "fr": "Articles associés",
    "ja": "関連記事",
    "ko": "관련 문서",
    "pt": "Artigos relacionados",
    "zh": "相关文章",
    "zh-Hant": "相關文章",
}
"""Heading of the list in the article's language; English for every other."""


def entries(article: Article) -> tuple[Link, ...]:
    """Return the links of the written list, in order."""
    span = block(article)
    if span is None:
        return ()
    return tuple(link for link in article.links if span.start <= link.span.start < span.end)


def authors_own(article: Article) -> bool:
    """Tell whether the author keeps such a section by hand, or left ours half deleted."""
    span = block(article)
    if span is None and "kb:related" in article.text:
        return True
    span = span or Span(0, 0)
    return any(
        heading.level > 1
        and not span.start <= heading.span.start < span.end
        and _AUTHORS_OWN.match(heading.text.strip())
        for heading in article.headings
    )


def end(article: Article) -> Span:
    """Return where a list is put that is not there yet: in the place of the last blank lines."""
    text = article.text
    start = text.find("\n", len(text.rstrip()))
    return Span(len(text) if start < 0 else start, len(text))


def appendable(article: Article) -> bool:
    """Tell whether a list put at the article's end is read as one, and all above as before.

    After an open comment, fence or HTML block it would not be; the parser decides.
    """
    if block(article) is not None:
        return True
    above = article.text[: end(article).start]
    text = f"{above}\n\n{written(article.lang, [('-', '-.md')])}\n"
    longer = parse(text, article.path, lang=article.lang)
    return (
        len(entries(longer)) == 1
        and len(longer.links) == len(article.links) + 1
        and len(longer.headings) == len(article.headings) + 1
        and len(longer.code) == len(article.code)
    )


def written(lang: str, items: Sequence[tuple[str, str]]) -> str:
    """Return the list as Markdown: `items` are titles and targets."""
    heading = HEADINGS.get(lang) or HEADINGS.get(lang.partition("-")[0]) or "Related articles"
    lines = "\n".join(f"- [{_escaped(title)}]({target})" for title, target in items)
    return f"<!-- kb:related -->\n\n## {heading}\n\n{lines}\n\n<!-- /kb:related -->"


def _escaped(title: str) -> str:
    return re.sub(r"([\\`*_\[\]<>{}])", r"\\\1", title)
