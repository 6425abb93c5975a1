"""Which articles to answer a ticket with, how surely, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb_tools.language import Text
from kb_tools.search import confidence
from kb_tools.search.find import Findings, Wish, find, version
from kb_tools.search.index import Index
from kb_tools.search.question import Question
from kb_tools.search.reasons import Reason, answering_part, impacts, reasons
from kb_tools.search.retrieve import Hit, Weighed
from kb_tools.search.tongue import tongue
from kb_tools.search.unmarked import unmarked

if TYPE_CHECKING:
    from kb_tools.search.semantic import Semantic

LEAST = 0.04
"""A suggestion less likely than this is not worth a reader's time."""

NEARLY = 0.5
"""From this share of the threshold on, the articles that come nearest are named."""

NOTHING_ASKED = Text("there is no question in this text", "这段文字里没有问题")
NOTHING_FITS = Text(
    "no article fits; if customers ask this, it is a gap in the knowledge base",
    "没有合适的文章；如果客户会问这个问题，说明知识库缺一篇",
)
VERSION_OF = Text(
    "the version of '{title}', which was found in another language",
    "“{title}”的本语言版本；匹配的是其他语言的那一篇",
)
UNSURE = Text(
    "one of these may fit, but none stands out; one more question to the customer will tell",
    "其中可能有一篇合适，但没有哪篇特别突出；再问客户一个问题就能分清",
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that may answer; `url` leads to the section named, if one is clearly the best.

    `hit` is what it is made of, for callers who want each stage's share.
    """

    id: str
    path: str
    title: str
    url: str
    score: float
    lang: str
    section: str
    reasons: tuple[Reason, ...]
    hit: Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question. `fits` is the probability that any article fits.

    `nearest` are the articles that come nearest where none is likely enough to be suggested.
    """

    query: str
    lang: str
    fits: float
    suggestions: tuple[Suggestion, ...]
    note: Text | None = None
    nearest: tuple[Suggestion, ...] = ()


def suggest(
    index: Index, asked: Question, wish: Wish = Wish(), semantic: Semantic | None = None
) -> Answer:
    """Return the articles that answer `asked`, at most `wish.top`, best first.

    `semantic` is an optional model that takes part.
    When the probability that any fits is below `wish.threshold`, there is none, and a note.
    """
    lang = wish.lang or tongue(asked, index.languages)
    if not asked.weights:
        return Answer(asked.text, lang, 0.0, (), NOTHING_ASKED)
    found = find(index, asked, wish, semantic)
    if found.fits < wish.threshold or not found.hits:
        nearly = found.fits >= NEARLY * wish.threshold
        nearest = _shown(index, found, _scores(found, wish), wish, lang, 0) if nearly else ()
        return Answer(asked.text, lang, found.fits, (), NOTHING_FITS, nearest)
    scores = _scores(found, wish)
    stands_out = scores[0] >= wish.threshold
    least = min(LEAST, wish.threshold) if stands_out else 0
    shown = _shown(index, found, scores, wish, lang, least)
    foreign = any(index.record(one.hit.document).path == one.path for one in shown)
    note = (found.note if foreign else None) or (None if stands_out else UNSURE)
    return Answer(asked.text, lang, found.fits, shown, note)


def _shown(
    index: Index, found: Findings, scores: Sequence[float], wish: Wish, lang: str, least: float
) -> tuple[Suggestion, ...]:
    """Return what is likely enough, each in `lang` where there is such a version."""
    shown = []
    for hit, score in list(zip(found.hits, scores, strict=True))[: wish.top]:
        if score >= least:
            there = version(index, hit.document, lang, wish)
            shown.append(_suggestion(index, found.asked, found.weighed, hit, score, there))
    return tuple(shown)


def _scores(found: Findings, wish: Wish) -> list[float]:
    return [found.fits * share for share in confidence.shares(found.hits, wish.fit)]


def _suggestion(
    index: Index, asked: Question, weighed: Weighed, hit: Hit, score: float, there: int
) -> Suggestion:
    """Return the document `there` for a hit: the very one, or its version in another language."""
    found, record = index.record(hit.document), index.record(there)
    shared = impacts(index, weighed, hit.document)
    part = answering_part(index, weighed, hit, shared)
    if len(record.parts) != len(found.parts):
        part = None  # the version is made of other sections
    anchor, section = record.parts[part] if part is not None else ("", "")
    section = unmarked(section) if anchor else ""
    why = reasons(index, asked, weighed, hit, shared, section)
    other = [] if record is found else [VERSION_OF.format(title=unmarked(found.title))]
    return Suggestion(
        id=record.id,
        path=record.path,
        title=unmarked(record.title),
        url=_address(record.url, anchor),
        score=round(score, 4),
        lang=record.lang,
        section=section,
        reasons=(*(Reason("version", text, 0.0) for text in other), *why),
        hit=hit,
    )


def _address(url: str, anchor: str) -> str:
    """Return an article's address with an anchor, encoded where the address is a whole one."""
    if not anchor:
        return url
    return f"{url}#{quote(anchor) if '://' in url else anchor}"
