"""What pages hold between rendering and writing: all are rendered before the first is written."""

from __future__ import annotations

import zlib

from mkdocs.structure.pages import Page


class PackedContents:
    """The contents of pages, packed: all together they are large."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def take(self, page: Page, html: str) -> None:
        """Keep what a page shall show, and forget what it was made of."""
        packed = zlib.compress(html.encode("utf-8", "surrogatepass"), 1)
        self._packed[page.file.src_uri] = packed
        page.markdown = ""

    def give_back(self, page: Page) -> None:
        """Let a page have its content again, if it was taken."""
        if (packed := self._packed.pop(page.file.src_uri, None)) is not None:
            page.content = zlib.decompress(packed).decode("utf-8", "surrogatepass")
