"""The site's settings where nobody wrote a mkdocs.yml; our own mkdocs.yml says the same."""

from __future__ import annotations

from typing import Any

from kb_tools.markdown import EXTENSION_CONFIGS, EXTENSIONS

FEATURES = (
    "content.code.copy",
    "content.tabs.link",
    "navigation.top",
    "search.highlight",
    "toc.follow",
)
"""Material's switches: none that loads anything, none that moves things about."""


def _scheme(name: str, media: str, icon: str, words: str) -> dict[str, Any]:
    toggle = {"icon": f"material/{icon}", "name": words}
    colours = {"primary": "custom", "accent": "custom", "toggle": toggle}
    return {"media": media} | ({"scheme": name} if name else {}) | colours


PALETTE = (
    _scheme("", "(prefers-color-scheme)", "brightness-auto", "自动 · Auto"),
    _scheme("default", "(prefers-color-scheme: light)", "brightness-7", "浅色 · Light"),
    _scheme("slate", "(prefers-color-scheme: dark)", "brightness-4", "深色 · Dark"),
)
"""Light and dark as the reader's system says, until the reader says otherwise."""

THEME: dict[str, Any] = {
    "name": "material",
    "font": False,
    "icon": {"logo": "material/lifebuoy"},
    "features": list(FEATURES),
    "palette": list(PALETTE),
}
"""Material without web fonts: nothing is asked of a third party."""

VALIDATION = {
    "omitted_files": "info",
    "links": dict.fromkeys(
        ("not_found", "anchors", "absolute_links", "unrecognized_links"), "info"
    ),
}
"""Broken links are `kb lint`'s business: they must not keep a site from being built."""


def settings(name: str, docs: str, language: str, repository: str) -> dict[str, Any]:
    """Return what mkdocs.yml would say for a folder of Markdown that has none."""
    return {
        "site_name": name,
        "docs_dir": docs,
        "repo_url": repository or None,
        "theme": THEME | {"language": language},
        "plugins": ["search"],
        "markdown_extensions": [
            {extension: EXTENSION_CONFIGS.get(extension, {})} for extension in EXTENSIONS
        ],
        "exclude_docs": "/site/\nnode_modules/\n",
        "validation": VALIDATION,
    }
