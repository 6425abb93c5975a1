"""What a question finds: among which articles, asked in which words, and how surely it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb_tools.language import Text, guess
from kb_tools.search import confidence
from kb_tools.search.abroad import bridged, bridged_share
from kb_tools.search.headings import headed
from kb_tools.search.index import Facet, Index
from kb_tools.search.messages import worded
from kb_tools.search.question import Question
from kb_tools.search.reading import Read, Reader
from kb_tools.search.retrieve import Hit, Measured, Weighed, measure, retrieve, weigh
from kb_tools.search.spelling import respelt
from kb_tools.search.tongue import tongue

if TYPE_CHECKING:
    from kb_tools.search.semantic import Semantic

OTHER_LANGUAGE = Text(
    "no article in the question's language fits; this one is in another language",
    "没有与提问语言相同的合适文章；以下是其他语言的文章",
)

Near = Callable[[str], bool]
"""Says of a language whether its articles take part."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the answer is limited to.

    `lang` is a language to stay in; without one the question's own is preferred. `audience` is
    the rank of the narrowest audience that may be shown (None for all of them). `abroad` is the fit
    for articles in another language, where it is not the same.
    """

    top: int = 3
    threshold: float = 0.35
    lang: str = ""
    audience: int | None = None
    product: str = ""
    fit: confidence.Fit = confidence.DEFAULT
    abroad: confidence.Fit | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """One look at the index: what was found, and the probability that any of it fits."""

    asked: Question
    weighed: Weighed
    hits: Sequence[Hit]
    fits: float
    read: Read
    note: Text | None = None


def find(
    index: Index, asked: Question, wish: Wish = Wish(), semantic: Semantic | None = None
) -> Findings:
    """Return every candidate, best first, whether or not it is likely enough to be shown.

    Articles in the question's language come first; only if none of them fits, the others.
    """
    lang = wish.lang or tongue(asked, index.languages)
    look = _Look(index, _way(index, respelt(index, asked)), asked.text, lang, wish, semantic)
    if wish.lang:
        own = _alike(wish.lang, guess(asked.text, index.languages))
        return (look.among if own else look.abroad)(lambda other: other == wish.lang)
    same = look.among(lambda other: _alike(other, lang))
    enough = bool(same.hits) and same.fits >= wish.threshold
    if enough or all(_alike(other, lang) for other in index.languages):
        return same
    other = look.abroad(lambda other: not _alike(other, lang), OTHER_LANGUAGE)
    return other if other.fits >= wish.threshold or not same.hits else same


class _Way(NamedTuple):
    """One way of asking a question; all articles are measured once, whichever then take part.

    `share` is the share of the question that is asked.
    """

    asked: Question
    weighed: Weighed
    measured: Measured
    share: float


def _way(index: Index, asked: Question, share: float = 1.0) -> _Way:
    weighed = weigh(index, asked)
    return _Way(asked, weighed, measure(index, weighed), share)


@dataclass(frozen=True, slots=True)
class _Look:
    """One question to an index: `said` as it was said, and its whole text for a model."""

    index: Index
    said: _Way
    text: str
    lang: str
    wish: Wish
    semantic: Semantic | None

    def among(
        self,
        near: Near,
        note: Text | None = None,
        way: _Way | None = None,
        *,
        foreign: bool = False,
    ) -> Findings:
        """Ask the articles in certain languages, as it was said or in another way.

        In a `foreign` language the words that are there are names and codes: a model is not
        trusted less for them.
        """
        fit = (self.wish.abroad if foreign else None) or self.wish.fit
        asked, weighed, measured, share = way or self.said

        def wanted(facet: Facet) -> bool:
            return near(facet.lang) and _may(facet, self.wish)

        found = retrieve(self.index, asked, weighed, wanted, measured)
        said = self.said.asked.folded
        if fit.reads:
            found = worded(self.index, said, headed(self.index, said, found))
        if self.semantic is not None:
            missing = 1.0 if foreign else weighed.missing
            found = self.semantic.blended(self.index, found, self.text, wanted, missing)
        hits = _one_a_language(self.index, found, self.lang)
        # A question's own words are no help in telling what an article says in another language.
        texts = fit.reads and way is None
        read = Reader(self.index, said, measured.wordings.met, texts)
        fits = share * confidence.fits(hits, weighed, read, fit)
        return Findings(asked, weighed, hits, fits, read, note)

    def abroad(self, near: Near, note: Text | None = None) -> Findings:
        """Ask as it was said, for names and codes are the same, and as synonyms say it."""
        said, asked = self.among(near, note, foreign=True), self.said.asked
        if not asked.bridge:
            return said
        way = _way(self.index, bridged(self.index, asked), bridged_share(self.index, asked))
        otherwise = self.among(near, note, way, foreign=True)
        return otherwise if otherwise.fits > said.fits else said


def version(index: Index, document: int, lang: str, wish: Wish) -> int:
    """Return the document's version in a language that may be shown; itself where there is none.

    In the other Chinese script rather than in no Chinese.
    """

    def primary(number: int) -> str:
        return index.facet(number).lang.partition("-")[0]

    wanted = lang.partition("-")[0]
    if index.facet(document).lang == lang or not any(
        other.partition("-")[0] == wanted for other in index.languages
    ):
        return document
    known = [n for n in index.versions(document) if primary(n) == wanted]
    known = [n for n in known if n == document or _may(index.facet(n), wish)]
    return min(known, key=lambda n: (index.facet(n).lang != lang, n != document), default=document)


def _alike(lang: str, other: str) -> bool:
    """Tell whether both are Chinese, or neither is: finer than that a question's words decide."""
    return lang.startswith("zh") == other.startswith("zh")


def _may(facet: Facet, wish: Wish) -> bool:
    seen = wish.audience is None or facet.audience <= wish.audience
    return seen and (not wish.product or not facet.products or wish.product in facet.products)


def _one_a_language(index: Index, hits: Sequence[Hit], lang: str) -> list[Hit]:
    """Leave out the translations of an article that is there already, in `lang` if it can be.

    That one takes part with its own score: another article may have more of the question.
    """
    kept: dict[str, int] = {}
    chosen: list[Hit] = []
    for hit in hits:
        record = index.record(hit.document)
        if record.id not in kept:
            kept[record.id] = len(chosen)
            chosen.append(hit)
        elif record.lang == lang and index.record(chosen[kept[record.id]].document).lang != lang:
            chosen[kept[record.id]] = hit
    return sorted(chosen, key=lambda hit: -hit.score)
