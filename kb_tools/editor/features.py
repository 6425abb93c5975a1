"""What the editor may ask, each answered by a function of what it sees."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path

from kb_tools.editor import actions, completion, hover, navigation, renaming, watched
from kb_tools.editor.server import Server, today
from kb_tools.editor.view import View
from kb_tools.errors import KbError
from kb_tools.moves.move import move_all

T = TypeVar("T")

_REFUSED = -32803
"""The protocol's code for a request that makes no sense here, with a reason for the user."""
_LOG = logging.getLogger(__name__)


def serve() -> None:
    """Talk to an editor over standard input and output until it says goodbye."""
    server = Server()
    for register in _ALL:
        register(server)
    with os.fdopen(os.dup(0), "rb") as heard, os.fdopen(os.dup(1), "wb") as said:
        sys.stdout = sys.stderr  # what prints by mistake must not get into the conversation
        server.start_io(heard, said)


def _documents(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.texts[document.uri] = document.text
        if file := to_fs_path(document.uri):
            server.read(Path(file))
        server.put(document.uri, document.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.put(params.text_document.uri, params.content_changes[-1].text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        if (place := server.place(params.text_document.uri)) is not None:
            server.rest(place[0], saved=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)


def _answer(server: Server, uri: str, answer: Callable[[View], T], nothing: T) -> T:
    """Answer from what is known of a document; a fault of ours is logged, not shown."""
    try:
        view = server.view(uri)
        return nothing if view is None else answer(view)
    except KbError as error:
        raise JsonRpcException(error.message.to(server.editor.lang), _REFUSED) from error
    except Exception:
        _LOG.exception("could not answer about %s", uri)
        return nothing


class _Placed(Protocol):
    """A request about a place in a document."""

    @property
    def text_document(self) -> lsp.TextDocumentIdentifier: ...
    @property
    def position(self) -> lsp.Position: ...


def _at(server: Server, asked: _Placed, answer: Callable[[View, int], T], nothing: T) -> T:
    """Answer about a place, which the answer is given as an offset."""
    return _answer(
        server,
        asked.text_document.uri,
        lambda view: answer(view, view.places.offset(asked.position)),
        nothing,
    )


def _following(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return _at(server, params, hover.hover, None)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> navigation.Places:
        nowhere: navigation.Places = list[lsp.Location]()
        return _at(server, params, navigation.definition, nowhere)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
        own = params.context.include_declaration
        return _at(server, params, partial(navigation.references, declaration=own), [])


def _overview(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return _answer(server, params.text_document.uri, navigation.outline, [])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def linked(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        return _answer(server, params.text_document.uri, navigation.document_links, [])

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def searched(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        return [
            symbol
            for desk in server.desks.values()
            for symbol in navigation.symbols(server.around(desk), params.query)
        ]


def _writing(server: Server) -> None:
    options = lsp.CompletionOptions(trigger_characters=completion.TRIGGERS)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
        nothing = lsp.CompletionList(is_incomplete=False, items=[])
        return _at(server, params, partial(completion.completions, today=today()), nothing)

    kinds = lsp.CodeActionOptions(code_action_kinds=actions.KINDS)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        only = [lsp.CodeActionKind(kind).value for kind in params.context.only or ()]
        return _answer(
            server,
            params.text_document.uri,
            lambda view: actions.actions(view, view.places.span(params.range), only),
            [],
        )

    @server.command(actions.SELECT)
    def select(uri: str, where: list[int]) -> None:
        range_ = lsp.Range(lsp.Position(*where[:2]), lsp.Position(*where[2:]))
        params = lsp.ShowDocumentParams(uri=uri, take_focus=True, selection=range_)
        server.window_show_document(params)


def _renaming(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepared(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        return _at(server, params, _placeholder, None)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        return _at(server, params, partial(renaming.rename, new=params.new_name), None)

    pages = lsp.FileOperationFilter(lsp.FileOperationPattern("**/*"), scheme="file")

    @server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, lsp.FileOperationRegistrationOptions([pages]))
    def moving(params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        return _moved(server, params.files)


def _placeholder(view: View, offset: int) -> lsp.PrepareRenamePlaceholder:
    named = renaming.prepare(view, offset)
    return lsp.PrepareRenamePlaceholder(view.places.range(named.span), named.name)


def _moved(server: Server, files: Sequence[lsp.FileRename]) -> lsp.WorkspaceEdit | None:
    """Return what else changes when the editor renames files, all in one base; None if nothing.

    What cannot be done without loss is reported, and left to the writer.
    """
    places = [(server.place(file.old_uri), to_fs_path(file.new_uri)) for file in files]
    desks = {id(place[0]): place[0] for place, _ in places if place is not None}
    if len(desks) != 1:
        return None
    (desk,) = desks.values()
    pairs = [
        (place[1], to)
        for place, new in places
        if place is not None and new and (to := desk.path(Path(new))) is not None
    ]
    try:
        around = server.around(desk)
        plan = move_all(around.kb, pairs)
        return renaming.moved(around, plan, done=_below([old for old, _ in pairs], plan.renames))
    except KbError as error:
        message = error.to(server.editor.lang)
        server.window_show_message(
            lsp.ShowMessageParams(type=lsp.MessageType.Warning, message=message)
        )
        return None


def _below(roots: Sequence[str], paths: Iterable[str]) -> list[str]:
    """Return the paths that are one of the files and folders, or lie in one."""
    return [path for path in paths if any(f"{path}/".startswith(f"{root}/") for root in roots)]


_ALL = (
    watched.register,
    watched.register_files,
    _documents,
    _following,
    _overview,
    _writing,
    _renaming,
)
