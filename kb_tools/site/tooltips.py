"""What a word means, where readers meet it first on a page: `<abbr title="…">`.

The words and their definitions are those of the knowledge base's own kb-terms.toml. Browsers
show the title to a mouse and read it out; at a tap it needs Material's `content.tooltips`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.term_base import Term

_TAG = re.compile(r"(<!--.*?-->|<[^<>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_CLOSED = frozenset(
    "a abbr button code dfn figcaption h1 h2 h3 h4 h5 h6 kbd label pre script select style summary"
    " svg textarea title".split()
)
"""Elements in which a word is a name, a link or no text."""


def explained(content: str, kb: KnowledgeBase, article: Article) -> str:
    """Return a page's HTML with the first mention of each defined term explained."""
    meanings = _meanings(kb.terms, article.lang)
    if not meanings or not any(word in content for word in meanings):
        return content
    return "".join(_pieces(content, meanings))


def _meanings(terms: tuple[Term, ...], lang: str) -> Mapping[str, str]:
    """Return the definitions in a language by word, for terms of the base's own."""
    return _of(tuple(term for term in terms if term.own), lang)


@lru_cache(maxsize=16)
def _of(terms: tuple[Term, ...], lang: str) -> Mapping[str, str]:
    return {
        html.escape(word, quote=False): term.definition[lang]
        for term in terms
        if lang in term.definition
        for word in term.words(lang)
    }


def _pieces(content: str, meanings: Mapping[str, str]) -> Iterator[str]:
    pattern, left, inside = _pattern(tuple(meanings)), dict(meanings), 0
    for piece in _TAG.split(content):
        name = _NAME.match(piece)
        if name is not None:
            inside += _step(piece, name[1].lower())
            yield piece
        elif inside > 0 or piece.startswith("<!--"):
            yield piece
        else:
            yield pattern.sub(lambda found: _abbreviation(found[0], left), piece)


def _step(tag: str, name: str) -> int:
    """Return how a tag changes the number of open elements in which nothing is explained."""
    if name not in _CLOSED or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1


def _abbreviation(word: str, left: dict[str, str]) -> str:
    """Explain a word once; all words of one meaning are done with it."""
    meaning = left.get(word)
    if meaning is None:
        return word
    for other in [key for key, known in left.items() if known == meaning]:
        del left[other]
    return f'<abbr title="{html.escape(meaning)}">{word}</abbr>'


@lru_cache(maxsize=16)
def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the words, the longest first; Latin ones as whole words."""
    return re.compile("|".join(map(_whole, sorted(words, key=lambda word: (-len(word), word)))))


def _whole(word: str) -> str:
    start = r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    end = r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return start + re.escape(word) + end
