"""Renaming: a heading with every link to it, an article with its links and its old address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lsprotocol import types as lsp

from kb_tools.article import Article, Heading, Link, Span
from kb_tools.corpus.layout import is_markdown
from kb_tools.diagnostic import Edit
from kb_tools.editor.spot import Spot, at
from kb_tools.editor.texts import difference, text_edits
from kb_tools.editor.view import Around, View
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.moves import nav
from kb_tools.moves.move import move
from kb_tools.moves.plan import Plan, edited

NOTHING = Text(
    "put the cursor on a heading, on a link to an article, or on the title in the front matter",
    "请把光标放在标题、指向文章的链接，或 front matter 的 title 上",
)
ONE_LINE = Text("a heading is one line of text", "标题应是一行文字")
NO_MOVES = Text(
    "this editor cannot rename files; use 'kb mv {old} {new}'",
    "此编辑器不能重命名文件；请运行 kb mv {old} {new}",
)


class Named(NamedTuple):
    """What can be renamed: where its name is under the cursor, and what it is now."""

    span: Span
    name: str
    article: Article
    heading: Heading | None


def prepare(view: View, offset: int) -> Named:
    """Return what would be renamed at an offset; raises KbError where nothing can be."""
    spot = at(view.kb, view.page, offset)
    if spot is None or spot.article is None:
        raise KbError(NOTHING)
    if spot.heading is not None and _means_heading(view, spot, offset):
        here = spot.article is view.page and spot.kind == "heading"
        span = spot.heading.text_span if here else spot.span
        name = spot.heading.text_span.of(spot.article.text)
        return Named(span, name, spot.article, spot.heading)
    if spot.kind not in ("link", "related", "title", "alias"):
        raise KbError(NOTHING)
    return Named(spot.span, spot.article.path, spot.article, None)


def _means_heading(view: View, spot: Spot, offset: int) -> bool:
    """Tell whether the cursor is on a heading, or on the anchor of a link."""
    if spot.kind == "heading":
        return True
    return "#" in view.page.text[spot.span.start : offset + 1]


def rename(view: View, offset: int, new: str) -> lsp.WorkspaceEdit:
    """Return the edit that gives what is at an offset a new name.

    Raises KbError for a name that would break something.
    """
    named = prepare(view, offset)
    if named.heading is not None:
        return _as_edit(view, heading_renamed(view, named.article, named.heading, new), {})
    target = _path(new, named.article.path)
    if not view.editor.moves_files:
        raise KbError(NO_MOVES.format(old=named.article.path, new=target))
    return moved(view, move(view.kb, named.article.path, target))


def _path(new: str, old: str) -> str:
    """Return the path that a writer means: a bare name stays in the folder, `.md` may lack."""
    path = new.strip().replace("\\", "/").removeprefix("/")
    if "/" not in path:
        path = posixpath.join(posixpath.dirname(old), path)
    return path if is_markdown(path) else f"{path}.md"


def moved(view: Around, plan: Plan, done: Iterable[str] = ()) -> lsp.WorkspaceEdit:
    """Return a plan as an edit; the files `done` are renamed by the editor itself."""
    renames = {old: new for old, new in plan.renames.items() if old not in set(done)}
    return _as_edit(view, plan.texts, renames, plan)


def _as_edit(
    view: Around, texts: Mapping[str, str], renames: Mapping[str, str], plan: Plan | None = None
) -> lsp.WorkspaceEdit:
    changes: dict[str, list[lsp.TextEdit]] = {}
    for path, new in sorted((*texts.items(), *_navigation(view, plan))):
        page = view.file(path)
        if page is not None and new != page.text:
            edits = difference(path, page.text, new)
            changes[view.uri(path)] = text_edits(page, edits, view.editor.encoding)
    if not view.editor.moves_files:
        return lsp.WorkspaceEdit(changes=changes)
    steps: list[lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile] = [
        lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri=uri), edits=[*edits])
        for uri, edits in changes.items()
    ]
    steps += [lsp.RenameFile(view.uri(old), view.uri(new)) for old, new in sorted(renames.items())]
    return lsp.WorkspaceEdit(document_changes=steps)


def _navigation(view: Around, plan: Plan | None) -> Iterator[tuple[str, str]]:
    if plan is not None:
        for path, file in view.kb.settings.items():
            yield path, nav.mended(file.text, frozenset(view.kb.facts.nav_paths), plan)


def heading_renamed(view: View, article: Article, heading: Heading, new: str) -> dict[str, str]:
    """Return the texts in which a heading says something else, and links lead to it as before.

    The links follow the anchors that the new text really has: a heading further down that was
    `steps_1` may have become `steps`.
    """
    words = new.strip()
    if not words or "\n" in words:
        raise KbError(ONE_LINE)
    span = heading.text_span
    text = article.text[: span.start] + words + article.text[span.end :]
    after = view.kb.with_texts({article.path: text}).articles[article.path]
    anchors = _anchors(article, after)
    edits = [Edit(article.path, span, words), *_relinked(view, article, anchors)]
    return edited(view.kb, edits)


def _anchors(before: Article, after: Article) -> dict[str, str]:
    """Return the new anchors of the headings whose anchor changes; empty if they differ more."""
    if len(before.headings) != len(after.headings):
        raise KbError(ONE_LINE)
    pairs = zip(before.headings, after.headings, strict=True)
    return {old.id: new.id for old, new in pairs if old.id != new.id and old.id}


def _relinked(view: View, article: Article, anchors: Mapping[str, str]) -> Iterator[Edit]:
    pages = {**view.kb.articles, **view.kb.contents}
    for path, page in pages.items() if anchors else ():
        seen: set[Span] = set()
        for link in page.links:
            if "#" not in link.target or link.target_span in seen:
                continue
            found = view.kb.resolve(link.target, page)
            if found.article is article and found.anchor in anchors:
                seen.add(link.target_span)
                yield _edit(path, page, link, anchors[found.anchor])


def _edit(path: str, page: Article, link: Link, anchor: str) -> Edit:
    written = link.target_span.of(page.text)
    place = link.target_span.start + written.index("#") + 1
    safe = re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", anchor)
    return Edit(path, Span(place, link.target_span.end), safe)
