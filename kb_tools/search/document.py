"""What the index takes of an article: its fields as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import digits

from kb_tools.article import Article, Section
from kb_tools.audience import internal_spans
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.error_signs import codes, codes_listed
from kb_tools.markdown import parse, plain_texts
from kb_tools.related_list import block
from kb_tools.section_names import folded

INDEXED = ("published", "validated")
"""Articles of any other status are nobody's answer."""

_ELSEWHERE = frozenset(
    map(
        folded,
        (
            *("Related articles", "Related reading", "Related pages", "Related topics", "Related"),
            *("Recommended reading", "Further reading", "See also", "Read more", "Learn more"),
            *("Related links", "Additional resources", "What's next", "Next steps"),
            *("Artículos relacionados", "Otros artículos", "Véase también", "Ver también"),
            *("Artigos relacionados", "Veja também", "Articoli correlati", "Vedi anche"),
            *("Articles connexes", "Articles liés", "Articles associés", "Voir aussi"),
            *("Verwandte Artikel", "Ähnliche Artikel", "Siehe auch", "Weiterführende Links"),
            *("Похожие статьи", "Связанные статьи", "См. также", "Смотрите также"),
            *("関連記事", "関連情報", "関連項目", "관련 문서", "관련 글"),
            *("相关文章", "相关阅读", "相关链接", "相关文档", "相关内容", "相关资料", "推荐阅读"),
            *("延伸阅读", "另请参阅", "另见", "参见", "更多阅读", "下一步", "探索更多"),
            *("相關文章", "相關閱讀", "相關連結", "建議閱讀", "延伸閱讀", "另請參閱", "後續步驟"),
        ),
    )
)
"""Headings of sections that are about other articles, whose titles they hold."""

_WORDINGS = ("asked_as", "keywords")
_ABOUT = 5
"""Codes that an article may name and still be about each of them."""
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a reader sees it: where it can be linked to, its heading, its text."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index sees it.

    `wordings` are customers' own ways of asking, `errors` are its id, codes and messages verbatim;
    `audience` is the rank of the widest audience that may read it (0 is everyone).
    """

    id: str
    path: str
    lang: str
    title: str
    url: str
    wordings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    summary: str = ""
    parts: tuple[Part, ...] = ()
    audience: int = 0
    products: tuple[str, ...] = ()


def documents(kb: KnowledgeBase) -> Iterator[Document]:
    """Yield a document for every article that may be suggested to somebody, by path."""
    for path in sorted(kb.articles):
        article = kb.articles[path]
        if status(article) in INDEXED:
            yield document(_answering(article, kb), kb)


def _answering(article: Article, kb: KnowledgeBase) -> Article:
    """Return the article without what is no answer of its own: internal blocks, related titles.

    An index serves readers of every audience, so what colleagues note stays out of it.
    """
    related = block(article)
    spans = [*internal_spans(article), *([related] if related else [])]
    if not spans:
        return article
    text, last = "", 0
    for span in sorted(spans):
        text += article.text[last : span.start]
        last = max(last, span.end)
    text += article.text[last:]
    return parse(text, article.path, lang=article.lang, keys=kb.config.keys)


def document(article: Article, kb: KnowledgeBase) -> Document:
    """Return one article's document."""
    anchors = kb.site_anchors(article)
    parts = tuple(_own(_parts(article, anchors)))
    return Document(
        id=article.id,
        path=article.path,
        lang=article.lang,
        title=article.title,
        url=kb.url(article, absolute=True),
        wordings=tuple(line for key in _WORDINGS for line in _lines(article.meta.get(key))),
        errors=_errors(article, parts),
        summary=" ".join(_lines(article.meta.get("summary"))),
        parts=parts,
        audience=audience_rank(article, kb.config.audience),
        products=tuple(_lines(article.meta.get("product"))),
    )


def _errors(article: Article, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return an article's own id, the errors of its front matter, and other codes in its text.

    A text that names many codes is about none of them, and another article's id is no error.
    """
    ids = [name for name in _lines(article.meta.get("id")) if any(map(str.isdigit, name))]
    listed = (*ids, *_lines(article.meta.get("errors")))
    texts = (text for part in parts for text in (part.heading, part.text))
    found = dict.fromkeys(code for text in texts for code in codes(text))
    alike = set(map(_kind, ids))
    others = [code for code in found if _kind(code) not in alike]
    known = {*listed, *(code for line in listed for code in codes_listed(line))}
    named = [code for code in others if code not in known]
    return (*listed, *(named if len(others) <= _ABOUT else ()))


def _kind(code: str) -> str:
    """Return what all ids of a base begin with: KB301 is as KB-0042."""
    return code.rstrip(digits).rstrip("-_")


def leads_elsewhere(heading: str) -> bool:
    """Tell whether what follows a heading is about other articles: nobody's answer is there."""
    return folded(heading) in _ELSEWHERE


def _own(parts: Iterable[Part]) -> Iterator[Part]:
    return (part for part in parts if not leads_elsewhere(part.heading))


def _parts(article: Article, anchors: Mapping[str, str]) -> Iterator[Part]:
    texts = plain_texts(article, (section.body for section in article.sections))
    for section, text in zip(article.sections, texts, strict=True):
        yield _part(section, text, anchors)


def _part(section: Section, text: str, anchors: Mapping[str, str]) -> Part:
    if section.heading is None:
        return Part("", "", text)
    # The title's own section is the page: it needs no anchor.
    anchor = "" if section.heading.level == 1 else section.heading.id
    return Part(anchors.get(anchor, anchor), section.heading.text, text)


def _lines(value: object) -> list[str]:
    """Return a front matter value as a list of strings, whatever the writer made of it."""
    if value is None:
        return []
    values: Iterable[object] = value if isinstance(value, list | tuple | set) else [value]
    return [line for item in values if (line := _BLANK.sub(" ", str(item)).strip())]
