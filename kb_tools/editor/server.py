"""The language server: which knowledge bases are open, and when what is checked and reported.

What was typed is checked a moment later and reported at once; after a pause so are the articles
that it concerns most likely, and in a lull all others. Nothing is written to any file: whatever
changes goes through the editor.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from kb_tools import __version__
from kb_tools.config import Config
from kb_tools.corpus import Fault, KnowledgeBase
from kb_tools.editor import diagnostics
from kb_tools.editor.background import aside, progress_of
from kb_tools.editor.desk import Desk, found, opened, review
from kb_tools.editor.past import remembered
from kb_tools.editor.view import Around, Editor, View
from kb_tools.errors import KbError
from kb_tools.history.git import Stamp

SOON = 0.05
"""Seconds from a keystroke until the article is checked: a burst of them is checked once."""
PAUSE = 0.3
"""Seconds without a keystroke after which the neighbours are checked."""
LULL = 2.0
"""Seconds after that until everything is, by the rules that are quick for one article."""
REST = 8.0
"""Seconds after that until the slow rules are run; saving a file runs them, too."""
GLANCE = 2.0
"""Seconds between two looks whether commits have come."""

Shown = Literal["open", "changed", "all"]


class Server(LanguageServer):
    """All knowledge bases of one editor."""

    def __init__(self) -> None:
        super().__init__("kb", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.editor = Editor()
        self.shown: Shown = "changed"
        self.desks: dict[Path, Desk] = {}
        self.loading: dict[Path, tuple[Config, asyncio.Task[None]]] = {}
        """What a base is being read by."""
        self.meanwhile: set[Path] = set()
        """Files that came, changed or went while one is being read."""
        self.texts: dict[str, str] = {}
        """The open documents by address, whether their base is read already or not."""
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        """What was published last, by address."""
        self._homes: dict[Path, Config | None] = {}
        self._wrong: set[str] = set()
        """Errors in configurations reported since one last changed."""
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._followers: dict[Path, asyncio.Task[None]] = {}
        self._reviews: dict[Path, asyncio.Task[None]] = {}
        self._settling: dict[Path, asyncio.Task[None]] = {}

    # Which base a document belongs to

    def home(self, file: Path) -> Config | None:
        """Return the configuration of the base that a file is in; reports when it is wrong.

        As long as it is, the one holds that the base was read by.
        """
        folder = file if file.is_dir() else file.parent
        if folder not in self._homes:
            try:
                self._homes[folder] = found(folder)
            except KbError as error:
                known = (desk.config for desk in self.desks.values())
                inside = (config for config in known if folder.is_relative_to(config.root))
                self._homes[folder] = next(inside, None)
                if str(error) not in self._wrong:
                    self._wrong.add(str(error))
                    self._refuse(error)
        return self._homes[folder]

    def place(self, uri: str) -> tuple[Desk, str] | None:
        """Return the base that a document is in, if it is read, and the document's path."""
        file = to_fs_path(uri)
        config = self.home(Path(file)) if file else None
        desk = self.desks.get(config.root) if config else None
        path = desk.path(Path(str(file))) if desk else None
        return None if desk is None or path is None else (desk, path)

    def around(self, desk: Desk) -> Around:
        """Return a base with all that was typed so far."""
        self.tell(desk, desk.catch_up())
        return Around(desk.session, self.editor, desk.uri)

    def view(self, uri: str) -> View | None:
        """Return what a request about a document sees, with all that was typed so far."""
        place = self.place(uri)
        if place is None:
            return None
        desk, path = place
        kb = self.around(desk).kb
        page = kb.articles.get(path) or kb.contents.get(path)
        return None if page is None else View(desk.session, self.editor, desk.uri, page)

    # Reading a base

    def read(self, file: Path) -> None:
        """Begin to read the base that a file or folder is in, unless it is read or being read."""
        config = self.home(file)
        if config is None or config.root in self.desks:
            return
        if config.root not in self.loading or self.loading[config.root][0] != config:
            self.read_again(config)

    def read_again(self, config: Config) -> None:
        """Begin to read a base, in the place of what is known of it."""
        if config.root in self.loading:
            self.loading[config.root][1].cancel()
        self.loading[config.root] = config, asyncio.create_task(self._read(config))

    async def _read(self, config: Config) -> None:
        try:
            with progress_of(self, self.editor, config.root.name) as progress:
                desk = await aside(lambda: opened(config, today(), progress))
        except Exception as error:
            if not isinstance(error, KbError | OSError):
                logging.getLogger(__name__).exception("could not read %s", config.root)
            self.loading.pop(config.root, None)
            self._refuse(error)
            return
        gc.freeze()  # thousands of articles that stay: looking through them takes .3 s each time
        self.desks[config.root] = desk
        self.loading.pop(config.root, None)
        for uri, text in self.texts.items():
            if (place := self.place(uri)) is not None and place[0] is desk:
                self.put(uri, text)
        desk.catch_up()
        self.changed(desk, desk.touched(self.meanwhile))
        self.tell(desk, desk.session.kb.articles if self.shown == "all" else desk.open)
        self._tell_unread(desk)
        self.rest(desk, first=True)
        self._followers[config.root] = asyncio.create_task(self._follow(desk))

    def _tell_unread(self, desk: Desk) -> None:
        for fault in desk.session.kb.faults:
            if fault.path not in desk.open:
                self._publish(desk.uri(fault.path), [diagnostics.unread(fault, self.editor)])

    def _refuse(self, error: Exception) -> None:
        """Tell why a base cannot be read, with file and line."""
        message = error.to(self.editor.lang) if isinstance(error, KbError) else str(error)
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))

    # Following what is typed

    def put(self, uri: str, text: str) -> None:
        """Take note of a document's text; it is checked a moment later."""
        self.texts[uri] = text
        if (place := self.place(uri)) is None:
            return
        desk, path = place
        desk.open[path] = text
        desk.uris[path] = uri
        desk.pending.add(path)
        if desk.root not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[desk.root] = loop.call_later(SOON, self._soon, desk)

    def close(self, uri: str) -> None:
        """Forget a document's text: from now on its file counts."""
        self.texts.pop(uri, None)
        if (place := self.place(uri)) is None:
            return
        desk, path = place
        desk.open.pop(path, None)
        desk.pending.discard(path)
        self.changed(desk, [path])
        if self.shown == "open":
            self._publish(uri, [])

    def changed(self, desk: Desk, paths: Iterable[str]) -> None:
        """Look at files that changed on the disk, unless the editor has them open."""
        texts: dict[str, str] = {}
        gone: list[str] = []
        for path in paths:
            text = desk.read(path)
            if isinstance(text, str):
                texts[path] = text
            else:
                gone.append(path)
                faults = [diagnostics.unread(text, self.editor)] if isinstance(text, Fault) else []
                self._publish(desk.uri(path), faults)
        self.tell(desk, {*texts, *desk.change(texts, gone)})
        self.rest(desk)

    def _soon(self, desk: Desk) -> None:
        self._timers.pop(desk.root, None)
        self.tell(desk, desk.catch_up())
        self.rest(desk)

    # Looking further when nobody types

    def rest(self, desk: Desk, *, first: bool = False, saved: bool = False) -> None:
        """Plan what is to be done as soon as nobody types for a while."""
        if (task := self._reviews.pop(desk.root, None)) is not None:
            task.cancel()
        self._reviews[desk.root] = asyncio.create_task(self._rest(desk, first, saved))

    async def _rest(self, desk: Desk, first: bool, saved: bool) -> None:
        if not first:
            await asyncio.sleep(PAUSE)
            if not await self._review(desk, desk.concerned, only=None):
                return
            desk.concerned = set()
            await asyncio.sleep(0 if saved else LULL)
            if not await self._review(desk, desk.session.kb.articles, only=None):
                return
            await asyncio.sleep(0 if saved else REST)
        await self._ask_git(desk)
        if desk.session.rules.slow:
            only = desk.open if first and self.shown != "all" else None
            await self._review(desk, desk.session.kb.articles, only=only, slow=True)

    async def _review(
        self,
        desk: Desk,
        paths: Collection[str],
        *,
        only: Collection[str] | None,
        slow: bool = False,
    ) -> bool:
        """Check articles in another thread and publish what changed, of `only` these if given.

        False if interrupted.
        """
        edits = desk.edits

        def is_over() -> bool:
            return desk.edits != edits or bool(desk.pending) or self._is_gone(desk)

        await self._settle(desk)
        if is_over():
            return False
        session, wanted = desk.session, [*paths]
        done = await aside(lambda: review(session, wanted, is_over, slow=slow))
        if done is None or is_over():
            return False
        changed = desk.take(done)
        self.tell(desk, changed if only is None else [path for path in changed if path in only])
        return True

    async def _settle(self, desk: Desk) -> None:
        """Work out in another thread what the articles say together, to the end and once at a time.

        Who is interrupted while waiting leaves the work to the next caller.
        """
        while (work := desk.settling()) is not None:
            if desk.root not in self._settling:
                self._settling[desk.root] = asyncio.create_task(self._settled(desk, work))
            await asyncio.shield(self._settling[desk.root])

    async def _settled(self, desk: Desk, work: Callable[[], KnowledgeBase]) -> None:
        try:
            desk.settle(await aside(work))
        finally:
            del self._settling[desk.root]

    async def _ask_git(self, desk: Desk) -> None:
        """Let the rules know what git says now, and tell of the articles that are gone."""
        session = desk.session
        paths = desk.remember(await aside(lambda: remembered(session)))
        for path in paths if self.shown != "open" and not self._is_gone(desk) else ():
            if path not in desk.session.kb.files:
                found = desk.remembered.lost.get(path, ())
                self._publish(desk.uri(path), diagnostics.lost(found, self.editor))

    async def _follow(self, desk: Desk) -> None:
        """Look again when commits have come: by a commit, a checkout or a pull."""
        seen: Stamp = ()
        while not self._is_gone(desk):
            await asyncio.sleep(GLANCE)
            now = desk.remembered.marks.stamp()
            if now not in (seen, desk.remembered.stamp):
                self.rest(desk, saved=True)
            seen = now

    def _is_gone(self, desk: Desk) -> bool:
        return self.desks.get(desk.config.root) is not desk

    # Telling the editor

    def tell(self, desk: Desk, paths: Iterable[str]) -> None:
        """Publish what is known about articles, as far as the editor wants to know it."""
        for path in paths:
            if self.shown == "open" and path not in desk.open:
                continue
            page = desk.session.kb.articles.get(path)
            found = desk.session.findings(path)
            shown = diagnostics.shown(found, page, self.editor) if page else []
            self._publish(desk.uri(path), shown)

    def _publish(self, uri: str, shown: list[lsp.Diagnostic]) -> None:
        if self.told.get(uri, []) != shown or uri in self.texts:
            self.told[uri] = shown
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))

    def forget(self, desk: Desk) -> None:
        """Let go of a base, and take back what was published about it."""
        self.desks.pop(desk.config.root, None)
        self._homes.clear()
        prefix = from_fs_path(str(desk.root)) or ""
        for uri in [uri for uri, shown in self.told.items() if shown and uri.startswith(prefix)]:
            self._publish(uri, [])

    def read_settings_again(self, files: Iterable[Path]) -> None:
        """Read the bases again whose configuration came, changed or went."""
        self._homes.clear()
        self._wrong.clear()
        folders = [file.parent for file in files]
        roots = {desk.config.root for desk in self.desks.values()}
        for root in roots:
            if any(folder == root or folder.is_relative_to(root) for folder in folders):
                config = self.home(root)
                if config is None:
                    self.forget(self.desks[root])
                elif config is not self.desks[root].config:
                    self.read_again(config)
        for uri in self.texts:
            if file := to_fs_path(uri):
                self.read(Path(file))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401
        """Log what went wrong inside, without putting a box before the writer."""
        if isinstance(error, JsonRpcException):
            return  # a refusal, which was answered
        logging.getLogger(__name__).error("%s: %s", source, error, exc_info=error)


def today() -> date:
    """Return the day, as the command line does."""
    return datetime.now(tz=UTC).date()
