"""A question as the ranker sees it: its terms, and how much each one counts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain

from kb_tools.search.synonyms import NONE, Synonyms
from kb_tools.search.terms import fold, grams, ideographs, terms, words

TERM_LIMIT = 512
"""How many different known terms of a question take part: the weightiest."""
LONG = 20
"""Words from which on a question is long: function words then count this over its length."""
SYNONYM = 0.2
"""How much the terms of another way of saying it count, beside those that were said."""
BRIDGES = 2
"""How many ways of saying a phrase in another language are tried."""
EMPHASIS = 2.0
"""How often an emphasised string (an error code, a quoted message) counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question's text, the same folded, and its terms with 1 + ln(times each occurs).

    `also` are terms of other ways of saying it, with what they count. `bridge` is what the
    synonyms say of it in another script: Chinese for English, and the other way round; `unsaid`
    is what they say nothing of, as it is. `slips` are the misspelt words that were put right,
    with what was meant (`spelling`).
    """

    text: str
    folded: str
    weights: Mapping[str, float]
    also: Mapping[str, float] = field(default_factory=dict)
    bridge: str = ""
    unsaid: str = ""
    slips: Mapping[str, str] = field(default_factory=dict)


def question(
    text: str,
    emphasis: Sequence[str] = (),
    synonyms: Synonyms = NONE,
    small: float = 1.0,
    number: float = 1.0,
) -> Question:
    """Return the question of a text; `emphasis` are strings in it that count more.

    `small` is what Chinese function words count: their characters are rare in few articles.
    `number` is what short `numbers` count: each is one term, and a long word has ten of them.
    """
    folded = fold(text)
    counts = Counter(terms(folded))
    weights = {term: 1 + math.log(times) for term, times in counts.items()}
    share = LONG / max(LONG, length(folded))
    for least, found in ((share, filler), (min(share, small), chinese_filler)):
        for term in found(folded) if least < 1 else ():
            weights[term] *= least
    for term in numbers(folded):
        weights[term] *= number
    for term in {term for string in emphasis for term in terms(fold(string))}:
        weights[term] = EMPHASIS * weights.get(term, 1.0)
    near, far = _others(folded, synonyms)
    also = {term: SYNONYM for phrase in near for term in terms(phrase) if term not in weights}
    unsaid = synonyms.unsaid(folded) if far else folded
    return Question(text, folded, weights, also, " ".join(far), unsaid)


def length(folded: str) -> int:
    """Return how many words a folded text has; two Chinese characters are taken for one."""
    return len(words(folded)) + len("".join(ideographs(folded))) // 2


def telling(folded: str) -> tuple[list[str], int]:
    """Return the words of a folded text that are no function words, and how many Chinese
    characters stand in none.
    """
    small, chinese = function_words()
    run = chinese.sub("", " ".join(ideographs(folded)))
    return [word for word in words(folded) if word not in small], len(run.replace(" ", ""))


def filler(folded: str) -> set[str]:
    """Return the terms of a folded text that stand in function words of alphabets alone."""
    said, (small, _) = set(words(folded)), function_words()
    telling = set(chain.from_iterable(map(grams, said - small)))
    return set(chain.from_iterable(map(grams, said & small))) - telling


def chinese_filler(folded: str) -> set[str]:
    """Return the terms of a folded text that stand in Chinese function words alone."""
    chinese = " ".join(ideographs(folded))
    return set(terms(chinese)) - set(terms(function_words()[1].sub(" ", chinese)))


def numbers(folded: str) -> set[str]:
    """Return the terms of a folded text that are numbers of three or four digits.

    Smaller ones are mostly amounts, longer ones a customer's own: orders and telephones.
    """
    return {
        term
        for word in words(folded)
        if word.isdecimal() and 3 <= len(word) <= 4
        for term in grams(word)
    }


@cache
def function_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the function words of all alphabets, and what finds Chinese ones."""
    known = {word for own in words_of_languages().values() for word in own}
    listed = sorted(known, key=lambda word: (-len(word), word))
    chinese = [word for word in listed if ideographs(word)]
    return frozenset(listed), re.compile("|".join(chinese))


@cache
def words_of_languages() -> Mapping[str, frozenset[str]]:
    """Return the function words of each language, by its tag."""
    file = resources.files("kb_tools.search").joinpath("function_words.txt")
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    listed = (line.partition(":") for line in lines)
    return {tag: frozenset(known.split()) for tag, _, known in listed}


def _others(folded: str, synonyms: Synonyms) -> tuple[list[str], list[str]]:
    """Return other ways of saying a question, in the script of what was said and in another."""
    near, far = list[str](), list[str]()
    bridged: Counter[str] = Counter()
    for phrase, other in synonyms.in_text(folded):
        if phrase.isascii() == other.isascii():
            near.append(other)
        elif bridged[phrase] < BRIDGES:
            bridged[phrase] += 1
            far.append(other)
    return near, far
