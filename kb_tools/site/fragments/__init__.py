"""Pieces of HTML, independent of any theme; every value is escaped."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from kb_tools.site.labels import label


@functools.cache
def _environment(overrides: str) -> jinja2.Environment:
    folders = [str(Path(overrides) / "kb")] if overrides else []
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, str(Path(__file__).parent)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def fragment(name: str, lang: str, overrides: str = "", **values: Any) -> str:  # noqa: ANN401
    """Return the piece `name` filled in; a site may replace it by `<overrides>/kb/<name>.html`."""
    speak = functools.partial(_label, lang)
    return _environment(overrides).get_template(f"{name}.html").render(label=speak, **values)


def lang_attribute(lang: str, around: str) -> Markup:
    """Return the attribute of an element in another language than what is `around` it, or ""."""
    return Markup(' lang="{}"').format(lang) if lang != around else Markup()


def in_language(html: str, lang: str, around: str) -> str:
    """Return HTML marked as being in another language than what is `around` it."""
    attribute = lang_attribute(lang, around)
    return f'<div class="kb-other-language"{attribute}>\n{html}\n</div>' if attribute else html


def _label(lang: str, name: str, other: str = "", **values: object) -> str:
    return label(name, other or lang, **values)
