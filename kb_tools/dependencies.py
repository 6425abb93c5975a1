"""What an article depends on, as its front matter says under `depends`.

depends:
  - app>=5.2                              # a product, whose releases are in [tool.kb.releases]
  - ui:strings/zh.json#login.submit       # a text of the user interface, by file and key
  - article:KB-0007
  - file:pricing.yml                      # relative to the project's root, like the ui file
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.regex import regex

_ENTRY = regex(
    r"(?P<kind>article|file|ui):(?P<name>[^#\s]+)(?:#(?P<key>\S+))?"
    r"|(?P<product>[^\s<>=:]+)\s*(?P<wanted>(?:>=|<=|==|>|<)\s*\d[\w.]*)"
)


class Dependency(NamedTuple):
    """One entry: what kind, its name (an id, a path, a product), its key or versions."""

    text: str
    kind: Literal["product", "ui", "article", "file", "unknown"]
    name: str = ""
    detail: str = ""


def dependencies(article: Article) -> Iterator[Dependency]:
    """Yield what an article depends on; an entry that means nothing has kind `unknown`."""
    given = article.meta.get("depends")
    for entry in given if isinstance(given, list) else [given] if given else []:
        text = str(entry).strip()
        match = _ENTRY.fullmatch(text)
        if match is None or (match["kind"] == "ui") != (match["key"] is not None):
            yield Dependency(text, "unknown")
        elif match["product"]:
            yield Dependency(text, "product", match["product"], match["wanted"].replace(" ", ""))
        else:
            kind: Literal["ui", "article", "file"] = match["kind"]  # type: ignore[assignment]
            yield Dependency(text, kind, match["name"], match["key"] or "")


def place(name: str, config: Config, docs: Path | None) -> str | None:
    """Return a file's path from the docs folder; None for one outside of the project."""
    inside = posixpath.normpath(name)
    if inside.startswith(("../", "/")) or inside == "..":
        return None
    folder = docs or config.root / "docs"
    return Path(os.path.relpath(config.root / inside, folder)).as_posix()


def labels(articles: Iterable[Article], config: Config, docs: Path) -> frozenset[str]:
    """Return the paths of the files that hold texts of a user interface that articles show."""
    named = (
        place(one.name, config, docs)
        for article in articles
        for one in dependencies(article)
        if one.kind == "ui"
    )
    return frozenset(path for path in named if path is not None)
