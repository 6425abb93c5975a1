"""What a model is given to read of an article: how it begins, and pieces of it by themselves.

A model makes one vector of a few hundred characters, and takes its time. So a long article is
also read in pieces: its title, customers' wordings, and how its first sections begin.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.search.index import Index

LIMIT = 500
"""Characters that are read of how an article begins, and of a wording."""
SECTIONS = 6
"""Sections of an article that are read by themselves."""
SECTION_LIMIT = 250
"""Characters that are read of a section, its article's title included."""
LEAST = 30
"""Characters that a section has at least, to be read by itself."""


def passages(index: Index, number: int) -> list[str]:
    """Return an article's passages, each once; the first one is how it begins."""
    texts = index.record(number).texts
    pieces = (
        beginning(index, number),
        *(text[:LIMIT] for text in texts),
        *_sections(index, number),
    )
    return [*dict.fromkeys(encodable(piece.strip()) for piece in pieces)]


def beginning(index: Index, number: int) -> str:
    """Return an article's title and wordings, and how its text begins."""
    text = "\n".join((*index.record(number).texts, *index.parts(number)))
    return encodable(text[:LIMIT])


def encodable(text: str) -> str:
    """Return a text that a tokenizer takes: broken mail has halves of characters in it."""
    return text.encode("utf-8", "replace").decode()


def _sections(index: Index, number: int) -> Iterator[str]:
    title = index.record(number).title[: SECTION_LIMIT // 3]
    said = [part for part in index.parts(number) if len(part.strip()) > LEAST]
    return (f"{title}\n{part}"[:SECTION_LIMIT] for part in said[:SECTIONS])
