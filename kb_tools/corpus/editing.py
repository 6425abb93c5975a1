"""A knowledge base after an edit: what changed is read again, what still holds is taken over."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from kb_tools import site_facts
from kb_tools.article import Article
from kb_tools.config import site_file
from kb_tools.corpus import gathering, reading, resolution, succession
from kb_tools.corpus.cache.lazy import overlaid
from kb_tools.corpus.layout import Layout, detect, is_markdown
from kb_tools.corpus.listing import is_article
from kb_tools.corpus.naming import Name
from kb_tools.corpus.parsing import parsed
from kb_tools.pattern import matches
from kb_tools.text_file import TextFile

if TYPE_CHECKING:
    from kb_tools.corpus.knowledge_base import KnowledgeBase


def with_texts(kb: KnowledgeBase, texts: Mapping[str, str]) -> KnowledgeBase:
    """Return the base with new texts for some of its files."""
    articles = {
        path: parsed(path, text, kb.layout, kb.config)
        for path, text in texts.items()
        if is_markdown(path)
    }
    changed = _with_articles(kb, articles) if articles else kb
    for path in texts.keys() - articles.keys():
        changed = _with_setting(changed, TextFile.of(path, texts[path]))
    return changed


def with_contents(kb: KnowledgeBase, texts: Mapping[str, str]) -> KnowledgeBase | None:
    """Return the base with new texts for tables of contents; None if these list other articles."""
    pages = {path: parsed(path, text, kb.layout, kb.config) for path, text in texts.items()}
    if any(_listed(kb, kb.contents[path]) != _listed(kb, page) for path, page in pages.items()):
        return None
    return kb.told(succession.inherited(kb, {}), contents=overlaid(kb.contents, pages))


def _listed(kb: KnowledgeBase, page: Article) -> set[str]:
    return {path for link in page.links if (path := resolution.led(kb, link.target, page))}


def _with_articles(kb: KnowledgeBase, changed: Mapping[str, Article]) -> KnowledgeBase:
    return kb.told(succession.inherited(kb, changed), articles=overlaid(kb.articles, changed))


def _with_setting(kb: KnowledgeBase, file: TextFile) -> KnowledgeBase:
    place = site_file(kb.config)
    own = posixpath.basename(file.path) == place.name
    facts = site_facts.read(place, file.text) if own else kb.facts
    return dataclasses.replace(kb, facts=facts, settings={**kb.settings, file.path: file})


def with_files(kb: KnowledgeBase, texts: Mapping[str, str], gone: Collection[str]) -> KnowledgeBase:
    """Return the base with new texts for old or new files, and without those that are `gone`."""
    pages = {path: text for path, text in texts.items() if is_article(path, kb.config)}
    if not gone and pages.keys() == texts.keys() and pages.keys() <= kb.articles.keys():
        return with_texts(kb, texts)
    changed = frozenset((*texts, *gone))
    files = (kb.files - changed) | texts.keys()
    faults = [f for f in kb.faults if f.path not in changed and f.reason != "case-clash"]
    faults += reading.case_clashes(sorted(files))
    return with_places(kb, pages, changed - pages.keys(), files, faults)


def with_places(
    kb: KnowledgeBase,
    pages: Mapping[str, str],
    gone: AbstractSet[str],
    files: frozenset[str],
    faults: Iterable[reading.Fault] = (),
    others: AbstractSet[str] = frozenset(),
) -> KnowledgeBase:
    """Return the base with new texts for old or new articles, and without those `gone`.

    Only these are read, but for others whose place says something else in another layout.
    `files` are all that there are then, `faults` those that are no articles, and `others`
    those besides that came or changed.
    """
    old = kb.articles.keys() | kb.contents.keys()
    contents = {path for path in old | pages.keys() if matches(path, kb.config.contents)}
    layout = detect(sorted((old - gone | pages.keys()) - contents), kb.config)
    moved = () if layout == kb.layout else old - gone - pages.keys()
    texts = {**pages, **_displaced(kb, layout, moved)}
    found = {path: parsed(path, text, layout, kb.config) for path, text in texts.items()}
    listed = {path: page for path, page in found.items() if path in contents}
    articles = {path: page for path, page in found.items() if path not in contents}
    away, left_out = gone & kb.articles.keys(), gone & kb.contents.keys()
    names = {path: Name.of(article, layout) for path, article in articles.items()}
    naming = kb.naming.changed({**dict.fromkeys(away), **names}) if away or names else kb.naming
    paths = {*articles, *gone, *others}
    return kb.told(
        {"layout": layout, "naming": naming, "ancestors": gathering.lineage(kb, paths)},
        articles=overlaid(kb.articles, articles, away),
        contents=overlaid(kb.contents, listed, left_out) if listed or left_out else kb.contents,
        files=files,
        faults=tuple(faults),
    )


def _displaced(kb: KnowledgeBase, layout: Layout, paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of the articles that have another place in another layout, by path."""
    place, was = layout.place, kb.layout.place
    other = [path for path in paths if place(path) != was(path)]
    return {path: (kb.articles.get(path) or kb.contents[path]).source for path in other}
