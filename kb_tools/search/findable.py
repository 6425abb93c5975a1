"""Is every article found by what customers will type? The questions, and the verdict.

The answers come from elsewhere: from the JavaScript that the site ships.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kb_tools.language import Text
from kb_tools.search.document import Document
from kb_tools.search.terms import fold, folding, ideographs, traditional, words

TOP = 3
"""An article that ranks lower than this counts as not found."""
LETTERS = 5
"""A word of fewer letters, or of fewer Chinese characters, has no typo that one can see through."""

Change = Literal["", "script", "typo"]

_CHANGES: dict[Change, Text] = {
    "": Text("", ""),
    "script": Text(" in the other script", "（另一种字形）"),
    "typo": Text(" with a typo", "（有一处错字）"),
}
_SOURCES = {
    "title": Text("its title", "标题"),
    "wording": Text("a customer's wording", "客户的说法"),
    "error": Text("its id or error message", "编号或错误信息"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the article that it should find."""

    document: Document
    source: Literal["title", "wording", "error"]
    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A question whose article is not among the first; `above` are those that were."""

    question: Question
    above: Sequence[Document]

    @property
    def message(self) -> Text:
        """What was asked, and what came instead."""
        question = self.question
        source, change = _SOURCES[question.source], _CHANGES[question.change]
        above = ", ".join(document.path for document in self.above)
        en = f"not found by {source.en}{change.en}, '{question.text}'; "
        zh = f"用{source.zh}{change.zh}“{question.text}”找不到；"
        if not above:
            return Text(f"{en}nothing was found", f"{zh}没有任何结果")
        return Text(f"{en}before it came {above}", f"{zh}排在前面的是 {above}")


def all_questions(documents: Collection[Document]) -> Iterator[Question]:
    """Yield every text that must find one of the documents.

    An error message, or a keyword, that more articles name than can be first leads to none of
    them for sure; a title has to.
    """
    said = {(one.id, fold(it)) for one in documents for it in (*one.wordings, *one.errors)}
    shared = Counter(text for _, text in said)
    for one in documents:
        wordings = tuple(text for text in one.wordings if shared[fold(text)] <= TOP)
        errors = tuple(text for text in one.errors if shared[fold(text)] <= TOP)
        yield from questions(replace(one, wordings=wordings, errors=errors))


def questions(document: Document) -> Iterator[Question]:
    """Yield every text that must find a document: plain, in the other script, with a typo."""
    sources: Iterable[tuple[Literal["title", "wording", "error"], str]] = (
        ("title", document.title),
        *(("wording", text) for text in document.wordings),
        *(("error", text) for text in document.errors),
    )
    for source, text in sources:
        if not (words(fold(text)) or ideographs(fold(text))):
            continue
        yield Question(document, source, "", text)
        if (other := other_script(text)) != text:
            yield Question(document, source, "script", other)
        if source != "error" and (wrong := with_typo(text)) != text:
            yield Question(document, source, "typo", wrong)


def verdict(question: Question, found: Sequence[Document]) -> Miss | None:
    """Return a miss unless the question's article, in any language, is among the first found."""
    first = found[:TOP]
    if any(document.id == question.document.id for document in first):
        return None
    return Miss(question, first)


def other_script(text: str) -> str:
    """Return simplified Chinese in traditional characters, and the other way round."""
    to_simplified = folding().chars
    if any(char in to_simplified for char in text):
        return "".join(to_simplified.get(char, char) for char in text)
    return traditional(text)


def with_typo(text: str) -> str:
    """Return `text` with one slip in its longest word, always the same one for the same text.

    Two letters change places; of Chinese, one character in the middle is left out.
    """
    folded = fold(text)
    longest = max(["", *words(folded), *ideographs(folded)], key=len)
    at = text.lower().find(longest)
    if len(longest) < LETTERS or at < 0 or any(char.isdigit() for char in longest):
        return text
    place = at + 1 + zlib.crc32(text.encode()) % (len(longest) - 2)
    if ideographs(longest):
        return text[:place] + text[place + 1 :]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
