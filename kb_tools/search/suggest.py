"""Which articles to answer a ticket with, how surely, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb_tools.language import Text, guess
from kb_tools.search import confidence
from kb_tools.search.index import Facet, Index, Record
from kb_tools.search.question import Question, function_words, question
from kb_tools.search.reasons import Reason, best_part, impacts, reasons
from kb_tools.search.retrieve import Hit, Measured, Weighed, measure, retrieve, weigh
from kb_tools.search.spelling import respelt
from kb_tools.search.terms import codes, grams, words

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
OTHER_LANGUAGE = Text(
    "no article in the question's language fits; this one is in another language",
    "没有与提问语言相同的合适文章；以下是其他语言的文章",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the answer is limited to.

    `lang` is a language to stay in; without one the question's own is preferred. `audience` is
    the rank of the narrowest audience that may be shown (None for all of them).
    """

    top: int = 3
    threshold: float = 0.35
    lang: str = ""
    audience: int | None = None
    product: str = ""
    fit: confidence.Fit = confidence.DEFAULT


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that may answer; `url` leads to the section named, if one stands out."""

    id: str
    path: str
    title: str
    url: str
    score: float
    lang: str
    section: str
    reasons: tuple[Reason, ...]


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


@dataclass(frozen=True, slots=True)
class Findings:
    """One look at the index: what was found, and the probability that any of it fits."""

    asked: Question
    weighed: Weighed
    hits: Sequence[Hit]
    fits: float
    note: Text | None = None


def suggest(
    index: Index, asked: Question, wish: Wish = Wish(), semantic: Semantic | None = None
) -> Answer:
    """Return the articles that answer `asked`, at most `wish.top`, best first.

    `semantic` is an optional model that takes part.
    When the probability that any fits is below `wish.threshold`, there is none, and a note.
    """
    lang = wish.lang or guess(asked.text, index.languages)
    if not asked.weights:
        return Answer(asked.text, lang, 0.0, (), NOTHING_ASKED)
    found = find(index, asked, wish, semantic)
    if found.fits < wish.threshold or not found.hits:
        nearly = found.fits >= NEARLY * wish.threshold
        nearest = _shown(index, found, wish, 0) if nearly else ()
        return Answer(asked.text, lang, found.fits, (), NOTHING_FITS, nearest)
    shown = _shown(index, found, wish, LEAST)
    if shown and shown[0].score >= wish.threshold:
        return Answer(asked.text, lang, found.fits, shown, found.note)
    shown = _shown(index, found, wish, 0)
    return Answer(asked.text, lang, found.fits, shown, found.note or UNSURE)


def find(
    index: Index, asked: Question, wish: Wish = Wish(), semantic: Semantic | None = None
) -> Findings:
    """Return every candidate, best first, whether or not it is likely enough to be shown.

    Articles in the question's language come first; only if none of them fits, the others.
    """
    text, lang = asked.text, wish.lang or guess(asked.text, index.languages)
    asked = respelt(index, asked)

    known: dict[int, tuple[Question, Weighed, Measured]] = {}

    def looked(asked: Question) -> tuple[Question, Weighed, Measured]:
        """Look through all articles once for each way of asking, whichever then take part."""
        if id(asked) not in known:
            weighed = weigh(index, asked)
            known[id(asked)] = asked, weighed, measure(index, weighed)
        return known[id(asked)]

    def among(
        near: Callable[[str], bool], asked: Question = asked, note: Text | None = None
    ) -> Findings:
        _, weighed, measured = looked(asked)

        def wanted(facet: Facet) -> bool:
            return near(facet.lang) and _may(facet, wish)

        found = retrieve(index, asked, weighed, wanted, measured)
        if semantic is not None:
            found = semantic.blended(index, found, text, wanted)
        hits = _one_a_language(index, found, lang)
        return Findings(asked, weighed, hits, confidence.fits(hits, weighed, wish.fit), note)

    def abroad(near: Callable[[str], bool], note: Text | None = None) -> Findings:
        """Ask as it was said, for names and codes are the same, and as synonyms say it."""
        said, otherwise = among(near, asked, note), _bridged(index, asked)
        if otherwise is asked:
            return said
        bridged = among(near, otherwise, note)
        return bridged if bridged.fits > said.fits else said

    if wish.lang:
        own = _alike(wish.lang, guess(asked.text, index.languages))
        return (among if own else abroad)(lambda other: other == wish.lang)
    same = among(lambda other: _alike(other, lang))
    enough = bool(same.hits) and same.fits >= wish.threshold
    if enough or all(_alike(other, lang) for other in index.languages):
        return same
    other = abroad(lambda other: not _alike(other, lang), OTHER_LANGUAGE)
    return other if other.fits >= wish.threshold or not same.hits else same


def _bridged(index: Index, asked: Question) -> Question:
    """Return the question as the synonyms say it in another language.

    Codes and names (words of an alphabet that the articles know too) are the same in all.
    """
    if not asked.bridge:
        return asked
    small, _ = function_words()
    named = [
        word
        for word in dict.fromkeys(words(asked.folded))
        if word not in small and all(index.number(gram) is not None for gram in grams(word))
    ]
    kept = codes(asked.folded)
    return question(" ".join((asked.bridge, *kept, *named)), kept)


def _alike(lang: str, other: str) -> bool:
    """Tell whether both are Chinese, or neither is: finer than that a question's words decide."""
    return lang.startswith("zh") == other.startswith("zh")


def _may(facet: Facet, wish: Wish) -> bool:
    seen = wish.audience is None or facet.audience <= wish.audience
    return seen and (not wish.product or not facet.products or wish.product in facet.products)


def _one_a_language(index: Index, hits: Sequence[Hit], lang: str) -> list[Hit]:
    """Leave out the translations of an article that is there already, in `lang` if it can be."""
    kept: dict[str, int] = {}
    chosen: list[Hit] = []
    for hit in hits:
        record = index.record(hit.document)
        if record.id not in kept:
            kept[record.id] = len(chosen)
            chosen.append(hit)
        elif record.lang == lang and index.record(chosen[kept[record.id]].document).lang != lang:
            chosen[kept[record.id]] = hit
    return chosen


def _shown(index: Index, found: Findings, wish: Wish, least: float) -> tuple[Suggestion, ...]:
    scores = [found.fits * share for share in confidence.shares(found.hits, wish.fit)]
    pairs = zip(found.hits, scores, strict=True)
    shown = [pair for pair in pairs if pair[1] >= least][: wish.top]
    return tuple(_suggestion(index, found.asked, found.weighed, *pair) for pair in shown)


def _suggestion(
    index: Index, asked: Question, weighed: Weighed, hit: Hit, score: float
) -> Suggestion:
    record: Record = index.record(hit.document)
    shared = impacts(index, weighed, hit.document)
    part = best_part(index, weighed, hit.document, shared)
    anchor, section = record.parts[part] if part is not None else ("", "")
    return Suggestion(
        id=record.id,
        path=record.path,
        title=record.title,
        url=_address(record.url, anchor),
        score=round(score, 4),
        lang=record.lang,
        section=section if anchor else "",
        reasons=tuple(reasons(index, asked, weighed, hit, shared, section if anchor else "")),
    )


def _address(url: str, anchor: str) -> str:
    """Return an article's address with an anchor, encoded where the address is a whole one."""
    if not anchor:
        return url
    return f"{url}#{quote(anchor) if '://' in url else anchor}"
