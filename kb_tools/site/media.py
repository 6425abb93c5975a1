"""Pictures and videos of an article: room kept for them, and nothing loaded before its time.

A video is written as a picture is, `![How to pair it](pair.mp4)`, and one on YouTube, Vimeo or
Bilibili by its ordinary address. Captions in `pair.vtt` beside it become its transcript too; a
picture of the same name is shown before it plays.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from kb_tools.article import Article
from kb_tools.corpus import films
from kb_tools.site.addresses import base, href
from kb_tools.site.captions import paragraphs
from kb_tools.site.edition import Edition
from kb_tools.site.fragments import fragment, lang_attribute
from kb_tools.site.labels import language_name

_SHOWN = r"<img\b[^>]*>|<iframe\b[^>]*>\s*</iframe>"
_TAG = re.compile(rf"<p>\s*(?P<alone>{_SHOWN})\s*</p>|(?P<tag>{_SHOWN})")
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TOLD = re.compile(r"transcript|文字稿|逐字稿", re.IGNORECASE)


@dataclass(frozen=True)
class _Shown:
    """Something that a page shows: its tag's attributes, and the page."""

    tag: str
    edition: Edition
    article: Article
    overrides: str

    @property
    def lang(self) -> str:
        """The page's language, in which its labels are."""
        return self.edition.language_of(self.article.path)

    @property
    def speaks(self) -> str:
        """The attribute of a label among a text in another language."""
        return lang_attribute(self.lang, self.article.lang)

    @property
    def attributes(self) -> dict[str, str]:
        found = _ATTRIBUTE.findall(self.tag)
        return {name.lower(): unescape(double or single) for name, double, single in found}

    @property
    def source(self) -> str:
        return self.attributes.get("src", "")

    @property
    def name(self) -> str:
        return self.attributes.get("alt") or self.attributes.get("title", "")

    @property
    def path(self) -> str:
        """The docs path of the file; "" for one of another site."""
        if not self.source or urlsplit(self.source).scheme or self.source.startswith("//"):
            return ""
        folder = unquote(posixpath.dirname(self.edition.kb.url(self.article)))
        return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(self.source).path)))

    def link(self, path: str) -> str:
        """Return the way from the page to a file."""
        return href(quote(path), self.edition.kb.url(self.article)) if path else ""


def shown(html: str, edition: Edition, article: Article, overrides: str) -> str:
    """Return an article's rendered text with its pictures and videos made ready."""
    if "<img" not in html and "<iframe" not in html:
        return html
    made, end, pictures = [], 0, 0
    for found in _TAG.finditer(html):
        tag = _Shown(found["alone"] or found["tag"], edition, article, overrides)
        film = _film(tag, told=bool(_TOLD.search(html, found.end(), found.end() + 300)))
        whole = film or found[0].replace(tag.tag, _picture(tag, eager=pictures == 0))
        pictures += not film
        made += [html[end : found.start()], whole]
        end = found.end()
    lang = edition.language_of(article.path)
    script = fragment("media", lang, overrides, base=base(edition.kb.url(article)))
    return "".join([*made, html[end:], script])


def _picture(shown: _Shown, *, eager: bool) -> str:
    """Return an image with the room that it takes; all but the first load when they are near."""
    known = shown.attributes
    if not shown.tag.startswith("<img") or not shown.source:
        return shown.tag
    added = "" if eager or "loading" in known else ' loading="lazy"'
    size = shown.edition.kb.picture(shown.path) if shown.path else None
    if size and size.width and not known.keys() & {"width", "height", "style"}:
        added += f' width="{size.width}" height="{size.height}"'
    return f"<img{added}{shown.tag[4:]}"


def _film(shown: _Shown, *, told: bool) -> str:
    """Return the player for a tag that shows a video; "" for any other."""
    if player := films.player(shown.source):
        host = (urlsplit(shown.source).hostname or "").removeprefix("www.")
        values = {"player": player, "source": shown.source, "title": shown.name, "host": host}
        return fragment("embed", shown.lang, shown.overrides, speaks=shown.speaks, **values)
    if not films.is_film(urlsplit(shown.source).path) or not shown.tag.startswith("<img"):
        return ""
    return _video(shown, told=told)


def _video(shown: _Shown, *, told: bool) -> str:
    kb, lang = shown.edition.kb, shown.article.lang
    captions = films.captions(shown.path, lang, kb.languages, kb.files)
    tracks = [
        {"src": shown.link(file), "lang": other, "name": language_name(other)}
        for other, file in captions.items()
    ]
    return fragment(
        "video",
        shown.lang,
        shown.overrides,
        speaks=shown.speaks,
        source=shown.source,
        title=shown.name,
        tracks=tracks,
        poster=shown.link(films.poster(shown.path, kb.files)),
        transcript=[] if told else _transcript(shown, captions.get(lang, "")),
    )


def _transcript(shown: _Shown, path: str) -> list[str]:
    root = shown.edition.kb.root
    if not path or root is None:
        return []
    return paragraphs((root / path).read_text("utf-8", errors="replace"))
