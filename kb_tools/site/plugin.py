"""The MkDocs and ProperDocs plugin: hooks only; what they do stands in the modules beside it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kb_tools.language import normal

_HERE = Path(__file__).parent


class KbPlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """What a generator shows of a knowledge base."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the site's own and before the theme's."""
        if config.theme.name == "material":
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_HERE / "material"))
        return config

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002 - the hook's signature
    ) -> TemplateContext:
        """Let the theme speak the page's language."""
        lang = normal(page.file.src_uri.partition("/")[0])
        if lang in ("zh", "en"):
            config.theme["language"] = lang
        return context
