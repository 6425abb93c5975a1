"""Why an article was suggested: which words, which code, which wording, which section."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb_tools.language import Text
from kb_tools.search import rank
from kb_tools.search.headings import heading_gain
from kb_tools.search.index import Index
from kb_tools.search.messages import longest
from kb_tools.search.question import Question, function_words
from kb_tools.search.retrieve import Hit, Weighed
from kb_tools.search.said import as_said
from kb_tools.search.terms import codes, grams, ideographs, terms, words

WORDS = 5
"""How many words a reason names."""
TELLING = 0.2
"""A word is named only with this share of the weightiest one's weight."""
TELLING_TERMS = 24
"""How many terms decide which section answers."""
FAIR = 0.25
"""A section is compared only with this share of their weight: letters of a code occur anywhere."""
MOST = 0.5
"""And the best one answers only with this share."""
COMMON = 0.1
"""A heading and a question have at least so much of each other's words."""
NEAR = 0.2
"""From this much over the median, nearness in meaning is worth naming."""
QUOTED = 80
"""How much is quoted of what an article has word for word."""
NAMED = 0.6
"""From this likeness to the question on, a heading says what its section answers."""
ALIKE = 0.25
"""From this likeness on, a wording is worth naming."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One stage's say: what it saw, and how much of the ranking score came from it."""

    stage: str
    detail: Text
    weight: float


def reasons(
    index: Index,
    asked: Question,
    weighed: Weighed,
    hit: Hit,
    shared: Mapping[int, int],
    section: str,
) -> Iterator[Reason]:
    """Yield why `hit` is an answer, each stage once; `shared` are its `impacts`."""
    if found := [
        code for code in dict.fromkeys(codes(asked.folded)) if index.number(code) in shared
    ]:
        detail = Text("has the code {codes}", "含有代码 {codes}")
        weight = sum(_gain(weighed, shared, index.number(code)) for code in found)
        yield Reason("code", detail.format(codes=", ".join(found)), round(weight, 4))
    said = matched(index, asked, weighed, shared)
    if said:
        detail = Text("has the words {words}", "含有词语 {words}")
        named = " · ".join(as_said(asked.text, word) for word in said[:WORDS])
        yield Reason("terms", detail.format(words=named), round(hit.coverage, 4))
    if meant := [f"{m} ({s})" for s, m in sorted(asked.slips.items()) if m in said]:
        detail = Text("read as {words}", "按 {words} 理解")
        yield Reason("spelling", detail.format(words=" · ".join(meant[:WORDS])), 0.0)
    if hit.verbatim:
        detail = Text("has “{text}” word for word", "原文中有“{text}”")
        quoted = longest(index, asked.folded, hit.document)[:QUOTED]
        weight = rank.VERBATIM * hit.verbatim
        yield Reason("verbatim", detail.format(text=quoted), round(weight, 4))
    if hit.likeness >= ALIKE:
        yield _wording(index, hit)
    if hit.meaning >= NEAR:
        detail = Text("means something similar", "意思相近")
        yield Reason("meaning", detail, round(rank.SEMANTIC * hit.meaning, 4))
    if section and says_heading(index, weighed, hit):
        detail = Text("is what the section “{section}” is about", "“{section}”一节讲的就是它")
        yield Reason("section", detail.format(section=section), round(heading_gain(hit.heading), 4))
    elif section:
        detail = Text("most of it in the section “{section}”", "主要在“{section}”一节")
        yield Reason("section", detail.format(section=section), 0.0)


def _wording(index: Index, hit: Hit) -> Reason:
    record = index.record(hit.document)
    place = hit.wording - index.first_wording(hit.document)
    weight = rank.LIKENESS * hit.likeness + rank.CLOSENESS * hit.closeness
    if place == 0:
        detail = Text("is like the title", "与标题相近")
    elif place <= len(record.wordings):
        detail = Text("is like what customers say: “{text}”", "与客户的说法相近：“{text}”")
    elif record.texts[place] == record.id:
        detail = Text("is the article {text}", "就是文章 {text}")
    else:
        detail = Text("has the error message “{text}”", "含有错误信息“{text}”")
    stage = "title" if place == 0 else "wording" if place <= len(record.wordings) else "error"
    return Reason(stage, detail.format(text=record.texts[place]), round(weight, 4))


def impacts(index: Index, weighed: Weighed, document: int) -> dict[int, int]:
    """Return the impact of each of the question's terms that the document has."""
    found = ((number, index.impact(number, document)) for number in weighed.weights)
    return {number: impact for number, impact in found if impact}


def _gain(weighed: Weighed, shared: Mapping[int, int], number: int | None) -> float:
    if number is None or number not in weighed.weights:
        return 0.0
    return weighed.weights[number] * shared.get(number, 0) / (255 * weighed.total)


def matched(
    index: Index, asked: Question, weighed: Weighed, shared: Mapping[int, int]
) -> list[str]:
    """Return the question's words that the document has, the weightiest first.

    Of Chinese, what is adjacent is one word; a word of an alphabet counts when the
    document has at least half of its weight. Function words are named where nothing else is.
    """
    gains: dict[str, float] = {}
    weight = weighed.weights.get
    for text, parts in pieces(index, asked.folded, shared):
        numbers = [n for n in map(index.number, parts) if n is not None]
        there = [n for n in numbers if n in shared]
        part = sum(weight(n, 0.0) for n in there)
        if part and 2 * part >= sum(weight(n, 0.0) for n in numbers):
            gains[text] = sum(_gain(weighed, shared, number) for number in there)
    least = TELLING * max(gains.values(), default=0.0)
    small, _ = function_words()
    gains = {text: gain for text, gain in gains.items() if text not in small} or gains
    return sorted((t for t in gains if gains[t] >= least), key=lambda t: (-gains[t], t))


def pieces(
    index: Index, folded: str, shared: Mapping[int, int]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the words of a folded question, each once, with its terms; of Chinese, stretches."""
    for word in dict.fromkeys(words(folded)):
        yield word, grams(word)
    for run in dict.fromkeys(ideographs(folded)):
        yield from _stretches(index, run, shared)


def _stretches(
    index: Index, cjk: str, shared: Mapping[int, int]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the longest pieces of a Chinese run whose every pair the document has."""
    pairs = [cjk[i : i + 2] for i in range(len(cjk) - 1)]
    start = None
    for place, pair in enumerate([*pairs, ""]):
        if pair and index.number(pair) in shared:
            start = place if start is None else start
        elif start is not None:
            yield cjk[start : place + 1], pairs[start:place]
            start = None


def says_heading(index: Index, weighed: Weighed, hit: Hit) -> bool:
    """Tell whether the question says what one of the sections is headed; the title is none.

    Letters may be alike by chance, so both must have words of the other.
    """
    if hit.heading < NAMED:
        return False
    heading = index.headings(hit.document)[hit.part]
    if heading == index.folded(hit.document)[0]:
        return False
    headed = {number for term in set(terms(heading)) if (number := index.number(term)) is not None}
    both = headed & weighed.weights.keys()
    return all(_share(index, both, whole) >= COMMON for whole in (headed, weighed.weights))


def _share(index: Index, part: Iterable[int], whole: Iterable[int]) -> float:
    """Return the share that some terms have in others, by how rare they are."""
    squares = [sum(index.idf(number) ** 2 for number in some) for some in (part, whole)]
    return squares[0] / squares[1] if squares[1] else 0.0


def answering_part(
    index: Index, weighed: Weighed, hit: Hit, shared: Mapping[int, int]
) -> int | None:
    """Return the number of the part that answers: whose heading says it, else the `best_part`."""
    if says_heading(index, weighed, hit):
        return hit.part
    return best_part(index, weighed, hit.document, shared)


def best_part(
    index: Index, weighed: Weighed, document: int, shared: Mapping[int, int]
) -> int | None:
    """Return the number of the part that answers the question, if one of several does.

    A part's worth is the weight of the document's weightiest terms in it, over how long it is
    beside the mean part of the article.
    """
    parts = index.parts(document)
    if len(parts) < 2 or not shared:
        return None
    gains = {n: weighed.weights[n] * value for n, value in shared.items()}
    telling = heapq.nlargest(TELLING_TERMS, gains, key=lambda number: (gains[number], number))
    terms = [(index.term(number).strip(), gains[number]) for number in telling]
    held = [sum([gain for term, gain in terms if term in part]) for part in parts]
    mean = sum(map(len, parts)) / len(parts)
    worths = [
        weight / rank.length_norm(len(part), mean) for weight, part in zip(held, parts, strict=True)
    ]
    whole = sum(gain for _, gain in terms)
    fair = [number for number, weight in enumerate(held) if weight >= FAIR * whole]
    best = max(fair, key=lambda number: (worths[number], -number), default=None)
    return best if best is not None and held[best] >= MOST * whole else None
