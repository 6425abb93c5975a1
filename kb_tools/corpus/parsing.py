"""A text at its place in a knowledge base to its article: the place determines language and id."""

from __future__ import annotations

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus.cache.articles import Recall, uncached
from kb_tools.corpus.layout import Layout, Place
from kb_tools.language import guess, normal
from kb_tools.markdown import parse


def parsed(
    path: str, text: str, layout: Layout, config: Config, recall: Recall = uncached
) -> Article:
    """Return the article of a text, or the one that `recall` has of it."""
    given = circumstances(path, layout, config)
    return recall(given, text, lambda: _made(path, text, layout.place(path), config))


def circumstances(path: str, layout: Layout, config: Config) -> tuple[object, ...]:
    """Return all besides the text that decides what the article is."""
    return (path, *layout.place(path), sorted(config.keys.items()), config.languages)


def _made(path: str, text: str, place: Place, config: Config) -> Article:
    lang, key = place
    article = parse(text, path, lang=lang, keys=config.keys)
    lang = lang or _language(article, config)
    given = article.meta.get("id")
    name = key if given in (None, "") else str(given)
    if (lang, name) == (article.lang, article.id):
        return article
    return article.called(lang, name)


def _language(article: Article, config: Config) -> str:
    given = article.meta.get("lang")
    return (
        normal(given)
        if isinstance(given, str) and given
        else guess(article.prose, config.languages)
    )
