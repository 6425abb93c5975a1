"""Removing an article for good: who takes over its address and its links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kb_tools.article import Article, Link, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address, old_addresses
from kb_tools.diagnostic import Edit
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.links.pinned import Pin, pins
from kb_tools.moves.aliases import alias, aliases, with_aliases
from kb_tools.moves.mending import written
from kb_tools.moves.plan import Plan, afterwards, edited, pages
from kb_tools.moves.spelling import Written, respelled, split
from kb_tools.related_list import block

_ALONE = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+\Z")


def remove(kb: KnowledgeBase, path: str, successor: str | None) -> Plan:
    """Return what removing an article and its translations does to the files.

    The successor inherits the addresses, in each language by its own translation, and every
    link. Without one links become plain text, and entries of lists of links go.
    Raises KbError when a path is no article, or the successor goes with the article.
    """
    gone = _group(kb, path)
    heirs = {} if successor is None else _heirs(kb, gone, successor)
    after = afterwards(kb, {}, frozenset(gone))
    texts = edited(kb, _edits(kb, after, frozenset(gone), heirs))
    for heir, wanted in _inherited(kb, gone, heirs).items():
        text = texts.get(heir, kb.articles[heir].text)
        texts[heir] = with_aliases(text, heir, kb.config.keys, wanted)
    return Plan({}, frozenset(gone), texts)


def _group(kb: KnowledgeBase, path: str) -> dict[str, Article]:
    """Return the article and its translations, by path."""
    if path not in kb.articles:
        raise KbError(Text("no such article", "没有这篇文章"), path)
    group = kb.translations(kb.articles[path]).values()
    return {article.path: article for article in (kb.articles[path], *group)}


def _heirs(kb: KnowledgeBase, gone: Iterable[str], successor: str) -> dict[str, str]:
    """Return who inherits from each article that goes: the successor in its language."""
    if successor not in kb.articles:
        raise KbError(Text("no such article", "没有这篇文章"), successor)
    if successor in gone:
        message = Text(
            "is removed with the article; name another one", "会随文章一起删除；请指定另一篇"
        )
        raise KbError(message, successor)
    own = kb.articles[successor]
    versions = {a.lang: a.path for a in kb.translations(own).values() if a.path not in gone}
    return {path: versions.get(kb.articles[path].lang, successor) for path in gone}


def _inherited(
    kb: KnowledgeBase, gone: Mapping[str, Article], heirs: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the aliases that each heir has in the end; permalinks of ids that go included."""
    out: dict[str, list[str]] = {}
    taken = {*kb.by_address.keys() - {address(kb.facts.placed(path)) for path in gone}}
    for path in sorted(heirs, key=lambda p: (kb.languages.index(gone[p].lang), p)):
        wanted = out.setdefault(heirs[path], aliases(kb.articles[heirs[path]]))
        taken.update(map(address, wanted))
        for old in (alias(kb.facts.placed(path)), *_addresses(kb, gone[path])):
            if address(old) not in taken:
                wanted.append(old)
                taken.add(address(old))
    return out


def _addresses(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    yield from (alias(old) for old in old_addresses(article))
    if "id" in article.meta:
        yield f"{kb.config.site.permalinks}/{article.id}"


def _edits(
    kb: KnowledgeBase, after: KnowledgeBase, gone: frozenset[str], heirs: Mapping[str, str]
) -> Iterator[Edit]:
    for path, article in pages(kb).items():
        if path in gone:
            continue
        for link in article.links:
            found = kb.resolve(link.target, article).path
            if found in gone and found is not None:
                heir = heirs.get(found)
                yield _edit(after, article, link, found, heir)
                yield from _retitled(
                    article, link, kb.articles[found], after.articles.get(heir or "")
                )
        yield from _pin_edits(kb, after, article, gone, heirs)


def _edit(after: KnowledgeBase, article: Article, link: Link, old: str, heir: str | None) -> Edit:
    """Return the edit for a link to an article that goes; one to the page itself is none."""
    if heir is None or heir == article.path or _listed_twice(after, article, link, heir):
        return _unlinked(article, link)
    anchor = split(link.target)[1].rpartition("#")[2]
    kept = None if anchor in after.articles[heir].anchors else ""
    text = respelled(after, article, written(article, link), old, heir, kept)
    return Edit(article.path, link.target_span, text)


def _retitled(article: Article, link: Link, old: Article, heir: Article | None) -> Iterator[Edit]:
    """Yield the edit for a link that gives the title of what goes: the heir's title is right."""
    plain = heir is not None and not re.search(r"[][<>`*_\\]", heir.title)
    if heir is not None and plain and link.text == old.title:
        yield Edit(article.path, link.text_span, heir.title)


def _listed_twice(after: KnowledgeBase, article: Article, link: Link, heir: str) -> bool:
    """Tell whether the list of related articles has the heir already."""
    listed = block(article)
    return (
        listed is not None
        and _within(link, listed)
        and any(
            after.resolve(other.target, article).path == heir
            for other in article.links
            if _within(other, listed)
        )
    )


def _within(link: Link, span: Span) -> bool:
    return span.start <= link.span.start and link.span.end <= span.end


def _unlinked(article: Article, link: Link) -> Edit:
    """Return the edit that leaves a link's words, or nothing of an item that is only a link."""
    text, span = article.text, link.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if _ALONE.match(text[start : span.start]) and not text[span.end : end].strip():
        return Edit(article.path, Span(start, min(end + 1, len(text))), "")
    return Edit(article.path, span, link.text_span.of(text))


def _pin_edits(
    kb: KnowledgeBase,
    after: KnowledgeBase,
    article: Article,
    gone: frozenset[str],
    heirs: Mapping[str, str],
) -> Iterator[Edit]:
    """Yield the edit of the front matter's `related`, rewritten when an entry goes."""
    own = pins(article)
    found = [kb.resolve(pin.value, article).path for pin in own]
    if gone.isdisjoint(found):
        return
    entries = [
        pin.value if old not in gone or old is None else _pinned(after, article, pin, old, heirs)
        for pin, old in zip(own, found, strict=True)
    ]
    left = [*dict.fromkeys(entry for entry in entries if entry is not None)]
    span = article.meta_spans["related"]
    if span.of(article.text).startswith("- ") and left:
        indent = " " * (span.start - article.text.rfind("\n", 0, span.start) - 1)
        yield Edit(article.path, span, f"\n{indent}".join(f"- {entry}" for entry in left))
    else:
        yield Edit(article.path, span, f"[{', '.join(left)}]")


def _pinned(
    after: KnowledgeBase, article: Article, pin: Pin, old: str, heirs: Mapping[str, str]
) -> str | None:
    heir = heirs.get(old)
    if heir is None or after.translations(after.articles[heir]).get(article.lang) is article:
        return None
    if "/" not in pin.value and "." not in pin.value and "id" in after.articles[heir].meta:
        return after.articles[heir].id
    return respelled(after, article, Written(pin.value, pin.value), old, heir)
