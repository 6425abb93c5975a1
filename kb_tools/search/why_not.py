"""Why an article that was expected is not in the answer, and what its writer can do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kb_tools.language import Text
from kb_tools.search.find import Findings, Wish, find
from kb_tools.search.index import Index, Record
from kb_tools.search.question import Question, chinese_filler, filler, function_words, question
from kb_tools.search.reasons import impacts, matched, pieces

WORDING_LIMIT = 80
"""A question longer than this is no wording that one would add to an article as it is."""

_SENTENCE = re.compile(r"[\n。！？!?；;]|(?<=[a-z0-9])\.(?=\s|$)|，(?=.{12,})")


def why_not(index: Index, asked: Question, wish: Wish, name: str) -> Iterator[Text]:
    """Yield sentences about the article of id or path `name` and this question."""
    numbers = [n for n in range(index.documents) if name in _names(index, n)]
    if not numbers:
        yield _unknown(index, name)
        return
    found = find(index, asked, wish)
    places = {hit.document: place for place, hit in enumerate(found.hits, 1)}
    number = min(numbers, key=lambda n: places.get(n, index.documents))
    yield _place(found, places.get(number), number, wish)
    if lacking := _lacking(index, asked, found, number):
        text = Text("it lacks the words {words}", "文中没有这些词：{words}")
        yield text.format(words=" · ".join(lacking))
    if line := wording(index, asked):
        text = Text(
            "if it answers this, add to its `asked_as`: {line}",
            "如果它确实回答了这个问题，请在 `asked_as` 中加入：{line}",
        )
        yield text.format(line=line)


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
    return [
        index.record(number) for number in range(index.documents) if name in _names(index, number)
    ]


def _names(index: Index, number: int) -> tuple[str, str]:
    record = index.record(number)
    return record.id, record.path


def _unknown(index: Index, name: str) -> Text:
    known = sorted({one for n in range(index.documents) for one in _names(index, n)})
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        text = Text(
            "no article '{name}' can be suggested: there is none, or it is a draft or archived",
            "没有可推荐的文章“{name}”：它不存在，或者是草稿、已归档",
        )
        return text.format(name=name)
    text = Text("no article '{name}'; did you mean '{near}'?", "没有文章“{name}”；是不是“{near}”？")
    return text.format(name=name, near=near[0])


def _place(found: Findings, place: int | None, number: int, wish: Wish) -> Text:
    if place is None:
        return Text(
            "it is not among the candidates: too few of the question's words, or left out by"
            " language, audience or product",
            "它不在候选之列：与问题相同的词太少，或被语言、读者、产品条件排除",
        )
    own = next(hit for hit in found.hits if hit.document == number)
    if found.fits < wish.threshold:
        text = Text(
            "it is candidate {place}, but nothing is suggested: that any article fits has the"
            " probability {fits:.0%}, and the threshold is {least:.0%}",
            "它是第 {place} 个候选，但没有推荐任何文章："
            "有合适文章的概率是 {fits:.0%}，低于 {least:.0%}",
        )
        return text.format(place=place, fits=found.fits, least=wish.threshold)
    text = Text(
        "it is candidate {place} with {own:.2f}; the first has {best:.2f} (words {coverage:.2f},"
        " wording {likeness:.2f}, letters {closeness:.2f} of its own)",
        "它是第 {place} 个候选，得分 {own:.2f}，第一名 {best:.2f}（它自己：词语 {coverage:.2f}、"
        "说法 {likeness:.2f}、字面 {closeness:.2f}）",
    )
    return text.format(
        place=place,
        own=own.score,
        best=found.hits[0].score,
        coverage=own.coverage,
        likeness=own.likeness,
        closeness=own.closeness,
    )


def _lacking(index: Index, asked: Question, found: Findings, number: int) -> list[str]:
    """Return the question's words that the article lacks though others have them, or none has."""
    weighed = found.weighed
    own = impacts(index, weighed, number)
    every = dict.fromkeys(weighed.weights, 255)
    said = matched(index, asked, weighed, own)
    known = [word for word, _ in pieces(index, asked.folded, every)]
    small, _ = function_words()
    telling = (word for word in known if len(word) > 1 and word not in small)
    return [word for word in telling if not any(word in have for have in said)][:8]
