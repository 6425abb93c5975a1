"""A knowledge base after an edit: what changed is read again, what still holds is taken over."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from kb_tools import site_facts
from kb_tools.article import Article
from kb_tools.config import site_file
from kb_tools.corpus import gathering, reading, succession
from kb_tools.corpus.cache.lazy import overlaid
from kb_tools.corpus.layout import detect, is_markdown
from kb_tools.corpus.listing import is_article
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
    base = dataclasses.replace(kb, contents=overlaid(kb.contents, pages))
    base.__dict__.update(succession.inherited(kb, {}, kb.articles))
    return base


def _listed(kb: KnowledgeBase, page: Article) -> set[str]:
    hits = (kb.resolve(link.target, page).article for link in page.links)
    return {article.path for article in hits if article is not None}


def _with_articles(kb: KnowledgeBase, changed: Mapping[str, Article]) -> KnowledgeBase:
    articles = overlaid(kb.articles, changed)
    base = dataclasses.replace(kb, articles=articles)
    base.__dict__.update(succession.inherited(kb, changed, articles))
    return base


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
    known, moved = _kept(kb, pages, changed)
    base = kb._of({**pages, **moved}, kb.config, files, kb.facts, tuple(faults), known)
    base = dataclasses.replace(base, settings=kb.settings, pictures=kb.pictures, root=kb.root)
    paths = (kb.articles.keys() | base.articles.keys()) - known.keys()
    base.__dict__["ancestors"] = gathering.lineage(kb, paths)
    return base


def _kept(
    kb: KnowledgeBase, pages: Iterable[str], changed: Collection[str]
) -> tuple[dict[str, Article], dict[str, str]]:
    """Return what stays as it is beside new pages, and the texts that the layout changes."""
    kept = {p: a for p, a in {**kb.articles, **kb.contents}.items() if p not in changed}
    paths = {p for p in (*kept, *pages) if not matches(p, kb.config.contents)}
    place, was = detect(sorted(paths), kb.config).place, kb.layout.place
    same = {path: article for path, article in kept.items() if place(path) == was(path)}
    return same, {p: a.source for p, a in kept.items() if p not in same}
