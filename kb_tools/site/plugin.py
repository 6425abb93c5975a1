# ruff: noqa: ARG002 - a hook is given more than it needs
"""The MkDocs and ProperDocs plugin: hooks only; what they do is in the modules beside it."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlsplit

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from kb_tools.config import Config
from kb_tools.corpus import reading
from kb_tools.errors import KbError
from kb_tools.markdown import readable
from kb_tools.site import (
    browser_search,
    dates,
    endless,
    foreign_files,
    last_build,
    leaks,
    missing_page,
    page_html,
    page_meta,
    page_reuse,
    page_view,
    render_cache,
    static_files,
    swap,
    theme,
    theme_faults,
)
from kb_tools.site.edition import Edition
from kb_tools.site.generator import SAID
from kb_tools.site.last_build import LastBuild
from kb_tools.site.moved_scripts import MovedScripts
from kb_tools.site.packed_contents import PackedContents
from kb_tools.site.published import Published, published
from kb_tools.site.renderer import Renderer
from kb_tools.site.steps import Progress, Steps

_LOG = logging.getLogger("mkdocs.plugins.kb")
"""What is said here is a warning of the generator: with `--strict` it stops the build."""


class Options(PluginConfig):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    audience = config_options.Type(str, default="public")
    """For whom the site is built."""


class KbPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """What a generator shows of a knowledge base.

    With Material, the site also gets our look: one branch of navigation a page, the theme's
    words in each page's language. `look` is False where the site has a look of its own.
    `selective` publishes only articles and what they show: a folder without mkdocs.yml may
    hold anything.
    """

    look = True
    selective = False
    settings: Config | None = None
    last: LastBuild | None = None
    """What is where the site will be; None where that does not matter."""
    progress: Progress | None = None
    _published: Published
    _detour: swap.Detour | None = None
    _renderer: Renderer | None = None
    _shared: str | None = None
    _reuse: page_reuse.PageReuse | None = None
    _apart = False
    """Nobody but us and the theme sees the pages of this build."""

    @property
    def edition(self) -> Edition:
        """The articles that the site shows."""
        return self._published.edition

    @event_priority(100)
    def _beside(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the old site, before any plugin looks where; `kb` does so itself.

        A preview has no old site: it is built into the folder of temporary files.
        """
        preview = Path(config.site_dir).parent == Path(tempfile.gettempdir())
        with self._mistakes():
            alone = self.settings is None and not preview
            self._detour = swap.Detour(config) if alone else None
        return config

    def _read(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the articles, and add what our look needs."""
        self.look = self.look and config.theme.name == "material"
        with self._mistakes():
            endless.refuse(Path(config.docs_dir))
            self._published = self._publish(config)
            theme.complete(config, self.edition.kb, look=self.look)
        for warning in self._published.warnings():
            _LOG.warning("%s", warning.en, extra={SAID: warning})
        self.built = SimpleNamespace()
        self._overrides = config.theme.custom_dir or ""
        self._default_language = config.theme.get("language", "en")
        if self._detour is not None:
            root = self.edition.kb.config.root
            self.last = last_build.last_build(self._detour.target, root)
        self._scripts = MovedScripts(self.last)
        config.nav = page_meta.pruned(config.nav, self.edition.hidden)
        return config

    on_config = CombinedEvent(_beside, _read)

    def _publish(self, config: MkDocsConfig, added: Mapping[str, str] = {}) -> Published:
        audience, given = self.config.audience, self.settings
        return published(config, audience, given, look=self.look, added=added)

    @event_priority(100)
    def _withdraw(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what readers may not see, before any plugin lists it."""
        browser_search.silence(config.plugins)
        if added := foreign_files.added([*files], self.edition, config.docs_dir):
            with self._mistakes():
                self._published = self._publish(config, added)
        self._published.withdraw(files, config, look=self.look, selective=self.selective)
        for file in files.documentation_pages():
            page_meta.land(file)
        return files

    @event_priority(-200)
    def _add(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages that nobody wrote, after plugins that want each page's own file."""
        self._withdraw(files, config=config)
        places = foreign_files.moved(files, self.edition)
        nav = foreign_files.navigation(files, config)
        self._published = self._published.rearranged(places, nav)
        if self.look:
            foreign_files.unneeded(config.plugins)
        for path, text in self._published.unwritten(look=self.look):
            files.append(foreign_files.made(config, self.edition, path, text))
        self._apart = self.look and self.last is not None and page_reuse.apart(config)
        self._contents = PackedContents()
        self._shared = render_cache.setting(config, (file.src_uri for file in files))
        pages = sum(file.is_documentation_page() for file in files)
        self._steps = Steps(pages, self.progress)
        return files

    on_files = CombinedEvent(_withdraw, _add)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Take over what an earlier build made of the same article, or other processes make."""
        if self._shared is not None:
            if self._renderer is None:
                place = render_cache.place(self.edition.kb.config.root, self.edition.audience)
                articles = self.edition.kb.articles.values()
                self._renderer = Renderer(place, self._shared, self, config, files, articles)
            self._renderer.take(page)
        return page

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Keep what it takes to build one page again."""
        self.built.files, self.built.env = files, env
        if self._apart and self.last is not None:
            self._reuse = page_reuse.page_reuse(self.last, config, env, self.built.nav)
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation too."""
        self.built.nav = nav
        return nav

    def revise(self, path: str) -> Sequence[str]:
        """Take in an article's new text; return the pages it makes, none for a whole build."""
        file = self.built.files.get_file_from_path(path)
        text = reading.text(Path(file.src_dir), path) if file and file.src_dir else None
        if not isinstance(text, str):
            return ()
        self._published, pages = self._published.revised(path, text)
        return pages

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give the text as it was read, without what is internal, or with that marked."""
        article = page_html.shown(self.edition, page.file.src_uri)
        if article is None:
            return None
        text = page_meta.source(article, self.edition)
        return article.text if text is None else text

    @event_priority(-50)
    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Make the front matter safe to print, and readable what is written for other generators.

        Late, for other plugins may understand that better.
        """
        article = page_html.shown(self.edition, page.file.src_uri)
        page.meta = page_meta.cleaned(page.meta, article)
        return readable(markdown, config.markdown_extensions, article.lang if article else "")

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Put an article's facts around it; fill the pages that lead to articles."""
        self._steps.next()
        html = page_html.filled(html, page, self.edition, self._overrides, look=self.look)
        if not self._apart:
            return html
        self._contents.take(page, html)
        return ""

    @event_priority(50)
    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """Let the theme speak the page's language and show the page's own branch."""
        path = page.file.src_uri
        self._contents.give_back(page)
        if self.look:
            page.previous_page = page.next_page = None
            config.theme["language"] = theme.language(self.edition.language_of(path))
            shown = page_view.show(context, config, self.edition, path)
            if (one := self.edition.stand_ins.get(path)) is not None and config.site_url:
                page.canonical_url = self.edition.kb.url(one.original, absolute=True)
            if self._reuse is not None and self._reuse.keeps(
                page, shown, page_html.head(self.edition, path, self._overrides)
            ):
                cast("dict[str, object]", context)[page_reuse.UNCHANGED] = True
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add what machines read, and our search behind the search box."""
        self._steps.next()
        if not self._scripts.known(page.file.dest_uri):
            output = self._scripts.without(output, page.file.dest_uri)
            output = page_html.finished(output, page, self.edition, self._overrides)
        if self._reuse is not None:  # nobody else wants them, and all together they are large
            page.content = None
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for missing addresses its content, and the sitemap its dates."""
        if template_name == dates.SITEMAP:
            dates.show(self.built.files, self.edition.dates)
        if self.look and template_name == "404.html":
            config.theme["language"] = self._default_language
            page_view.show(context, config, self.edition, "")
            missing_page.show(context, self.edition, self._overrides)
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Let another theme's page for missing addresses suggest articles too."""
        if template_name == dates.SITEMAP:
            dates.hide(self.built.files, get_build_date())
            return output_content
        output_content = self._scripts.without(output_content)
        output_content = theme_faults.mended(output_content, self.edition.language_of(""))
        if self.look or template_name != "404.html":
            return output_content
        base = urlsplit(config.site_url or "/").path
        return missing_page.added(output_content, self.edition, base, self._overrides)

    def _complete(self, *, config: MkDocsConfig) -> None:
        """Add the files that no generator makes."""
        with self._mistakes():
            site = Path(config.site_dir)
            static_files.add(site, self.edition, self.last)
            self._scripts.write(site)
            sought = leaks.withheld(self.edition)
            search = static_files.search(self.edition, self.last)
            if self.last is not None:  # all that follows needs the memory of the articles
                del self._published
            static_files.write(site, search, self.last)
            leaks.refuse(site, sought, self.last)
        self._forget()

    @event_priority(-100)
    def _settle(self, *, config: MkDocsConfig) -> None:
        """Put the new site in the old one's place, after the last plugin."""
        if self._detour is not None:
            with self._mistakes():
                self._detour.end(config, self.last)

    on_post_build = CombinedEvent(_complete, _settle)

    def on_build_error(self, *, error: Exception) -> None:
        """Keep what was rendered before the mistake."""
        self._forget()

    @contextlib.contextmanager
    def _mistakes(self) -> Iterator[None]:
        """Report a user's mistake as the generator reports its own, unless `kb` will do so."""
        try:
            yield
        except KbError as error:
            if self.settings is not None:
                raise
            raise PluginError(str(error)) from error

    def _forget(self) -> None:
        if self._renderer is not None:
            self._renderer.close()
        self._renderer = self._shared = None
