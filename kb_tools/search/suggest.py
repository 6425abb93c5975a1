"""Which articles to answer a ticket with, how surely, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb_tools.language import Text
from kb_tools.search import confidence
from kb_tools.search.find import Findings, Wish, find
from kb_tools.search.index import Index, Record
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
        nearest = _shown(index, found, _scores(found, wish), wish, 0) if nearly else ()
        return Answer(asked.text, lang, found.fits, (), NOTHING_FITS, nearest)
    scores = _scores(found, wish)
    stands_out = scores[0] >= wish.threshold
    shown = _shown(index, found, scores, wish, min(LEAST, wish.threshold) if stands_out else 0)
    note = found.note or (None if stands_out else UNSURE)
    return Answer(asked.text, lang, found.fits, shown, note)


def _shown(
    index: Index, found: Findings, scores: Sequence[float], wish: Wish, least: float
) -> tuple[Suggestion, ...]:
    pairs = zip(found.hits, scores, strict=True)
    shown = [pair for pair in pairs if pair[1] >= least][: wish.top]
    return tuple(_suggestion(index, found.asked, found.weighed, *pair) for pair in shown)


def _scores(found: Findings, wish: Wish) -> list[float]:
    return [found.fits * share for share in confidence.shares(found.hits, wish.fit)]


def _suggestion(
    index: Index, asked: Question, weighed: Weighed, hit: Hit, score: float
) -> Suggestion:
    record: Record = index.record(hit.document)
    shared = impacts(index, weighed, hit.document)
    part = answering_part(index, weighed, hit, shared)
    anchor, section = record.parts[part] if part is not None else ("", "")
    section = unmarked(section) if anchor else ""
    return Suggestion(
        id=record.id,
        path=record.path,
        title=unmarked(record.title),
        url=_address(record.url, anchor),
        score=round(score, 4),
        lang=record.lang,
        section=section,
        reasons=tuple(reasons(index, asked, weighed, hit, shared, section)),
        hit=hit,
    )


def _address(url: str, anchor: str) -> str:
    """Return an article's address with an anchor, encoded where the address is a whole one."""
    if not anchor:
        return url
    return f"{url}#{quote(anchor) if '://' in url else anchor}"
