"""What one request of an editor sees: the base as it is now, a page of it, the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lsprotocol import types as lsp

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.editor.places import Places
from kb_tools.editor.texts import Text as Page
from kb_tools.editor.texts import places
from kb_tools.language import Text
from kb_tools.lint.session import Session


@dataclass(frozen=True, slots=True)
class Editor:
    """What an editor said of itself: how it counts, its reader's language, what it can do."""

    encoding: str = "utf-16"
    lang: str = "en"
    links: bool = False
    """It shows where a jump starts."""
    moves_files: bool = False
    """It renames files as a part of an edit."""
    shows: bool = False
    """It opens a document at a place when asked."""

    def say(self, text: Text) -> str:
        """Return a sentence in the reader's language."""
        return text.to(self.lang)


@dataclass(frozen=True, slots=True)
class Around:
    """A knowledge base with its findings, as an editor sees it.

    `uri` gives the address of a file by its path below the docs folder, as the editor knows it.
    """

    session: Session
    editor: Editor
    uri: Callable[[str], str]

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base, with all that is typed so far."""
        return self.session.kb

    def places_in(self, page: Page) -> Places:
        """Return how the editor counts in a file."""
        return places(page, self.editor.encoding)

    def say(self, en: str, zh: str) -> str:
        """Return a sentence in the reader's language."""
        return self.editor.say(Text(en, zh))

    def file(self, path: str) -> Page | None:
        """Return a text of the base by path: an article, a table of contents, a setting."""
        for known in (self.kb.articles, self.kb.contents, self.kb.settings):
            if path in known:
                return known[path]
        return None

    def location(self, path: str, span: Span) -> lsp.Location:
        """Return a place in a file of the base; one that is no text has only a beginning."""
        page = self.file(path)
        start = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        return lsp.Location(
            self.uri(path), start if page is None else self.places_in(page).range(span)
        )


@dataclass(frozen=True, slots=True)
class View(Around):
    """The same, and the page that a request is about."""

    page: Article

    @property
    def places(self) -> Places:
        """How the editor counts in the page."""
        return self.places_in(self.page)


def top(article: Article) -> Span:
    """Return where an article begins for a reader: at its first heading, or its title."""
    if article.headings:
        return article.headings[0].text_span
    return article.meta_spans.get("title", Span(0, 0))
