"""One Markdown text to one Article."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from kb_tools.article import Article, Heading
from kb_tools.language import normal
from kb_tools.markdown import front_matter, outline
from kb_tools.text_file import normalized

_by_place = attrgetter("span.start")


def parse(text: str, path: str, *, lang: str = "", keys: Mapping[str, str] = {}) -> Article:
    """Return the article that a Markdown text is; never raises.

    `path` is relative to the docs folder. `lang` is the language that the path or the
    configuration gives; front matter's own wins. `keys` maps our front matter names to theirs.
    """
    from kb_tools.markdown import grammar  # heavy, and a base that is remembered is not parsed
    from kb_tools.markdown.page import Page

    body, newline, bom = normalized(text)
    front = front_matter.read(body, keys)
    structure, html = grammar.read(body, front.end)
    page = Page(body, structure)
    page.read(html)
    headings = sorted(page.headings, key=_by_place)
    own_lang = front.meta.get("lang") or front.meta.get("locale")
    return Article(
        path=path,
        id=_id(front.meta, path, lang),
        lang=normal(str(own_lang)) if own_lang else lang,
        kind=_scalar(front.meta.get("kind")),
        title=_title(front.meta, headings) or outline.path_title(path, lang),
        text=body,
        running=tuple(page.kept),
        meta=front.meta,
        meta_spans=front.spans,
        meta_span=front.span,
        meta_fault=front.fault,
        headings=tuple(headings),
        links=tuple(sorted(page.links, key=_by_place)),
        code=tuple(sorted(page.code, key=_by_place)),
        comments=tuple(sorted(page.comments)),
        html=tuple(html),
        anchors=frozenset(
            [*page.anchors, *page.tag_anchors, *[heading.id for heading in headings if heading.id]]
        ),
        newline=newline,
        bom=bom,
    )


def _scalar(value: object) -> str:
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def _id(meta: Mapping[str, object], path: str, lang: str) -> str:
    return _scalar(meta.get("id")) or outline.path_id(path, lang)


def _title(meta: Mapping[str, object], headings: list[Heading]) -> str:
    if title := _scalar(meta.get("title")):
        return title
    return next((one.text for one in headings if one.level == 1 and one.text), "")
