"""Why an article that was expected is not in the answer, and what its writer can do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kb_tools.language import Text
from kb_tools.search.contributions import summed
from kb_tools.search.find import Findings, Wish, find
from kb_tools.search.index import Index, Record
from kb_tools.search.question import Question, chinese_filler, filler, function_words, question
from kb_tools.search.reasons import impacts
from kb_tools.search.said import as_said
from kb_tools.search.suggest import suggest
from kb_tools.search.terms import grams, ideographs, words

if TYPE_CHECKING:
    from kb_tools.search.semantic import Semantic

WORDING_LIMIT = 80
"""A question longer than this is no wording that one would add to an article as it is."""

_SENTENCE = re.compile(r"[\n。！？!?；;]|(?<=[a-z0-9])\.(?=\s|$)|，(?=.{12,})")


def why_not(
    index: Index, asked: Question, wish: Wish, name: str, semantic: Semantic | None = None
) -> Iterator[Text]:
    """Yield sentences about the article of id or path `name` and this question."""
    numbers = _numbers(index, name)
    if not numbers:
        yield _unknown(index, name)
        return
    found = find(index, asked, wish, semantic)
    places = {hit.document: place for place, hit in enumerate(found.hits, 1)}
    number = min(numbers, key=lambda n: places.get(n, index.documents))
    if number in places:
        shown = [one.path for one in suggest(index, asked, wish, semantic).suggestions]
        yield _place(index, found, places[number], wish, shown)
    else:
        yield _left_out(index, found, number, wish)
    if lacking := _lacking(index, asked, found, number):
        text = Text("it lacks the words {words}", "文中没有这些词：{words}")
        yield text.format(words=" · ".join(as_said(asked.text, word) for word in lacking))


def wording(index: Index, asked: Question) -> str:
    """Return what a writer may add to `asked_as`: the question, or its most telling sentence."""
    whole = " ".join(asked.text.split())
    if len(whole) <= WORDING_LIMIT:
        return whole
    sentences = (" ".join(one.split()) for one in _SENTENCE.split(asked.text))
    short = [one for one in sentences if one and len(one) <= WORDING_LIMIT]
    return max(short, key=lambda one: _telling(index, one), default="")


def _telling(index: Index, sentence: str) -> float:
    asked = question(sentence)
    small = filler(asked.folded) | chinese_filler(asked.folded)
    known = {term: index.number(term) for term in asked.weights if term not in small}
    return sum(index.idf(number) for number in known.values() if number is not None)


def matching(index: Index, name: str) -> list[Record]:
    """Return the articles of id or path `name`: one in each of its languages."""
    return [index.record(number) for number in _numbers(index, name)]


def _numbers(index: Index, name: str) -> list[int]:
    """Return the documents of an id or a path: as it is, in other letters, or below a folder."""
    exact = [n for n in range(index.documents) if name in _names(index, n)]
    said = "/" + name.replace("\\", "/").casefold()
    return exact or [
        number
        for number in range(index.documents)
        for id_, path in [_names(index, number)]
        if said == f"/{id_.casefold()}" or said.endswith(f"/{path.casefold()}")
    ]


def _names(index: Index, number: int) -> tuple[str, str]:
    record = index.record(number)
    return record.id, record.path


def _unknown(index: Index, name: str) -> Text:
    known = sorted({one for n in range(index.documents) for one in _names(index, n)})
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        text = Text(
            "no article '{name}' can be suggested: it does not exist, or is a draft or archived",
            "没有可推荐的文章“{name}”：它不存在，或者是草稿、已归档",
        )
        return text.format(name=name)
    text = Text("no article '{name}'; did you mean '{near}'?", "没有文章“{name}”；是不是“{near}”？")
    return text.format(name=name, near=near[0])


def _left_out(index: Index, found: Findings, number: int, wish: Wish) -> Text:
    """Return why an article is no candidate."""
    facet, record = index.facet(number), index.record(number)
    alike = (index.record(hit.document) for hit in found.hits)
    if wish.audience is not None and facet.audience > wish.audience:
        return Text(
            "it is for a narrower audience than was asked for", "它面向的读者比所要求的更窄"
        )
    if wish.product and facet.products and wish.product not in facet.products:
        text = Text("it is not about the product '{name}'", "它不是关于产品“{name}”的")
        return text.format(name=wish.product)
    if wish.lang and facet.lang != wish.lang:
        text = Text("it is in '{own}', not in '{lang}'", "它的语言是 {own}，不是 {lang}")
        return text.format(own=facet.lang, lang=wish.lang)
    if twin := next((one for one in alike if one.id == record.id), None):
        text = Text(
            "its translation {path} is there in its place",
            "列出的是它的译文 {path}",
        )
        return text.format(path=twin.path)
    if found.hits and not _same_script(facet.lang, index.facet(found.hits[0].document).lang):
        text = Text(
            "it is in '{lang}', and articles in the question's language come first; ask with"
            " --lang {lang} for it",
            "它的语言是 {lang}，而与提问语言相同的文章排在前面；可以加上 --lang {lang}",
        )
        return text.format(lang=facet.lang)
    return Text(
        "it is not among the candidates: others have more of the question's words",
        "它不在候选之列：其他文章与问题相同的词更多",
    )


def _same_script(lang: str, other: str) -> bool:
    return lang.startswith("zh") == other.startswith("zh")


def _place(index: Index, found: Findings, place: int, wish: Wish, shown: Sequence[str]) -> Text:
    """Return an article's rank among the candidates, and what of."""
    own, first = found.hits[place - 1], found.hits[0]
    path = index.record(own.document).path
    if path in shown:
        text = Text(
            "it is suggested: it is number {place}, with {own}",
            "它已在推荐之列：第 {place} 篇，得分 {own}",
        )
        return _told(text, summed(own), None, place=shown.index(path) + 1)
    if found.fits < wish.threshold:
        text = Text(
            "it is candidate {place}, but nothing is suggested: that any article fits has the"
            " probability {fits:.1%}, and the threshold is {least:.1%}",
            "它是第 {place} 个候选，但没有推荐任何文章："
            "有合适文章的概率是 {fits:.1%}，低于 {least:.1%}",
        )
        return text.format(place=place, fits=found.fits, least=wish.threshold)
    text = Text(
        "it is candidate {place} with {own}; the first, {path}, has {best}",
        "它是第 {place} 个候选，得分 {own}；第一名 {path} 得分 {best}",
    )
    names = {"place": place, "path": index.record(first.document).path}
    return _told(text, summed(own), summed(first), **names)


def _told(text: Text, own: Text, best: Text | None, **values: object) -> Text:
    """Fill a sentence with sums, each in the sentence's language."""
    best = best or own
    return Text(
        text.en.format(own=own.en, best=best.en, **values),
        text.zh.format(own=own.zh, best=best.zh, **values),
    )


def _lacking(index: Index, asked: Question, found: Findings, number: int) -> list[str]:
    """Return the question's words that the article lacks, function words left out."""
    own = impacts(index, found.weighed, number)
    small, chinese = function_words()
    lacking = [
        word
        for word in dict.fromkeys(words(asked.folded))
        if len(word) > 1 and word not in small and not _has(index, word, own)
    ]
    for run in dict.fromkeys(ideographs(asked.folded)):
        left = chinese.sub(_CUT, _uncovered(index, run, own))
        lacking += [piece for piece in left.split(_CUT) if len(piece) > 1]
    return lacking[:8]


_CUT = "\0"


def _has(index: Index, word: str, own: Mapping[int, int]) -> bool:
    """Tell whether an article has at least half of a word's pieces."""
    pieces = grams(word)
    return 2 * sum(index.number(piece) in own for piece in pieces) >= len(pieces)


def _uncovered(index: Index, run: str, own: Mapping[int, int]) -> str:
    """Return a Chinese run with all cut out that is in a pair of the article's."""
    left = list(run)
    for at in range(len(run) - 1):
        if index.number(run[at : at + 2]) in own:
            left[at] = left[at + 1] = _CUT
    return "".join(left)
