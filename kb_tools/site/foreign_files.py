"""What other plugins make of the files of a site: pages from elsewhere, addresses of their own.

`mkdocs-monorepo-plugin` merges the docs folders of several projects, `mkdocs-gen-files` writes
pages, Material's blog puts a post where its date says, `mkdocs-static-i18n` puts the default
language at the site's root. What is found here is what the generator will build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import get_navigation

from kb_tools.site.edition import Edition


def added(files: Collection[Any], edition: Edition, docs: str) -> dict[str, str]:
    """Return what comes `from_elsewhere` than `docs`; none where the edition knows all of it."""
    found = from_elsewhere(files, edition.kb.root or Path(docs))
    return found if found.keys() - edition.kb.files - edition.hidden else {}


def from_elsewhere(files: Collection[Any], docs: Path) -> dict[str, str]:
    """Return, by path, the texts of the files from other folders that bring pages.

    The theme's folders bring none. Of a file that is no Markdown, or cannot be read, it is only
    known that it is there.
    """
    folders = {file.src_dir for file in files if file.is_documentation_page()} - {None}
    others = {folder for folder in folders if not _same(folder, docs)}
    strange = [file for file in files if file.src_dir in others]
    return {file.src_uri: _text(file) for file in strange if not (docs / file.src_uri).exists()}


def _same(folder: str, docs: Path) -> bool:
    return Path(folder).resolve() == docs.resolve()


def _text(file: Any) -> str:  # noqa: ANN401 - MkDocs' own
    if not file.is_documentation_page():
        return ""
    try:
        return str(file.content_string)
    except (OSError, UnicodeDecodeError):
        return ""


def moved(files: Iterable[Any], edition: Edition) -> Mapping[str, str]:
    """Return, by path, the paths by whose rule the files are where a plugin has put them."""
    articles = edition.kb.articles
    pages = (file for file in files if file.src_uri in articles)
    return {
        file.src_uri: f"{file.dest_uri.removesuffix('.html').removesuffix('/index')}.md"
        for file in pages
        if file.dest_uri != edition.file(file.src_uri)
    }


def made(config: Any, edition: Edition, path: str, text: str) -> Any:  # noqa: ANN401 - MkDocs' own
    """Return a page that is in no file, where the edition has its address."""
    level = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
    file = File.generated(config, path, content=text, inclusion=level)
    put(file, edition.file(path))
    return file


def put(file: Any, dest: str) -> None:  # noqa: ANN401 - MkDocs' own
    """Put a page where the edition has its address, whatever MkDocs would do."""
    if file.dest_uri != dest:
        file.dest_uri = dest
        for worked_out in ("url", "abs_dest_path"):
            file.__dict__.pop(worked_out, None)


ARRANGE = ("awesome-nav", "awesome-pages")
"""Plugins that arrange the navigation by files of their own, once it is made."""


def navigation(files: Any, config: Any) -> Any:  # noqa: ANN401 - MkDocs' own
    """Return the navigation as a `nav` of mkdocs.yml would say it; None where nobody says it.

    `mkdocs-literate-nav` has put it there already, two other plugins are asked here.
    """
    plugins = [plugin for name in ARRANGE if (plugin := config.plugins.get(name)) is not None]
    if not plugins:
        return config.nav
    found = get_navigation(files, config)
    for plugin in plugins:
        found = plugin.on_nav(found, config=config, files=files)
    return [*map(_item, found.items)]


def unneeded(plugins: Any) -> None:  # noqa: ANN401 - MkDocs' own
    """Keep `mkdocs-section-index` from missing the theme's navigation, which ours replaces."""
    plugin = plugins.get("section-index")
    if plugin is not None and plugin.on_post_build in plugins.events["post_build"]:
        plugins.events["post_build"].remove(plugin.on_post_build)


def _item(item: Any) -> Any:  # noqa: ANN401 - MkDocs' own
    if item.children is not None:
        return {item.title: [*map(_item, item.children)]}
    named = item.file.src_uri if item.is_page else item.url
    return {item.title: named} if item.title else named
