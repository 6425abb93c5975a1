"""One edition of a knowledge base: what a build publishes, for whom, and in which order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import posixpath
import types
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from kb_tools.article import Article
from kb_tools.audience import internal_spans, without_internal
from kb_tools.corpus import KnowledgeBase, films
from kb_tools.corpus.layout import is_markdown
from kb_tools.corpus.visibility import is_public, require_known
from kb_tools.links.graph import LinkGraph
from kb_tools.markdown import parse
from kb_tools.markdown.outline import LANDINGS
from kb_tools.site.addresses import page_url, redirect_file
from kb_tools.site.chapters import chapters
from kb_tools.site.dates import dates
from kb_tools.site.facts import word
from kb_tools.site.severed import Severed, cut, without_hidden
from kb_tools.site.shelves import Shelf, arranged, shelve, trails, walk
from kb_tools.site.stand_ins import StandIn, stand_ins

LISTS = "all"
"""Name of the page, in each language's folder, that lists every article from A to Z."""

ASK = "ask"
"""Name of the page, in each language's folder, where readers describe their problem."""


@dataclass(frozen=True, eq=False)
class Edition:
    """What one build publishes. `kb` holds only what its readers may see, to the word.

    `hidden` are the paths of files that must not reach the site: articles for others, and the
    pictures that only those show. `cut` are the articles that lost an internal block or a link.
    `media` are the files, no articles, that the articles show or link to. `audience` is who
    reads it; the widest is the public.
    """

    kb: KnowledgeBase
    hidden: frozenset[str]
    cut: frozenset[str]
    media: frozenset[str]
    audience: str
    linked_shelves: bool = True
    """Every shelf has a page of its own, written or made; so have the lists and asking."""
    withheld: tuple[str, ...] = ()
    """The texts that must not reach the site: of hidden articles, and of internal blocks."""
    withheld_ids: frozenset[str] = frozenset()
    """The ids that no article has which may be seen."""
    withheld_titles: frozenset[str] = frozenset()
    """The titles of hidden articles that no article has which may be seen."""
    severed: tuple[Severed, ...] = ()
    """The links to hidden articles that were taken out."""
    whole: KnowledgeBase | None = None
    """The base with the hidden articles; None where there are none."""
    behind: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The sections that originals changed since, by the path of the translation."""
    nav: object = None
    """The site's own navigation, as mkdocs.yml gives it."""
    stand_ins: Mapping[str, StandIn] = dataclasses.field(default_factory=dict)
    """The articles shown in another language, by the path of the translation that there is not."""

    @cached_property
    def public(self) -> bool:
        """Whether this edition may be read by everyone."""
        return self.audience == self.kb.config.audience[0]

    @cached_property
    def dates(self) -> Mapping[str, dt.date]:
        """The day each article was last changed or reviewed, by path."""
        return dates(self.kb)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have articles, the default one first."""
        return tuple(lang for lang in self.kb.languages if lang in self.by_language)

    @cached_property
    def by_language(self) -> Mapping[str, list[Article]]:
        """The articles of each language, in the order of the site's navigation, then by path."""
        order = {path: place for place, path in enumerate(self.kb.facts.nav_paths)}
        found: dict[str, list[Article]] = {}
        for article in sorted(
            self.kb.articles.values(), key=lambda a: (order.get(a.path, len(order)), a.path)
        ):
            found.setdefault(article.lang, []).append(article)
        return found

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Each language's own folder, with its slash; "" where it has none to itself."""
        found = {
            lang: Counter(self.kb.layout.folder(article.path) for article in articles)
            for lang, articles in self.by_language.items()
        }
        return {lang: counts.most_common(1)[0][0] for lang, counts in found.items()}

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """The articles of each language, arranged by folder; the shelf's landing is the home."""
        landings = {path for path, article in self.kb.articles.items() if self._lands(article)}
        return {lang: self._arranged(lang, landings) for lang in self.languages}

    def _arranged(self, lang: str, landings: set[str]) -> Shelf:
        name = "index.md" if self._apart(lang) else f"index.{lang}.md"
        below = [a for a in self.by_language[lang] if a.path.startswith(self.folders[lang])]
        home = shelve(below, self.folders[lang], landings, name)
        if not self.nav:
            return arranged(home, self.links_of)
        return chapters(home, self.nav, {a.path: a for a in self.by_language[lang]}, landings)

    def links_of(self, article: Article) -> list[str]:
        """Return the docs paths that an article links to, in order."""
        found = (self.kb.resolve(link.target, article).path for link in article.links)
        return [path for path in found if path]

    def _lands(self, article: Article) -> bool:
        return posixpath.basename(self.kb.layout.place(article.path).key) in LANDINGS

    def _apart(self, lang: str) -> bool:
        """Whether the language shares its folder with no other."""
        return list(self.folders.values()).count(self.folders[lang]) == 1

    def opening(self, home: Shelf) -> str:
        """Return the docs path of the page that a language begins with: its home, if it has one."""
        if home.landing is not None or self.linked_shelves:
            return home.path
        return next(article.path for shelf in walk(home) for article in shelf.articles)

    @cached_property
    def trails(self) -> Mapping[str, tuple[Shelf, ...]]:
        """The shelves that lead to each page, the language's home first."""
        return {path: way for shelf in self.shelves.values() for path, way in trails(shelf)}

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Docs path of each language's list of all articles."""
        return {lang: self._made(LISTS, lang) for lang in self.languages}

    @cached_property
    def asks(self) -> Mapping[str, str]:
        """Docs path of each language's ask page, unless an article is there.

        None where no page is made that nobody wrote.
        """
        if not self.linked_shelves:
            return {}
        pages = {lang: self._made(ASK, lang) for lang in self.languages}
        return {lang: path for lang, path in pages.items() if path not in self.kb.articles}

    def _made(self, name: str, lang: str) -> str:
        return f"{self.folders[lang]}{name}{'' if self._apart(lang) else '.' + lang}.md"

    @cached_property
    def linked_from(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles in whose text each path is linked; pages that only list do not count."""
        lists = {shelf.path for home in self.shelves.values() for shelf in walk(home)}
        return {
            path: tuple(self.kb.articles[source] for source in sources)
            for path, edges in LinkGraph.of(self.kb).incoming.items()
            if (sources := sorted({e.source for e in edges if e.kind == "text"} - lists))
        }

    def revised(self, path: str, text: str) -> Edition | None:
        """Return this edition with one article's new text, for a preview while it is written.

        Where it is and what links to it stay as they were. None when that would show too
        much or too little: for an article that is not in this edition, or would leave it.
        """
        if path not in self.kb.articles:
            return None
        kb = self.kb.with_texts({path: text})
        if self.public and path not in kb.public().articles:
            return None
        article = _cut(kb.articles[path], kb) if self.public else kb.articles[path]
        article = cut(article, kb, self.whole) if self.whole else article
        whole = article is kb.articles[path]
        changed = self.cut - {path} if whole else self.cut | {path}
        articles = types.MappingProxyType({**kb.articles, path: article})
        shown = dataclasses.replace(kb, articles=articles)
        standing = path in {one.original.path for one in self.stand_ins.values()}
        others = stand_ins(shown) if standing else self.stand_ins
        revised = dataclasses.replace(self, kb=shown, cut=changed, stand_ins=others)
        for kept in ("by_language", "folders", "shelves", "trails", "lists", "linked_from"):
            if kept in self.__dict__:
                revised.__dict__[kept] = self.__dict__[kept]
        return revised

    @property
    def name(self) -> str:
        """The site's name."""
        return self.kb.config.site.name or self.kb.facts.site_name or self.kb.config.root.name

    def url(self, path: str) -> str:
        """Return the address of a page by its docs path, relative to the site's root."""
        if (known := self._urls.get(path)) is None:
            known = self.kb.page(path)
            self._urls[path] = known
        return known

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def file(self, path: str) -> str:
        """Return the file that the generator makes from a docs path, relative to the site."""
        if not is_markdown(path):
            return path
        url = unquote(self.url(path))
        return f"{url}index.html" if url.endswith("/") or not url else url

    def permalink_file(self, article: Article) -> str | None:
        """Return the file of an article's permanent link; None for one without an id of its own."""
        if not word(article.meta.get("id")):
            return None
        return redirect_file(f"{self.kb.config.site.permalinks}/{article.id}")

    def permalink(self, article: Article) -> str:
        """Return the address of an article's permanent link, or ""."""
        file = self.permalink_file(article)
        if file is None:
            return ""
        return page_url(file) if self.kb.facts.use_directory_urls else file

    def language_of(self, path: str) -> str:
        """Return the language of a page, made or written."""
        if (one := self.kb.articles.get(path) or self.stand_ins.get(path)) is not None:
            return one.lang
        trail = self.trails.get(path)
        for lang, shelf in self.shelves.items():
            if (trail and trail[0] is shelf) or path in (self.lists[lang], self.asks.get(lang)):
                return lang
        return next(iter(self.languages), "en")


def edition(everything: KnowledgeBase, audience: str = "public") -> Edition:
    """Return the edition of a knowledge base for `audience`.

    The public one leaves out every unpublished article and every internal block. One for
    colleagues keeps drafts and archived articles too, to be shown as what they are. Raises
    KbError for an audience that is not configured: a misspelt one must not show everything.
    """
    audiences = everything.config.audience
    require_known(audience, audiences)
    if audience == audiences[0]:
        shown = {path: _cut(a, everything) for path, a in everything.public().articles.items()}
    else:
        shown = {p: a for p, a in everything.articles.items() if _reads(a, audience, audiences)}
    unreadable = {fault.path for fault in everything.faults if fault.reason != "case-clash"}
    hidden = (everything.articles.keys() | unreadable) - shown.keys()
    kb = dataclasses.replace(
        everything, articles=types.MappingProxyType(shown), files=everything.files - hidden
    )
    parted = [*without_hidden(kb, everything)] if hidden else []
    shown |= {article.path: article for article, _ in parted}
    kb = dataclasses.replace(kb, articles=types.MappingProxyType(shown)) if parted else kb
    media = _media(kb, shown)
    private = _media(everything, hidden) - media
    kb = dataclasses.replace(kb, files=kb.files - private)
    changed = {path for path, article in shown.items() if article is not everything.articles[path]}
    away = [everything.articles[path] for path in sorted(hidden & everything.articles.keys())]
    ids = {word(article.meta.get("id")) for article in away} - {a.id for a in shown.values()}
    return Edition(
        kb,
        frozenset(hidden | private),
        frozenset(changed),
        frozenset(media),
        audience,
        withheld=(
            *(a.text for a in away),
            *_internal(everything.articles[path] for path in sorted(changed)),
        ),
        withheld_ids=frozenset(ids - {""}),
        withheld_titles=frozenset({a.title for a in away} - {a.title for a in shown.values()}),
        severed=tuple(chain.from_iterable(links for _, links in parted)),
        whole=everything if hidden else None,
    )


def _internal(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        for span in internal_spans(article):
            yield span.of(article.text)


def _reads(article: Article, audience: str, audiences: tuple[str, ...]) -> bool:
    published = {**article.meta, "status": "published"}
    return is_public(dataclasses.replace(article, meta=published), audience, audiences)


def _cut(article: Article, kb: KnowledgeBase) -> Article:
    text = without_internal(article)
    if text is article.text:
        return article
    cut = parse(text, article.path, lang=article.lang, keys=kb.config.keys)
    return dataclasses.replace(cut, id=article.id, lang=article.lang)


def _media(kb: KnowledgeBase, paths: Iterable[str]) -> set[str]:
    """Return the files, no articles, that the articles at `paths` show or link to."""
    return {
        path
        for article in kb.articles.keys() & set(paths)
        for path in _files_of(kb, kb.articles[article])
    }


def _files_of(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    for link in article.links:
        path = kb.resolve(link.target, article).path
        if path is not None and path in kb.files and path not in kb.articles:
            yield path
            if films.is_film(path):
                yield from films.companions(path, article.lang, kb.languages, kb.files)
