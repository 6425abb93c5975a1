"""A category of the built site as one page to print: contents, then every article.

Links between its articles lead inside it, others to the site where its address is known.
"""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from kb_tools.article import Article
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.site.edition import Edition
from kb_tools.site.facts import title
from kb_tools.site.fragments import fragment
from kb_tools.site.shelves import Shelf, walk

TEXTS = ("article.md-content__inner", "main", "[role=main]", "body")
"""Where themes have an article's text, the surest first."""
SCREEN = (
    "script, style, link, button, form, .headerlink, .kb-path, .kb-feedback, .kb-foot, .md-skip"
)
"""What is of no use on paper."""


def shelf(edition: Edition, folder: str) -> tuple[str, Shelf]:
    """Return the language and the shelf of a category, by its folder below the docs folder.

    Raises KbError, naming the nearest one, where there is none.
    """
    known = {
        posixpath.dirname(one.path): (lang, one)
        for lang, home in edition.shelves.items()
        for one in walk(home)
    }
    wanted = folder.replace("\\", "/").strip("/").removeprefix("./")
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.3) or sorted(known)[:3]
    message = Text(
        "there is no category '{folder}'; there is {near}",
        "没有“{folder}”这个分类；现有的有 {near}",
    )
    raise KbError(message.format(folder=folder, near=", ".join(near)))


def booklet(site: Path, edition: Edition, lang: str, category: Shelf) -> str:
    """Return the page: HTML whose styles and pictures are the files of the built `site`."""
    articles = list(_articles(category))
    marks = {article.path: f"a{number}" for number, article in enumerate(articles)}
    places = {
        unquote(edition.kb.url(a)).removesuffix("index.html"): marks[a.path] for a in articles
    }
    parts = [_Page(site, edition, article, marks[article.path], places) for article in articles]
    styles = parts[0].styles() if parts else []
    return fragment(
        "booklet",
        lang,
        language=lang,
        site_name=edition.name,
        title=category.title if category.path != edition.shelves[lang].path else edition.name,
        styles=styles,
        contents=[{"mark": marks[a.path], "title": title(a)} for a in articles],
        articles=[{"mark": part.mark, "html": part.html()} for part in parts],
    )


def _articles(category: Shelf) -> Iterator[Article]:
    for one in walk(category):
        yield from filter(None, (one.landing,))
        yield from one.articles


class _Page:
    """One article's page of the site, on its way into the booklet."""

    def __init__(
        self, site: Path, edition: Edition, article: Article, mark: str, places: Mapping[str, str]
    ) -> None:
        self._site, self._places, self.mark = site, places, mark
        self._url = edition.kb.url(article)
        self._address = edition.kb.facts.site_url
        file = site / edition.file(article.path)
        if not file.is_file():
            message = Text(
                "the built site has no page of '{path}'; run `kb build` first",
                "构建好的网站里没有“{path}”这一页；请先运行 `kb build`",
            )
            raise KbError(message.format(path=article.path), str(site))
        self._soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")

    def styles(self) -> list[str]:
        """Return the addresses of the page's style sheets, on the disk."""
        links = self._soup.select("link[rel=stylesheet][href]")
        return [way for link in links if (way := self._file(str(link["href"])))]

    def html(self) -> str:
        """Return the article's text, its ids and links made the booklet's."""
        text = next(filter(None, map(self._soup.select_one, TEXTS)))
        for tag in text.select(SCREEN):
            tag.decompose()
        for tag in text.select("details"):
            tag["open"] = ""
        for tag in text.select("[id]"):
            tag["id"] = f"{self.mark}-{tag['id']}"
        for tag in text.select("[src]"):
            tag["src"] = self._file(str(tag["src"])) or tag["src"]
        for tag in text.select("a[href]"):
            self._lead(tag)
        return text.decode_contents()

    def _lead(self, link: Tag) -> None:
        """Let a link lead into the booklet, else to the site; else it is text."""
        target = str(link["href"])
        if urlsplit(target).scheme:
            return
        path, _, anchor = target.partition("#")
        place = unquote(urljoin(f"/{self._url}", path) if path else f"/{self._url}")[1:]
        mark = self._places.get(place.removesuffix("index.html"))
        if mark is not None:
            link["href"] = f"#{mark}-{anchor}" if anchor else f"#{mark}"
        elif self._address:
            link["href"] = urljoin(self._address.rstrip("/") + "/" + self._url, target)
        else:
            del link["href"]

    def _file(self, target: str) -> str:
        """Return a file of the site as an address on the disk; "" for what is not one."""
        if urlsplit(target).scheme or target.startswith("//"):
            return ""
        place = unquote(urljoin(f"/{self._url}", urlsplit(target).path))[1:]
        return f"file://{quote(str((self._site / place).resolve()))}"
