"""Pygments, asked once for what is the same in every block of code.

For each block it would look through all its languages, then through those that other packages
bring, and work out a stylesheet that the theme has already: a tenth of the time of rendering.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx import highlight

OFTEN = 20
"""Blocks of code in a language that make it worth its loading: a twentieth of a second."""


def remembered() -> None:
    """Let the colouring of code remember languages and styles from now on."""
    highlight.get_lexer_by_name = _lexer
    for formatter in (highlight.BlockHtmlFormatter, highlight.InlineHtmlFormatter):
        formatter._create_stylesheet = _styled


def prepare(languages: Iterable[str]) -> None:
    """Load the languages that are asked for often, before this process is copied.

    Each copy would load them for itself, again and again.
    """
    for alias, count in Counter(languages).items():
        if alias and count >= OFTEN:
            _language(alias)


def _lexer(alias: str, **options: object) -> Lexer:
    """Return a new lexer, as `get_lexer_by_name` does; raises ClassNotFound as that does."""
    found = _language(alias)
    if found is None:
        raise ClassNotFound(f"no lexer for alias {alias!r} found")
    return found(**options)


@lru_cache(maxsize=1024)
def _language(alias: str) -> Any:  # noqa: ANN401 - a class; the types of Pygments know none
    try:
        return type(get_lexer_by_name(alias))
    except ClassNotFound:
        return None


def _styled(formatter: HtmlFormatter[str]) -> None:
    """Give a formatter its stylesheet, which is never written to."""
    classes, styles = _stylesheet(formatter.style, formatter.classprefix)
    formatter.ttype2class, formatter.class2style = classes, styles


@cache
def _stylesheet(style: Any, prefix: str) -> tuple[Any, Any]:  # noqa: ANN401 - a class
    made: Any = HtmlFormatter(style=style, classprefix=prefix)
    return made.ttype2class, made.class2style
