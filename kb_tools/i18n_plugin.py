"""Where mkdocs-static-i18n, the usual plugin for articles in several languages, puts them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translations:
    """The plugin's settings: the language at the site's root, the others, and the layout.

    Every other language has a folder of its own on the site. `folders` is True when it has one
    among the articles as well, False when their file names end with the language.
    """

    root: str
    others: frozenset[str]
    folders: bool = False

    def placed(self, path: str) -> str:
        """Return the path that a file would have, were it put where the plugin puts it by MkDocs.

        >>> names = Translations("zh", frozenset(("en",)))
        >>> names.placed("faq/login.en.md"), names.placed("login.zh.md"), names.placed("v1.2.md")
        ('en/faq/login.md', 'login.md', 'v1.2.md')
        >>> Translations("zh", frozenset(("en",)), folders=True).placed("zh/faq/login.md")
        'faq/login.md'
        """
        if self.folders:
            return path.removeprefix(f"{self.root}/")
        folder, name = posixpath.split(path)
        stem, suffix = posixpath.splitext(name)
        bare, _, language = stem.rpartition(".")
        if not bare or language not in {self.root, *self.others}:
            return path
        above = (language,) if language in self.others else ()
        return posixpath.join(*above, folder, bare + suffix)


def translations(options: object) -> Translations | None:
    """Return what the plugin's options say; None where they name no languages."""
    if not isinstance(options, Mapping):
        return None
    named = [*_locales(options.get("languages"))]
    root = next((locale for locale, first in named if first), "")
    others = frozenset(locale for locale, _ in named) - {root}
    return Translations(root, others, options.get("docs_structure") == "folder") if root else None


def _locales(languages: object) -> Iterator[tuple[str, bool]]:
    """Yield each language, and whether it is the one at the site's root."""
    for one in languages if isinstance(languages, list) else ():
        if isinstance(one, Mapping) and isinstance(locale := one.get("locale"), str):
            yield locale, one.get("default") is True
