"""Which translations are behind their originals, as git remembers these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kb_tools.article import Article
from kb_tools.audience import without_internal
from kb_tools.config import docs_root
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.originals import original, revision
from kb_tools.history.git import repository
from kb_tools.history.reading import versions
from kb_tools.markdown import parse
from kb_tools.meaning import changed

NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def behind(kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Return, by path, the titles of the sections that the original of a translation changed.

    `kb` is what the readers may see; what they may not see changes nothing, and no title of it
    is reported. Nothing without git, without history, or without a `source_rev` in any article.
    """
    translated = list(_translated(kb))
    if not translated or (found := repository(docs_root(kb.config))) is None:
        return NONE
    wanted = [(rev, source.path, ()) for _, source, rev in translated]
    texts = versions(found, wanted)
    outdated: dict[str, tuple[str, ...]] = {}
    for article, source, rev in translated:
        text = texts.get((rev, source.path))
        if text is not None and (titles := _changed(text, source, kb)):
            outdated[article.path] = titles
    return outdated


def _changed(text: str, source: Article, kb: KnowledgeBase) -> tuple[str, ...]:
    keys = kb.config.keys
    seen = without_internal(parse(text, source.path, keys=keys))
    titles = changed(parse(seen, source.path, keys=keys), source)
    known = {source.title, *(heading.text for heading in source.headings)}
    return tuple(title for title in titles if title in known) or (source.title,) * bool(titles)


def _translated(kb: KnowledgeBase) -> Iterator[tuple[Article, Article, str]]:
    for article in kb.articles.values():
        if (source := original(article, kb)) is not None:
            yield article, source, revision(article)
