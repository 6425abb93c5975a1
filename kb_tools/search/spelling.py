"""Slips of the pen in a question, put right by what the articles themselves spell.

A word with pieces that no article has is compared with the words that differ by one slip (a
letter missing, too many, wrong, or two swapped) and whose every piece is in one and the same
article. The pieces of the index lead there, so neither a dictionary nor a list of words is
needed, and it works in every alphabet. A slip in a function word makes it one, so that it
counts as little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from kb_tools.search.index import Index
from kb_tools.search.question import Question, function_words
from kb_tools.search.terms import GRAM, grams, words

SHORTEST = 4
"""Letters from which on a word is looked at: shorter ones are a slip away from too many."""
SURE = 7
"""Letters from which on even the first one may be the slip."""
LONGEST = 24
WORDS = 40
"""How many words of a question are put right, at most."""
REMEMBERED = 50_000
"""How many words of questions are remembered, each with what was meant."""
DOUBT = 0.5
"""What is left of the weight of a misspelt word's own pieces: it may be a word by itself."""
_WORD = re.compile(r"[^\W_]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def respelt(index: Index, asked: Question) -> Question:
    """Return the question with its slips put right; the same one when there are none."""
    slips = corrections(index, asked.folded)
    if not slips:
        return asked
    right = {gram for word in words(asked.folded) if word not in slips for gram in grams(word)}
    weights = dict(asked.weights)
    for slip, meant in slips.items():
        wrong = [gram for gram in grams(slip) if gram not in right and gram in weights]
        weight = max((weights[gram] for gram in wrong), default=0.0)
        weights.update({gram: DOUBT * weights[gram] for gram in wrong})
        if meant not in function_words()[0]:
            weights.update({gram: max(weight, weights.get(gram, 0.0)) for gram in grams(meant)})
    return replace(asked, folded=_put_right(asked.folded, slips), weights=weights, slips=slips)


def corrections(index: Index, folded: str) -> dict[str, str]:
    """Return the misspelt words of a folded question, each with what was meant."""
    looked_up = _LOOKED_UP.setdefault(index, {})
    if len(looked_up) > REMEMBERED:
        looked_up.clear()
    found = ((word, _meant(index, word, looked_up)) for word in dict.fromkeys(words(folded)))
    return dict(islice(((word, meant) for word, meant in found if meant), WORDS))


_LOOKED_UP: WeakKeyDictionary[Index, dict[str, str]] = WeakKeyDictionary()
"""Of each index the words that were looked up: questions have most of theirs in common."""


def _meant(index: Index, word: str, looked_up: dict[str, str]) -> str:
    if (meant := looked_up.get(word)) is None:
        meant = looked_up[word] = correction(index, word)
    return meant


def correction(index: Index, word: str) -> str:
    """Return the word that was meant; "" for a known word, and for one unlike any."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()) or word in function_words()[0]:
        return ""
    padded = f" {word} "
    pieces = (padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))
    unknown = [at for at, piece in enumerate(pieces) if index.number(piece) is None]
    small = _function_word(word) if unknown else ""
    if small or not unknown or unknown[-1] - unknown[0] > GRAM:
        return small
    found = {other.strip() for other in _variants(index, padded, unknown[0], unknown[-1])}
    supported = {other: _support(index, other) for other in found if _near(word, other)}
    known = (other for other, support in supported.items() if support)
    return min(known, key=lambda o: (not _swapped(word, o), -supported[o], o), default="")


def _swapped(word: str, other: str) -> bool:
    """Tell whether only two letters changed places: few words are that near to one another."""
    return sorted(word) == sorted(other)


def _near(word: str, other: str) -> bool:
    """Leave out another first letter of a short word: that is another word, hardly ever a slip."""
    return word[0] == other[0] or len(word) >= SURE


def _put_right(folded: str, slips: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: slips.get(word[0], word[0]), folded)


def _variants(index: Index, padded: str, first: int, last: int) -> Iterator[str]:
    """Yield the words, padded, one slip away, whose every piece is known.

    The slip must have touched every unknown piece, from the one at `first` to that at `last`.
    """
    end = len(padded) - 1
    start = 1 if end > SURE else 2
    for at in range(max(start, last - 1), min(first + GRAM, end)):
        before, char, after = padded[:at], padded[at], padded[at + 1 :]
        if at >= last:
            others = (before + letter + after for letter in _letters(index, before))
            yield from _known(index, (before + after, *others), at)
        if at + 1 < end and after[0] != char:
            yield from _known(index, (before + after[0] + char + after[1:],), at)
    for at in range(max(start, last + 1), min(first + GRAM - 1, end) + 1):
        before, after = padded[:at], padded[at:]
        others = (before + letter + after for letter in _letters(index, before))
        yield from _known(index, others, at)


def _known(index: Index, words: Iterable[str], at: int) -> Iterator[str]:
    """Yield the padded words whose pieces around `at` are all known, the last one looked at first.

    The letter at `at` was chosen by the first of them.
    """
    number = index.number
    for padded in words:
        last = min(at + 1, len(padded) - GRAM)
        place = last
        while place >= 0 and place > at - GRAM and number(padded[place : place + GRAM]) is not None:
            place -= 1
        if place < 0 or place <= at - GRAM:
            yield padded


def _letters(index: Index, before: str) -> str:
    """Return the letters that may follow: those of pieces that begin with the last three."""
    if len(before) < GRAM - 1:
        return _ALPHABET
    return index.following(before[1 - GRAM :])


def _support(index: Index, word: str) -> int:
    """Return how many documents have every piece of a word."""
    numbers = [number for gram in set(grams(word)) if (number := index.number(gram)) is not None]
    found: set[int] | None = None
    for number in sorted(numbers, key=index.frequency):
        documents = index.postings(number)[0]
        found = found.intersection(documents) if found is not None else set(documents)
        if not found:
            break
    return len(found or ())


@cache
def _shortened() -> Mapping[str, tuple[str, ...]]:
    """Return function words by what is left of them without one letter, and whole."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in function_words()[0]:
        if len(word) >= SHORTEST and word.isalpha():
            for short in _without_one(word):
                found[short].append(word)
    return {short: tuple(sorted(set(same))) for short, same in found.items()}


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _function_word(word: str) -> str:
    near = {other for short in _without_one(word) for other in _shortened().get(short, ())}
    same = (other for other in near if OSA.distance(word, other) == 1 and other[0] == word[0])
    return min(same, default="")
