"""Who renders a page: an earlier build, a process beside this one, or else the generator."""

from __future__ import annotations

import contextlib
import functools
import zlib
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any

from kb_tools.article import Article
from kb_tools.markdown import colouring
from kb_tools.markdown.parser import Parser
from kb_tools.site import render_cache
from kb_tools.site.render_cache import RenderCache
from kb_tools.site.render_workers import RenderWorkers, alone

_KEY = 64
"""Characters of a key."""


class Renderer:
    """Renders the pages of one build, of `articles`; `file` is where what it made is kept."""

    def __init__(
        self,
        file: Path,
        shared: str,
        plugin: object,
        config: Any,  # noqa: ANN401 - MkDocs' own
        files: Any,  # noqa: ANN401 - MkDocs' own
        articles: Iterable[Article] = (),
    ) -> None:
        self._kept, self._shared, self._parser = RenderCache(file), shared, Parser()
        colouring.remembered()
        self._workers: RenderWorkers | None = None
        if alone(config.plugins, plugin):
            job = functools.partial(_handed_over, file, shared, self._parser, config, files)
            languages = (code.language for article in articles for code in article.code)
            prepare = functools.partial(colouring.prepare, languages)
            self._workers = RenderWorkers(list(files.documentation_pages()), job, prepare)

    def take(self, page: Any) -> None:  # noqa: ANN401 - MkDocs' own
        """Take over a page: its own `render` runs only where nobody else has done the work."""
        page.render = functools.partial(self._render, page)

    def close(self) -> None:
        """Keep what was made, and end what runs beside."""
        if self._workers is not None:
            self._workers.close()
        self._kept.close()

    def _render(self, page: Any, config: Any, files: Any) -> None:  # noqa: ANN401 - MkDocs' own
        key = render_cache.key(page, self._shared)
        value = self._kept.get(key) or self._elsewhere(page.file.src_uri, key)
        if value is not None:
            render_cache.restore(page, value, files)
        elif made := render_cache.render(page, config, files, self._parser):
            self._kept.put(key, made)

    def _elsewhere(self, path: str, key: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what another process made of the page; None where it made nothing of this."""
        handed = self._workers.value(path) if self._workers is not None else b""
        if handed[:_KEY] != key.encode():
            return None
        with contextlib.suppress(zlib.error, ValueError):
            value = render_cache.unpacked(handed[_KEY:])
            self._kept.put(key, handed[_KEY:])
            return value
        return None


def _handed_over(
    place: Path,
    shared: str,
    parser: Parser,
    config: Any,  # noqa: ANN401 - MkDocs' own
    files: Any,  # noqa: ANN401 - MkDocs' own
    file: Any,  # noqa: ANN401 - MkDocs' own
) -> bytes:
    """Render the page of a file in a process of its own, as the generator would."""
    page = config._current_page = copy(file.page)  # what is made of it is gone with the copy
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown, page=page, config=config, files=files
    )
    key = render_cache.key(page, shared)
    if _known(place).has(key):
        return b""
    made = render_cache.render(page, config, files, parser)
    return key.encode() + made if made else b""


@functools.cache
def _known(place: Path) -> RenderCache:
    """Return what is kept, read by a connection of this process's own."""
    return RenderCache(place)
