"""Articles that a language has not got, shown in another one, with a notice.

A stand-in is a page, no article: it is in no list, feed or index, and names the original as
its canonical address. Its translation will be there one day.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.markdown import parse
from kb_tools.site.traditional import moved_links, place

MOSTLY = 0.5
"""Share of the articles that a language must have for the others to be shown in it."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """An article, as written at the place of its translation into `lang`."""

    lang: str
    article: Article
    original: Article


def stand_ins(kb: KnowledgeBase) -> Mapping[str, StandIn]:
    """Return the stand-ins by the docs paths at which they are; `kb` is what readers may see."""
    wanted = kb.config.site.untranslated
    languages = [lang for lang in kb.languages if any(a.lang == lang for a in kb.articles.values())]
    if wanted == "home" or len(languages) < 2:
        return {}
    groups = _groups(kb)
    made: dict[str, StandIn] = {}
    for lang in languages:
        has = sum(lang in group for group in groups)
        if wanted == "show" or has >= MOSTLY * len(groups):
            made |= _of(kb, lang, groups)
    return made


def _groups(kb: KnowledgeBase) -> list[Mapping[str, Article]]:
    """Return each article once, in all its languages."""
    found: dict[str, Mapping[str, Article]] = {}
    for article in kb.articles.values():
        group = kb.translations(article)
        found.setdefault(min(one.path for one in group.values()), group)
    return list(found.values())


def _of(
    kb: KnowledgeBase, lang: str, groups: list[Mapping[str, Article]]
) -> Iterator[tuple[str, StandIn]]:
    """Yield the stand-ins of a language; links lead to what exists in it."""
    originals = [
        next(group[other] for other in (*kb.languages, *group) if other in group)
        for group in groups
        if lang not in group
    ]
    places = {one.path: place(one, kb, lang) for one in originals}
    there = {
        one.path: group[lang].path for group in groups if lang in group for one in group.values()
    }
    for one in originals:
        path = places[one.path]
        if path not in kb.files and path not in kb.articles:
            text = _moved(one, kb, {**there, **places})
            article = parse(text, path, lang=one.lang, keys=kb.config.keys)
            article = dataclasses.replace(article, id=one.id, lang=one.lang)
            yield path, StandIn(lang, article, one)


def _moved(article: Article, kb: KnowledgeBase, places: Mapping[str, str]) -> str:
    text = article.text
    for span, new in sorted(moved_links(article, kb, places), reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text
