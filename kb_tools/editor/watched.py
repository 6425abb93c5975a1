"""What the editor says of itself and its folders, and what happens to files outside of it."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from kb_tools.editor.server import Server
from kb_tools.editor.view import Editor
from kb_tools.language import normal

SETTINGS = ("kb.toml", "pyproject.toml", "mkdocs.yml", "mkdocs.yaml", "properdocs.yml")
"""Files that say what a base is; when one changes, the base is read again."""
_PATTERNS = ("**/*.{md,markdown,mdown,mkdn,mkd}", *(f"**/{name}" for name in SETTINGS))
_FILES = "**/*.{png,jpg,jpeg,gif,svg,webp,pdf,zip}"
_SHOWN = ("open", "changed", "all")


def register(server: Server) -> None:
    """Make the server follow what the editor says of itself, its folders and its files."""

    @server.feature(lsp.INITIALIZE)
    def met(params: lsp.InitializeParams) -> None:
        given = params.initialization_options
        options: Mapping[str, object] = given if isinstance(given, dict) else {}
        server.editor = editor(params, options)
        if options.get("diagnostics") in _SHOWN:
            server.shown = options["diagnostics"]  # type: ignore[assignment]

    @server.feature(lsp.INITIALIZED)
    def ready(params: lsp.InitializedParams) -> None:  # noqa: ARG001 - there is nothing in it
        _watch_files(server)
        for folder in server.workspace.folders.values():
            _open(server, folder.uri)
        if not server.workspace.folders and server.workspace.root_uri:
            _open(server, server.workspace.root_uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            _close(server, folder.uri)
        for folder in params.event.added:
            _open(server, folder.uri)


def register_files(server: Server) -> None:
    """Make the server follow what happens to files outside of the editor, or in its tree."""

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        _take(server, [change.uri for change in params.changes])

    @server.feature(lsp.WORKSPACE_DID_RENAME_FILES, _every())
    def renamed(params: lsp.RenameFilesParams) -> None:
        _take(server, [uri for file in params.files for uri in (file.old_uri, file.new_uri)])

    @server.feature(lsp.WORKSPACE_DID_CREATE_FILES, _every())
    def created(params: lsp.CreateFilesParams) -> None:
        _take(server, [file.uri for file in params.files])

    @server.feature(lsp.WORKSPACE_DID_DELETE_FILES, _every())
    def deleted(params: lsp.DeleteFilesParams) -> None:
        _take(server, [file.uri for file in params.files])


def _every() -> lsp.FileOperationRegistrationOptions:
    pattern = lsp.FileOperationPattern("**/*")
    return lsp.FileOperationRegistrationOptions([lsp.FileOperationFilter(pattern, scheme="file")])


def editor(params: lsp.InitializeParams, options: Mapping[str, object]) -> Editor:
    """Return what an editor said of itself when it came."""
    can = params.capabilities
    encodings = [str(one) for one in (can.general and can.general.position_encodings) or ()]
    known = [one for one in encodings if one in ("utf-8", "utf-16", "utf-32")]
    edit = can.workspace and can.workspace.workspace_edit
    operations = (edit and edit.resource_operations) or ()
    jumps = can.text_document and can.text_document.definition
    shows = can.window and can.window.show_document
    return Editor(
        encoding=known[0] if known else "utf-16",
        lang=_lang(options.get("language") or params.locale),
        links=bool(jumps and jumps.link_support),
        moves_files=bool(
            edit and edit.document_changes and lsp.ResourceOperationKind.Rename in operations
        ),
        shows=bool(shows and shows.support),
    )


def _lang(given: object) -> str:
    """Return the language to speak: the editor's, else the system's."""
    known = (os.environ.get(name) for name in ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    said = given if isinstance(given, str) and given else next(filter(None, known), None)
    return "zh" if normal(said or locale.getlocale()[0] or "en").startswith("zh") else "en"


def _watch_files(server: Server) -> None:
    files = server.client_capabilities.workspace
    watching = files and files.did_change_watched_files
    if not (watching and watching.dynamic_registration):
        return
    patterns = [lsp.FileSystemWatcher(pattern) for pattern in (*_PATTERNS, _FILES)]
    server.client_register_capability(
        lsp.RegistrationParams(
            [
                lsp.Registration(
                    "kb-files",
                    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    lsp.DidChangeWatchedFilesRegistrationOptions(patterns),
                )
            ]
        )
    )


def _open(server: Server, uri: str) -> None:
    if (folder := to_fs_path(uri)) and Path(folder).is_dir():
        server.read(Path(folder))


def _close(server: Server, uri: str) -> None:
    folder = Path(to_fs_path(uri) or "")
    for desk in [desk for desk in server.desks.values() if desk.config.root.is_relative_to(folder)]:
        if not any(file.is_relative_to(desk.root) for file in _open_files(server, folder)):
            server.forget(desk)


def _open_files(server: Server, folder: Path) -> list[Path]:
    """Return the open documents that lie outside of a folder."""
    files = [Path(to_fs_path(uri) or "") for uri in server.texts]
    return [file for file in files if not file.is_relative_to(folder)]


def _take(server: Server, uris: Iterable[str]) -> None:
    """Look at files that came, changed or went; a setting makes its base be read again."""
    files = [Path(file) for uri in uris if (file := to_fs_path(uri))]
    settings = [file for file in files if file.name in SETTINGS]
    if settings:
        server.read_settings_again(settings)
    # A base that is being read may have looked at them already: it looks again when it is read.
    server.meanwhile = {*server.meanwhile, *files} if server.loading else set()
    for desk in list(server.desks.values()):
        if paths := desk.touched(files):
            server.changed(desk, paths)
