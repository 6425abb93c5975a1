"""Quick fixes: mend one finding, all of a kind, all that is safe; or say why a rule is off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from kb_tools.article import Article, Span
from kb_tools.diagnostic import Diagnostic, Fix, apply
from kb_tools.editor.diagnostics import shown
from kb_tools.editor.texts import difference, text_edits
from kb_tools.editor.view import View
from kb_tools.language import Text
from kb_tools.lint.suppress import not_covered, suppressions
from kb_tools.markdown import parse

SELECT = "kb.selectReason"
"""The command that lets a writer type the reason of a new suppression."""
FIX_ALL = "source.fixAll.kb"
REASON = Text("say why", "说明原因")
KINDS = [lsp.CodeActionKind.QuickFix, FIX_ALL]


def actions(view: View, span: Span, only: Sequence[str] | None) -> list[lsp.CodeAction]:
    """Return what can be done about the findings that touch a span; `only` limits the kinds."""
    found = view.session.findings(view.page.path)
    near = [one for one in found if one.span.start <= span.end and span.start <= one.span.end]
    made = [*_fixes(view, near), *_of_a_kind(view, near, found), *_silences(view, near)]
    made += _everything(view, found)
    return [action for action in made if _wanted(action.kind or "", only)]


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _fixes(view: View, near: Iterable[Diagnostic]) -> Iterator[lsp.CodeAction]:
    for one in near:
        if one.fix is not None and (edit := _edit(view, [one.fix])) is not None:
            title = view.editor.say(one.fix.title)
            mark = "" if one.fix.safe else view.say(" (look at the result)", "（需复核）")
            yield lsp.CodeAction(
                title=f"{one.code}: {title}{mark}",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=shown([one], view.page, view.editor),
                is_preferred=one.fix.safe,
                edit=edit,
            )


def _of_a_kind(
    view: View, near: Iterable[Diagnostic], found: Sequence[Diagnostic]
) -> Iterator[lsp.CodeAction]:
    for code in dict.fromkeys(one.code for one in near if one.fix is not None):
        fixes = [one.fix for one in found if one.code == code and one.fix is not None]
        if len(fixes) > 1 and (edit := _edit(view, fixes)) is not None:
            mark = "" if all(fix.safe for fix in fixes) else view.say(" (look)", "（需复核）")
            title = view.say(
                f"{code}: fix all {len(fixes)} in this article{mark}",
                f"{code}：修复本文全部 {len(fixes)} 处{mark}",
            )
            yield lsp.CodeAction(title=title, kind=lsp.CodeActionKind.QuickFix, edit=edit)


def _everything(view: View, found: Iterable[Diagnostic]) -> Iterator[lsp.CodeAction]:
    fixes = [one.fix for one in found if one.fix is not None and one.fix.safe]
    edit = _edit(view, fixes) if fixes else None
    if edit is not None:
        title = view.say("Apply all safe fixes in this article", "修复本文所有可安全修复的问题")
        yield lsp.CodeAction(title=title, kind=FIX_ALL, edit=edit)


def _edit(view: View, fixes: Sequence[Fix]) -> lsp.WorkspaceEdit | None:
    """Return the edit of fixes that do not get in each other's way; None where a file is gone."""
    pages = {edit.path: view.file(edit.path) for fix in fixes for edit in fix.edits}
    texts = {path: page.text for path, page in pages.items() if page is not None}
    _, applied = apply(texts, list(dict.fromkeys(fixes)))
    changes: dict[str, list[lsp.TextEdit]] = {}
    for edit in (edit for fix in applied for edit in fix.edits):
        page = pages[edit.path]
        if page is not None:
            found = text_edits(page, [edit], view.editor.encoding)
            changes.setdefault(view.uri(edit.path), []).extend(found)
    return lsp.WorkspaceEdit(changes=changes) if changes else None


def _silences(view: View, near: Iterable[Diagnostic]) -> Iterator[lsp.CodeAction]:
    for one in {one.code: one for one in near}.values():
        new = silenced(view.page, one, view.editor.say(REASON))
        if one.code == "KB905" or new is None:
            continue
        edits = [*difference(view.page.path, view.page.text, new)]
        yield lsp.CodeAction(
            title=view.say(
                f"{one.code}: leave it as it is, and say why", f"{one.code}：保持原样，并说明原因"
            ),
            kind=lsp.CodeActionKind.QuickFix,
            edit=lsp.WorkspaceEdit(
                changes={
                    view.uri(view.page.path): text_edits(view.page, edits, view.editor.encoding)
                }
            ),
            command=_select(view, new) if view.editor.shows else None,
        )


def _select(view: View, new: str) -> lsp.Command:
    """Return the command that selects the reason in the text as it will be."""
    start = new.index(view.editor.say(REASON), _first_difference(view.page.text, new))
    span = Span(start, start + len(view.editor.say(REASON)))
    page = parse(new, view.page.path)
    range_ = view.places_in(page).range(span)
    where = [range_.start.line, range_.start.character, range_.end.line, range_.end.character]
    return lsp.Command(title="", command=SELECT, arguments=[view.uri(view.page.path), where])


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def silenced(article: Article, one: Diagnostic, reason: str) -> str | None:
    """Return the article's text with a comment that switches a finding off, as near as can be.

    On the line before, at the end of the line, or else for the whole article: the first that
    switches it off and leaves headings, links and code as they are.
    """
    for text in _comments(article, one, reason):
        new = parse(text, article.path, lang=article.lang)
        shift = text.count("\n", 0, len(text)) - article.text.count("\n")
        below = one.position._replace(line=one.position.line + shift)
        there = Diagnostic(one.path, one.span, below, one.code, one.name, one.message, one.severity)
        if _alike(article, new) and not [*not_covered([there], suppressions(new))]:
            return text
    return None


def _comments(article: Article, one: Diagnostic, reason: str) -> Iterator[str]:
    text = article.text
    start = text.rfind("\n", 0, one.span.start) + 1
    stop = text.find("\n", start)
    end = len(text) if stop < 0 else stop
    indent = re.match(r"[ \t]*", text[start:end])[0]  # type: ignore[index]
    inside = article.meta_span is not None and start < article.meta_span.end
    if inside:
        if start:
            comment = f"{indent}# kb-disable-next-line {one.code} -- {reason}\n"
            yield text[:start] + comment + text[start:]
        after = text.index("\n") + 1
        yield f"{text[:after]}# kb-disable {one.code} -- {reason}\n{text[after:]}"
        return
    blank = start == 0 or text[:start].endswith("\n\n")
    if blank:
        comment = f"{indent}<!-- kb-disable-next-line {one.code} -- {reason} -->\n"
        yield text[:start] + comment + ("" if indent else "\n") + text[start:]
    yield f"{text[:end]} <!-- kb-disable-line {one.code} -- {reason} -->{text[end:]}"
    front = article.meta_span.end if article.meta_span else 0
    yield f"{text[:front]}\n<!-- kb-disable {one.code} -- {reason} -->\n{text[front:]}"


def _alike(old: Article, new: Article) -> bool:
    """Tell whether two texts show the same but for comments."""
    return (
        [(h.level, h.text, h.id) for h in old.headings]
        == [(h.level, h.text, h.id) for h in new.headings]
        and [(link.text, link.target) for link in old.links]
        == [(link.text, link.target) for link in new.links]
        and [code.body.of(old.text) for code in old.code]
        == [code.body.of(new.text) for code in new.code]
        and old.meta == new.meta
    )
