"""What can be written at a place: articles, paths, anchors, front matter, rules."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lsprotocol import types as lsp

from kb_tools.article import Article, Span
from kb_tools.editor import finding, keys
from kb_tools.editor.view import View
from kb_tools.links.href import href
from kb_tools.lint.catalogue import catalogue

LIMIT = 50
"""How many articles are offered at once; typing on narrows them down."""
TRIGGERS = ["[", "(", "#", "/", ":", " ", "-", ","]

_TARGET = re.compile(r"\]\(\s*<?([^)\n>]*)\Z|(?m:^)[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?([^\s>]*)\Z")
_TEXT = re.compile(r"(?<![\\!\]A-Za-z0-9_])\[([^\[\]\n]*)\Z")
_RULES = re.compile(r"kb-disable(?:-next-line|-line)?((?:[ ,]+KB\d+)*[ ,]+)(\w*)\Z")


class Offer(NamedTuple):
    """Something to write in the place of `typed`; `filtered` is what an editor compares."""

    label: str
    text: str
    kind: lsp.CompletionItemKind
    detail: str = ""
    about: str = ""


def completions(view: View, offset: int, today: date) -> lsp.CompletionList:
    """Return what can be written at an offset of the page; nothing inside code."""
    page = view.page
    if any(code.body.start <= offset <= code.body.end for code in page.code):
        return lsp.CompletionList(is_incomplete=False, items=[])
    typed, offers = _offers(view, offset, today)
    where = view.places.range(typed)
    words = typed.of(page.text)
    items = [_item(offer, where, words, n) for n, offer in enumerate(offers)]
    return lsp.CompletionList(is_incomplete=True, items=items)


def _item(offer: Offer, where: lsp.Range, typed: str, number: int) -> lsp.CompletionItem:
    """Make an item that every editor keeps: what fits was decided here, in both scripts."""
    return lsp.CompletionItem(
        label=offer.label,
        kind=offer.kind,
        detail=offer.detail or None,
        documentation=offer.about or None,
        filter_text=typed or None,
        sort_text=f"{number:04d}",
        text_edit=lsp.TextEdit(where, offer.text),
    )


def _offers(view: View, offset: int, today: date) -> tuple[Span, Iterable[Offer]]:
    text = view.page.text
    place = keys.place(view.page, offset)
    if place is not None:
        return place.typed, _front_matter(view, place, today)
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    if (rules := _RULES.search(line)) is not None:
        return Span(offset - len(rules[2]), offset), _rules(view, rules[2])
    if (target := _TARGET.search(line)) is not None:
        written = target[1] if target[1] is not None else target[2]
        return _targets(view, offset, written)
    if (opened := _TEXT.search(line)) is not None:
        closed = re.match(r"\]\(", text[offset:]) is not None
        typed = Span(offset - len(opened[1]), offset)
        if not closed:
            after = offset + (text[offset : offset + 1] == "]")
            return Span(typed.start - 1, after), _links(view, opened[1])
    return Span(offset, offset), ()


def _front_matter(view: View, place: keys.Place, today: date) -> Iterator[Offer]:
    typed = place.typed.of(view.page.text)
    theirs = view.kb.config.keys
    ours = {name: key for key, name in theirs.items()}
    if not place.key:
        yield from _keys(view, typed)
        return
    key = ours.get(place.key, place.key)
    if key == "related":
        for article in finding.articles(view.kb, typed, LIMIT, view.page.lang):
            if article.lang == view.page.lang and article.path != view.page.path:
                yield _article(article, _name(view, article))
        return
    wanted = typed.lower()
    fitting = [v for v in keys.values(view.kb, key, today) if wanted in v.lower() and v != typed]
    for value in sorted(fitting, key=lambda v: not v.lower().startswith(wanted)):
        text = value if not re.search(r"[:#\[\]{},&*!|>'\"%@`]", value) else f'"{value}"'
        yield Offer(value, text, lsp.CompletionItemKind.EnumMember)


def _name(view: View, article: Article) -> str:
    """Return how `related` names an article: by its id, or by its path as a link has it."""
    return str(article.meta["id"]) if article.meta.get("id") else href(view.kb, view.page, article)


def _keys(view: View, typed: str) -> Iterator[Offer]:
    theirs = view.kb.config.keys
    for key, about in keys.KEYS.items():
        name = theirs.get(key, key)
        if key not in view.page.meta and name.startswith(typed):
            detail = view.editor.say(about)
            yield Offer(name, f"{name}: ", lsp.CompletionItemKind.Property, detail)


def _rules(view: View, typed: str) -> Iterator[Offer]:
    for rule in catalogue():
        if rule.code.startswith(typed.upper()):
            detail = view.editor.say(rule.summary)
            yield Offer(rule.code, rule.code, lsp.CompletionItemKind.EnumMember, rule.name, detail)


def _links(view: View, typed: str) -> Iterator[Offer]:
    """Yield whole links by title, for the text between the brackets."""
    for article in finding.articles(view.kb, typed, LIMIT, view.page.lang):
        if article.path != view.page.path:
            title = re.sub(r"([\\\[\]])", r"\\\1", article.title)
            text = f"[{title}]({href(view.kb, view.page, article)})"
            yield _article(article, text)


def _targets(view: View, offset: int, written: str) -> tuple[Span, Iterable[Offer]]:
    path, sharp, anchor = written.partition("#")
    if sharp:
        target = view.kb.resolve(path, view.page).article if path else view.page
        return Span(offset - len(anchor), offset), _anchors(target, anchor)
    return Span(offset - len(written), offset), _paths(view, written)


def _paths(view: View, typed: str) -> Iterator[Offer]:
    """Yield articles by title, id or path, then other files by path."""
    wanted = re.sub(r"^(?:\.{0,2}/)+", "", typed)
    for article in finding.articles(view.kb, wanted, LIMIT, view.page.lang):
        if article.path != view.page.path:
            yield _article(article, href(view.kb, view.page, article))
    if wanted:
        files = (path for path in sorted(view.kb.files) if wanted.lower() in path.lower())
        for path in [path for path in files if path not in view.kb.articles][:LIMIT]:
            yield Offer(path, _relative(view.page, path), lsp.CompletionItemKind.File)


def _relative(page: Article, path: str) -> str:
    relative = posixpath.relpath(path, posixpath.dirname(page.path) or ".")
    return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", relative)


def _anchors(article: Article | None, typed: str) -> Iterator[Offer]:
    if article is None:
        return
    wanted = typed.lower()
    for heading in article.headings:
        if heading.id and (wanted in heading.id.lower() or wanted in heading.text.lower()):
            kind, marks = lsp.CompletionItemKind.Reference, "#" * heading.level
            yield Offer(heading.id, heading.id, kind, f"{marks} {heading.text}")
    for anchor in sorted(article.anchors - {heading.id for heading in article.headings}):
        if wanted in anchor.lower():
            yield Offer(anchor, anchor, lsp.CompletionItemKind.Reference)


def _article(article: Article, text: str) -> Offer:
    summary = article.meta.get("summary")
    about = summary if isinstance(summary, str) else ""
    facts = [str(article.meta[k]) for k in ("id", "status") if article.meta.get(k)]
    detail = " · ".join((article.path, *facts))
    return Offer(article.title, text, lsp.CompletionItemKind.File, detail, about)
