"""All articles together: by path, by id, by language, and where a link leads."""

from __future__ import annotations

import dataclasses
import posixpath
import types
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kb_tools import term_base
from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus import addresses, editing, gathering, reading, resolution, succession
from kb_tools.corpus.cache.articles import Recall, remembered, uncached
from kb_tools.corpus.layout import Layout, detect
from kb_tools.corpus.listing import Listing, folders, is_article
from kb_tools.corpus.naming import Index, Name, Naming
from kb_tools.corpus.nearest import Names, spelled
from kb_tools.corpus.parsing import parsed
from kb_tools.corpus.pictures import Picture, measured
from kb_tools.corpus.reading import Progress
from kb_tools.corpus.relatives import relatives
from kb_tools.corpus.visibility import is_public, require_known
from kb_tools.dependencies import labels
from kb_tools.garbage import uncollected
from kb_tools.language import normal
from kb_tools.markdown.outline import ascii_anchors
from kb_tools.pattern import matches
from kb_tools.site_facts import SiteFacts
from kb_tools.term_base import Term
from kb_tools.text_file import TextFile


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Every article of a docs folder, parsed.

    `files` are the paths of everything below the docs folder, articles included.
    `contents` are tables of contents (TOC.md, SUMMARY.md): no articles, their links are
    navigation. `faults` are the files that could not be read as articles. `settings` is the
    site's own configuration file, by its path from the docs folder, if the project has one.
    """

    config: Config
    articles: Mapping[str, Article]
    files: frozenset[str] = frozenset()
    facts: SiteFacts = SiteFacts()
    contents: Mapping[str, Article] = dataclasses.field(default_factory=dict)
    faults: tuple[reading.Fault, ...] = ()
    settings: Mapping[str, TextFile] = dataclasses.field(default_factory=dict)
    pictures: Mapping[str, Picture] = dataclasses.field(default_factory=dict)
    root: Path | None = None
    """The docs folder, where there is one; None for a base that was made of texts."""
    ancestors: tuple[gathering.Ancestor, ...] = dataclasses.field(default=(), init=False)
    """The bases that this one was made of, the nearest first; what they know is used again."""
    heirlooms: dict[str, Any] = dataclasses.field(default_factory=dict, init=False)
    """What features hand down to the bases made of this one, by name; each of these things sees
    for itself what is different in the base that it is asked about."""
    archive: gathering.Archive = dataclasses.field(default_factory=dict, init=False)
    """What was gathered from this base when it was checked last, if it comes from a database."""

    @classmethod
    def load(
        cls, config: Config, progress: Progress | None = None, *, heads: bool = False
    ) -> KnowledgeBase:
        """Read the docs folder from the disk; with `heads` only the beginning of every article.

        A file that cannot be read becomes one of `faults`; raises ReadError only when there
        is no docs folder, or mkdocs.yml cannot be read.
        """
        listing = Listing.of(config)
        texts, faults = reading.texts(listing.root, listing.wanted)
        if heads:
            texts = {path: reading.head(text) for path, text in texts.items()}
        clashes = reading.case_clashes(listing.files)
        all_faults = (*faults, *clashes)
        with remembered(config.root, 0 if heads or not config.cached else len(texts)) as recall:
            kb = cls._of(texts, config, listing.files, listing.facts, all_faults, recall, progress)
        shown = labels(kb.articles.values(), config, listing.root)
        return dataclasses.replace(
            kb,
            settings=reading.settings(listing.root, config, shown),
            root=listing.root,
        )

    @classmethod
    def part(cls, listing: Listing, texts: Mapping[str, str], layout: Layout) -> KnowledgeBase:
        """Return a base of some articles only, each parsed as among all of them.

        For a caller who knows the others already: links to them lead nowhere here.
        """
        config = listing.config
        contents = {path for path in texts if matches(path, config.contents)}
        articles = {
            path: parsed(path, texts[path], layout, config) for path in texts.keys() - contents
        }
        return cls(config, articles, frozenset(listing.files), listing.facts)

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        config: Config | None = None,
        files: Iterable[str] = (),
        facts: SiteFacts | None = None,
        settings: Mapping[str, str] = {},
        pictures: Mapping[str, Picture] = {},
    ) -> KnowledgeBase:
        """Make a knowledge base of texts by path, without touching the disk.

        Without `config` and `facts` the defaults hold, and what a mkdocs.yml in `settings` says.
        """
        config = config or Config()
        wanted = {path: text for path, text in texts.items() if is_article(path, config)}
        kb = cls._of(wanted, config, [*texts, *files], facts or SiteFacts(), ())
        kb = dataclasses.replace(kb, pictures=pictures)
        return kb.with_texts(settings) if settings else kb

    @classmethod
    def _of(
        cls,
        texts: Mapping[str, str],
        config: Config,
        files: Iterable[str],
        facts: SiteFacts,
        faults: tuple[reading.Fault, ...],
        recall: Recall = uncached,
        progress: Progress | None = None,
    ) -> KnowledgeBase:
        paths = sorted(texts)
        contents = {path for path in paths if matches(path, config.contents)}
        layout = detect((path for path in paths if path not in contents), config)
        with uncollected():
            found = {
                p: parsed(p, texts[p], layout, config, recall)
                for p in reading.reporting(paths, progress)
            }
        return cls(
            config,
            types.MappingProxyType({p: a for p, a in found.items() if p not in contents}),
            frozenset(files),
            facts,
            types.MappingProxyType({p: a for p, a in found.items() if p in contents}),
            faults,
        )

    def told(self, known: Mapping[str, object], **fields: Any) -> KnowledgeBase:  # noqa: ANN401
        """Return the base with other fields, and with what it would otherwise have to compute.

        `known` are cached properties by name, `ancestors` and the `archive`.
        """
        base = dataclasses.replace(self, **fields)
        base.__dict__.update(known, heirlooms=self.heirlooms)
        return base

    def with_texts(self, texts: Mapping[str, str]) -> KnowledgeBase:
        """Return the base with new texts for some of its files; only these are read again."""
        return editing.with_texts(self, texts)

    def with_files(self, texts: Mapping[str, str], gone: Collection[str] = ()) -> KnowledgeBase:
        """Return the base with new texts for old or new files, and without those that are `gone`.

        Only what changed is parsed, unless the layout changes with the paths. A file that is no
        article by its name or the configuration is only known to be there.
        """
        return editing.with_files(self, texts, gone)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What things are called: the base's own term base, then the one that is shipped.

        Raises ConfigError for a term base that cannot be used.
        """
        return term_base.among(self.settings, posixpath.basename(self.config.terms))

    def picture(self, path: str) -> Picture | None:
        """Return what is known of an image file, by its path; read from the disk when asked."""
        if path in self.pictures or self.root is None:
            return self.pictures.get(path)
        return measured(self.root / path)

    def file(self, path: str) -> Article | TextFile:
        """Return what can be mended under a path: an article, or one of the settings."""
        return self.articles[path] if path in self.articles else self.settings[path]

    @cached_property
    def layout(self) -> Layout:
        """How this knowledge base writes an article's language."""
        return detect(self.articles, self.config)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The articles' languages: the configured ones first, else the commonest first."""
        counts = Counter(name.lang for name in self.naming.names.values())
        found = sorted(counts, key=lambda lang: (-counts[lang], lang))
        return tuple(dict.fromkeys((*map(normal, self.config.languages), *found)))

    @cached_property
    def naming(self) -> Naming:
        """By which names the articles are found."""
        layout = self.layout
        names = {path: Name.of(article, layout) for path, article in self.articles.items()}
        return Naming(lambda: names)

    @cached_property
    def langs(self) -> Mapping[str, str]:
        """The language of each article, by path."""
        return Index(self.naming.names, lambda name: name.lang)

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, Article]]:
        """Articles by id and language; a translation shares its id with the original."""
        article = self.articles.__getitem__
        return Index(self.naming.by_id, lambda paths: Index(paths, article))

    @cached_property
    def by_address(self) -> Mapping[str, Article]:
        """Articles by their place on the site: `zh/login` for zh/login.md."""
        return Index(self.naming.by_address(self.facts.placed), self.articles.__getitem__)

    @cached_property
    def aliases(self) -> Mapping[str, Article]:
        """Articles by the addresses that redirect to them: `zh/old-login`."""
        return Index(self.naming.aliases, self.articles.__getitem__)

    @cached_property
    def permalinks(self) -> Mapping[str, Article]:
        """Articles by the `permalink` that another generator puts them at."""
        return Index(self.naming.permalinks, self.articles.__getitem__)

    @cached_property
    def address_folders(self) -> frozenset[str]:
        """The parts of the website that contain articles."""
        places = (*self.naming.permalinks,) or (*self.by_address,)
        return frozenset(posixpath.dirname(place) for place in places)

    @cached_property
    def nav(self) -> frozenset[str]:
        """Paths of the articles in the navigation: mkdocs.yml's, else the tables of contents.

        Empty when there is neither: MkDocs then makes the navigation of all articles.
        """
        if self.facts.nav:
            return frozenset(self.facts.nav_paths) & self.articles.keys()
        return frozenset(
            path
            for page in self.contents.values()
            for link in page.links
            if (path := resolution.led(self, link.target, page)) is not None
        )

    def translations(self, article: Article) -> Mapping[str, Article]:
        """Return the article in every language that it exists in, its own included."""
        alone = article.path in self.articles and article.path not in relatives(self)
        if alone and self.articles[article.path] is article:
            return {article.lang: article}
        found = self.naming.versions(Name.of(article, self.layout))
        same = {lang: self.articles[path] for lang, path in found.items()}
        return {**same, article.lang: article}

    def resolve(self, target: str, source: Article) -> resolution.Resolution:
        """Return where the link `target`, written in `source`, leads."""
        if self.articles.get(source.path) is not source:
            return resolution.resolve(self, target, source)
        known = self._resolved.setdefault(source.path, {})
        found = known.get(target)
        if found is None or not self._has(found.article):
            found = resolution.resolve(self, target, source)
            if found.status != "missing" or not found.anchor:
                known[target] = found  # else a heading elsewhere may become what was meant
        return found

    def _has(self, article: Article | None) -> bool:
        """Tell whether an article is the one at its path now."""
        return article is None or self.articles.get(article.path) is article

    @cached_property
    def _resolved(self) -> succession.Resolved:
        """Where links lead, once worked out: the linter and the graph ask again and again."""
        return {}

    def url(self, article: Article, anchor: str = "", *, absolute: bool = False) -> str:
        """Return the article's address relative to the site's root, as MkDocs makes it.

        `absolute` puts the site's own address before it, where mkdocs.yml says it, and
        encodes the anchor, so that mail programs and chats keep the link whole.
        """
        own = self.page(article.path)
        anchor = self.site_anchors(article).get(anchor, anchor) if anchor else ""
        if absolute and self.facts.site_url:
            own = f"{self.facts.site_url.rstrip('/')}/{own}"
            anchor = quote(anchor)
        return f"{own}#{anchor}" if anchor else own

    def page(self, path: str) -> str:
        """Return the address of the page that MkDocs makes of a path, as `url` does."""
        placed = self.facts.placed(path)
        return addresses.url(placed, directory_urls=self.facts.use_directory_urls)

    def site_anchors(self, article: Article) -> Mapping[str, str]:
        """Return the site's anchors of an article's headings by ours, where the two differ.

        They do where mkdocs.yml sets no `slugify` that knows Chinese.
        """
        plain = self.facts.known and not self.facts.slugify_is_unicode
        return ascii_anchors(article.headings) if plain else {}

    def public(self, audience: str = "public") -> KnowledgeBase:
        """Return only what readers of `audience` see: published, for them or for more people.

        Raises KbError for an audience that the configuration does not have.
        """
        require_known(audience, self.config.audience)
        shown = {
            path: article
            for path, article in self.articles.items()
            if is_public(article, audience, self.config.audience)
        }
        hidden = self.articles.keys() - shown.keys()
        return dataclasses.replace(self, articles=shown, files=self.files - hidden)

    def has_folder(self, name: str, source: Article) -> bool:
        """Tell whether a folder of that name is at the root, or in the source's language."""
        return f"{name}/" in self.folders or (
            f"{self.layout.folder(source.path)}{name}/" in self.folders
        )

    def nearest(self, path: str, lang: str) -> str | None:
        """Return the article in `lang`, or with "" the other file, that `path` likely meant."""
        if lang not in self._likely:
            lang = next(iter(self.languages), "")
        names = self._likely.get(lang)
        return names.nearest(self.layout.place(path).key if lang else path) if names else None

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that contain files, with `/`."""
        return folders(self.files | self.articles.keys())

    @cached_property
    def _likely(self) -> Mapping[str, Names]:
        """What articles are called, by language, and with "" the other files."""
        return spelled(self.naming.names, self.files - self.articles.keys())
