"""What the theme's templates need to know of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.pictures import is_picture
from kb_tools.errors import ConfigError
from kb_tools.language import Text
from kb_tools.site.addresses import href
from kb_tools.site.article_page import language_switch
from kb_tools.site.edition import Edition
from kb_tools.site.labels import label
from kb_tools.site.shelves import Entry, branch


class Line(NamedTuple):
    """One line of a page's navigation; see `shelves.Entry`."""

    title: str
    link: str
    level: int
    state: str


@dataclass(frozen=True, slots=True)
class Look:
    """A page's language, branch of the navigation, language switch and links at the foot."""

    lang: str
    entries: list[Line]
    languages: list[dict[str, str]]
    foot: list[dict[str, str]]

    def label(self, name: str) -> str:
        """Return one of our words in the page's language."""
        return label(name, self.lang)


def look(edition: Edition, path: str, lang: str) -> Look:
    """Return what our templates show on the page at `path`."""
    return Look(
        lang=lang,
        entries=[_line(edition, entry, path, lang) for entry in entries(edition, path, lang)],
        languages=language_switch(edition, path),
        foot=list(_foot(edition, path, lang)),
    )


def show(context: Any, config: Any, edition: Edition, path: str) -> Look:  # noqa: ANN401 - MkDocs' own
    """Give a template what it shows on the page at `path`; return that."""
    lang = edition.language_of(path)
    home = edition.shelves.get(lang)
    config.extra["homepage"] = edition.url(home.path) if home else ""
    config.extra["alternate"] = len(edition.languages) > 1
    context["kb"] = shown = look(edition, path, lang)
    return shown


def logo(kb: KnowledgeBase) -> str:
    """Return the docs path of the site's logo, or ""; raises ConfigError when it is not there."""
    wanted = kb.config.site.logo
    if wanted and not (wanted in kb.files and is_picture(wanted)):
        message = Text(
            "'site.logo' must be an image in the docs folder; there is no '{path}' there",
            "“site.logo”应是 docs 目录里的图片；那里没有“{path}”",
        )
        raise ConfigError(message.format(path=wanted))
    return wanted


def _foot(edition: Edition, path: str, lang: str) -> Iterator[dict[str, str]]:
    """Yield the links at the foot of a page, relative to the site's root."""
    site = edition.kb.config.site
    own = {"contact": site.contact, "status_page": site.status_page}
    if (home := edition.shelves.get(lang)) is not None:
        feed = f"feed.{lang}.xml" if edition.kb.facts.site_url else ""
        made = {"all_articles": edition.url(edition.lists[lang]), "feed": feed}
        ask = edition.url(edition.asks[lang]) if lang in edition.asks else ""
        own = {"home": edition.url(home.path), "ask": ask, **made, **own}
    for name, link in own.items():
        if link:
            said = label("ask_from_search", lang) if name == "ask" else ""
            yield {"href": link, "title": label(name, lang), "lang": "", "ask": said}
    for other in language_switch(edition, path):
        if other["lang"] != lang:
            yield {"href": other["link"], "title": other["name"], "lang": other["lang"], "ask": ""}


def entries(edition: Edition, path: str, lang: str) -> list[Entry]:
    """Return the lines of the navigation on the page at `path`."""
    home = edition.shelves.get(lang)
    if home is None:
        return []
    return list(branch(edition.trails.get(path, (home,)), path))


def _line(edition: Edition, entry: Entry, path: str, lang: str) -> Line:
    there = edition.url(entry.path)
    title = entry.title
    if entry.state == "more":
        title = label("more_in", lang, count=entry.articles, title=title)
    return Line(title, href(there, edition.url(path)) if path else there, entry.level, entry.state)
