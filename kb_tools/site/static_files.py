"""Files beside the pages, the same for every generator: permalinks, redirects, titles, "/".

They need only the articles and the addresses that the generator gave them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kb_tools.article import Article
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.site import browser_search, feedback, widget
from kb_tools.site.addresses import base, href, page_url, redirect_file
from kb_tools.site.colour import stylesheet
from kb_tools.site.edition import Edition
from kb_tools.site.facts import title
from kb_tools.site.feeds import machine_files
from kb_tools.site.fragments import fragment
from kb_tools.site.labels import language_name
from kb_tools.site.last_build import LastBuild, digest

BRAND = "assets/kb/brand.css"
"""The stylesheet of a configured brand colour."""


Files = Iterable[tuple[str, str]]
"""Paths in the site, and the texts of the files there."""


def add(site: Path, edition: Edition, last: LastBuild | None = None) -> None:
    """Add the static files, but those of the search, to a built site; see `write`.

    Raises KbError when the site holds the page of an article that its readers may not see.
    """
    _refuse_leaks(site, edition)
    write(site, static_files(edition), last)


def search(edition: Edition, last: LastBuild | None = None) -> Files:
    """Return the files of the search; none where the `last` build left them as they have to be."""
    if last is not None and last.keeps_group(
        f"{browser_search.FOLDER}/", browser_search.key(edition)
    ):
        return ()
    return browser_search.files(edition, last.beside("index") if last else None)


def write(site: Path, made: Files, last: LastBuild | None = None) -> None:
    """Write files of a site that the generator did not write, or the `last` build left there."""
    root = site.resolve()
    inside = functools.cache(lambda folder: folder.resolve().is_relative_to(root))
    for name, text in made:
        file = root / name
        if not inside(file.parent) or file.exists():
            continue
        if last is None or not (name in last.kept or last.keeps(name, digest([text]))):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))


def static_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield every static file but those of the search: its path in the site, its text."""
    yield from titles(edition)
    yield from permalinks(edition)
    yield from redirects(edition)
    yield from machine_files(edition)
    if edition.kb.config.site.color:
        yield BRAND, stylesheet(edition.kb.config.site.color)
    if script := feedback.searches(edition.kb.config.site):
        yield feedback.SEARCHES, script
    yield from widget.files(edition)
    yield "index.html", front(edition)


def titles(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield, by language, what the page for missing addresses looks its suggestions up in."""
    for lang in edition.languages:
        pairs = [[title(a), edition.kb.url(a)] for a in edition.by_language[lang]]
        yield titles_file(lang), json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))


def titles_file(lang: str) -> str:
    """Return the path of a language's titles."""
    return f"assets/kb/titles.{lang}.json"


def permalinks(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the page of every permanent link: it leads to the article in the reader's language."""
    for by_language in edition.kb.by_id.values():
        pages = [by_language[lang] for lang in edition.languages if lang in by_language]
        file = edition.permalink_file(pages[0]) if pages else None
        if file is not None:
            yield file, _redirect(edition, file, pages)


def redirects(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield a page for every address that an article had before."""
    directory_urls = edition.kb.facts.use_directory_urls
    for old, article in edition.kb.aliases.items():
        file = redirect_file(old, directory_urls=directory_urls)
        if file is not None and file != "index.html":
            yield file, _redirect(edition, file, [article])


def _redirect(edition: Edition, file: str, articles: Sequence[Article]) -> str:
    kb, here = edition.kb, page_url(file)
    return fragment(
        "redirect",
        articles[0].lang,
        pages=[
            {"href": href(kb.url(a), here), "lang": a.lang, "title": title(a)} for a in articles
        ],
        canonical=kb.url(articles[0], absolute=True) if kb.facts.site_url else "",
        base=base(here),
    )


def front(edition: Edition) -> str:
    """Return the page at "/", which sends readers to the home page of their language."""
    site = edition.kb.facts.site_url.rstrip("/")
    pages: list[Mapping[str, str]] = [
        {
            "href": edition.url(edition.opening(home)),
            "absolute": f"{site}/{edition.url(edition.opening(home))}" if site else "",
            "lang": lang,
            "name": language_name(lang),
            "title": home.title if home.landing else edition.name,
        }
        for lang, home in edition.shelves.items()
    ]
    if not pages:
        raise KbError(
            Text(
                "there is no article to publish: none has `status: published`, or this folder is "
                "not a knowledge base",
                "没有可以发布的文章：没有一篇的 status 是 published，或者这里不是知识库所在的目录",
            )
        )
    return fragment("root", pages[0]["lang"], pages=pages, site_name=edition.name)


def _refuse_leaks(site: Path, edition: Edition) -> None:
    """A second pair of eyes: whatever built the site, it may contain nothing hidden."""
    shown = {
        edition.file(path) for path in (*edition.kb.articles, *edition.trails, *edition.stand_ins)
    }
    for path in sorted(edition.hidden):
        file = edition.file(path)
        if file not in shown and (site / file).exists():
            message = Text(
                "'{path}' is not for the {audience} audience, yet the generator published it;"
                " list the plugin `kb` in mkdocs.yml, or move the article out of the docs folder",
                "“{path}”不面向 {audience} 读者，生成器却发布了它；"
                "请在 mkdocs.yml 中启用 `kb` 插件，或把文章移出 docs 目录",
            )
            raise KbError(message.format(path=path, audience=edition.audience))
