"""Where an article's links lead."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.corpus.gathering import once

Led = Sequence[tuple[Link, Resolution]]


def targets(article: Article, kb: KnowledgeBase) -> Led:
    """Return an article's links, each with where it leads: nine rules ask for them."""
    known = _known(kb)
    if article.path not in known or kb.articles[article.path] is not article:
        known[article.path] = [(link, kb.resolve(link.target, article)) for link in article.links]
    return known[article.path]


@once
def _known(_kb: KnowledgeBase) -> dict[str, Led]:
    """Return what `targets` has said, by path."""
    return {}


def is_beyond(target: str, article: Article, kb: KnowledgeBase) -> bool:
    """Say whether a missing target may well be there, where the knowledge base does not reach.

    Without a mkdocs.yml the site is not known: `/images/a.png` can lie in a folder of static
    files, and `../../notes.md` beside the folder of the articles.
    """
    path = unquote(target.partition("#")[0].partition("?")[0])
    if kb.facts.known:
        return False
    if not path.startswith("/"):
        folder = posixpath.dirname(article.path)
        return posixpath.normpath(posixpath.join(folder, path)).startswith("../")
    top, slash, _ = path.lstrip("/").partition("/")
    return not path.endswith((".md", "/")) and (not slash or not kb.has_folder(top, article))
