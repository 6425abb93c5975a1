"""Enough of the knowledge base to quote from: one article whole, of the others their places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kb_tools.article import Article
from kb_tools.config import Config, docs_root, site_facts
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import is_public
from kb_tools.search.index import Index


class Shelf:
    """What everyone may read of a knowledge base, without holding it all in memory."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._places = lru_cache(maxsize=1)(self._all_places)

    def article(self, index: Index, path: str) -> tuple[KnowledgeBase, Article] | None:
        """Return the article at `path`, and a knowledge base in which its links lead somewhere.

        None where it is not public or cannot be read.
        """
        places = self._places(index)
        text = self._text(path)
        if text is None or path not in places.articles:
            return None
        kb = places.with_texts({path: text})
        article = kb.articles[path]
        if not is_public(article, self._config.audience[0], self._config.audience):
            return None  # the index is seconds behind what was withdrawn
        return kb.with_texts(dict(self._linked(article, kb))), article

    def _all_places(self, index: Index) -> KnowledgeBase:
        """Return every public article by its path, without a word in it."""
        paths = (
            index.record(number).path
            for number in range(index.documents)
            if index.facet(number).audience == 0
        )
        facts = site_facts(self._config)
        return KnowledgeBase.from_texts(dict.fromkeys(paths, ""), self._config, facts=facts)

    def _linked(self, article: Article, kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
        """Yield the texts that an article links to: anchors lead to their headings."""
        for link in article.links:
            found = kb.resolve(link.target, article).article
            if found is not None and found.path != article.path:
                text = self._text(found.path)
                if text is not None:
                    yield found.path, text

    def _text(self, path: str) -> str | None:
        try:
            return (docs_root(self._config) / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
