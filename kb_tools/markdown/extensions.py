"""Which Markdown extensions the site uses; only here and in `parser` Python-Markdown is called.

The list is that of our mkdocs.yml and of the default site configuration. The scanner of
this package understands every one of them; add none here that it does not.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from pymdownx import slugs

from kb_tools.markdown import fences

if TYPE_CHECKING:
    from markdown import Markdown

EXTENSIONS: list[str] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
]
"""Names as in `markdown_extensions` of mkdocs.yml."""

EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "toc": {"slugify": slugs.slugify(case="lower"), "permalink": "#", "permalink_title": ""},
}
"""Options of the extensions, by name."""

_slugify = slugs.slugify(case="lower")


@functools.lru_cache(4096)
def slugify(text: str) -> str:
    """Return the anchor that the site makes from a heading's text, before it is made unique."""
    return str(_slugify(text, "-"))


def ascii_slugify(text: str) -> str:
    """Return the anchor that Python-Markdown makes by itself: Chinese characters are lost."""
    from markdown.extensions.toc import slugify

    return slugify(text, "-")


@functools.cache
def _renderer() -> Markdown:
    from markdown import Markdown  # heavy, and not needed for reading articles

    configs = EXTENSION_CONFIGS | {"toc": EXTENSION_CONFIGS["toc"] | {"permalink": False}}
    return Markdown(extensions=EXTENSIONS, extension_configs=configs)


def render(text: str) -> str:
    """Return the HTML of a Markdown body as the site shows it, without permalink marks."""
    return _renderer().reset().convert(fences.readable(text))
