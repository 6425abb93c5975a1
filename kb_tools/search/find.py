"""What a question finds: among which articles, asked in which words, and how surely it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb_tools.language import Text, guess
from kb_tools.search import confidence
from kb_tools.search.index import Facet, Index
from kb_tools.search.question import Question, function_words, question
from kb_tools.search.retrieve import Hit, Measured, Weighed, measure, retrieve, weigh
from kb_tools.search.spelling import respelt
from kb_tools.search.terms import codes, grams, words

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
    the rank of the narrowest audience that may be shown (None for all of them).
    """

    top: int = 3
    threshold: float = 0.35
    lang: str = ""
    audience: int | None = None
    product: str = ""
    fit: confidence.Fit = confidence.DEFAULT


@dataclass(frozen=True, slots=True)
class Findings:
    """One look at the index: what was found, and the probability that any of it fits."""

    asked: Question
    weighed: Weighed
    hits: Sequence[Hit]
    fits: float
    note: Text | None = None


def find(
    index: Index, asked: Question, wish: Wish = Wish(), semantic: Semantic | None = None
) -> Findings:
    """Return every candidate, best first, whether or not it is likely enough to be shown.

    Articles in the question's language come first; only if none of them fits, the others.
    """
    lang = wish.lang or guess(asked.text, index.languages)
    look = _Look(index, respelt(index, asked), asked.text, lang, wish, semantic)
    if wish.lang:
        own = _alike(wish.lang, guess(asked.text, index.languages))
        return (look.among if own else look.abroad)(lambda other: other == wish.lang)
    same = look.among(lambda other: _alike(other, lang))
    enough = bool(same.hits) and same.fits >= wish.threshold
    if enough or all(_alike(other, lang) for other in index.languages):
        return same
    other = look.abroad(lambda other: not _alike(other, lang), OTHER_LANGUAGE)
    return other if other.fits >= wish.threshold or not same.hits else same


@dataclass(frozen=True, slots=True)
class _Look:
    """One question to an index; all articles are measured once for each way of asking it."""

    index: Index
    asked: Question
    text: str
    lang: str
    wish: Wish
    semantic: Semantic | None
    known: dict[int, tuple[Question, Weighed, Measured]] = field(default_factory=dict)

    def among(
        self, near: Near, note: Text | None = None, asked: Question | None = None
    ) -> Findings:
        """Ask the articles in certain languages; in other words than the question's if given."""
        asked = asked or self.asked
        _, weighed, measured = self._measured(asked)

        def wanted(facet: Facet) -> bool:
            return near(facet.lang) and _may(facet, self.wish)

        found = retrieve(self.index, asked, weighed, wanted, measured)
        if self.semantic is not None:
            found = self.semantic.blended(self.index, found, self.text, wanted)
        hits = _one_a_language(self.index, found, self.lang)
        fits = confidence.fits(hits, weighed, self.wish.fit)
        return Findings(asked, weighed, hits, fits, note)

    def abroad(self, near: Near, note: Text | None = None) -> Findings:
        """Ask as it was said, for names and codes are the same, and as synonyms say it."""
        said, otherwise = self.among(near, note), _bridged(self.index, self.asked)
        if otherwise is self.asked:
            return said
        bridged = self.among(near, note, otherwise)
        return bridged if bridged.fits > said.fits else said

    def _measured(self, asked: Question) -> tuple[Question, Weighed, Measured]:
        if id(asked) not in self.known:
            weighed = weigh(self.index, asked)
            self.known[id(asked)] = asked, weighed, measure(self.index, weighed)
        return self.known[id(asked)]


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
