"""A question as the synonyms say it in another language, and how much of it they say."""

from __future__ import annotations

from collections.abc import Sequence

from kb_tools.search.index import Index
from kb_tools.search.question import EMPHASIS, Question, chinese_filler, filler, telling
from kb_tools.search.terms import codes, fold, grams, terms

LITTLE = 0.5
"""How much function words count in what the synonyms say: by itself, "how" is no question."""


def bridged(index: Index, asked: Question) -> Question:
    """Return the question as the synonyms say it in another language.

    Codes and names (words of an alphabet that the articles know too) are the same in all.
    However often a term occurs there it counts once: ways of saying a phrase repeat each other.
    """
    kept = codes(asked.folded)
    named = dict.fromkeys(_known(index, telling(asked.folded)[0]))
    text = " ".join((asked.bridge, *kept, *named))
    little = filler(text) | chinese_filler(text)
    weights = {term: LITTLE if term in little else 1.0 for term in terms(text)}
    for term in {term for code in kept for term in terms(code)}:
        weights[term] *= EMPHASIS
    return Question(text, text, weights)


def bridged_share(index: Index, asked: Question) -> float:
    """Return the share of the question that is said so, two Chinese characters being a word.

    An answer to a part of a question is less surely one to the whole.
    """
    words, chinese = telling(fold(asked.text))  # its slips are in what is unsaid, too
    unsaid, left = telling(asked.unsaid)
    whole = 2 * len(words) + chinese
    lost = 2 * (len(unsaid) - len(_known(index, unsaid))) + left
    return max(0.0, 1 - lost / whole) if whole else 1.0


def _known(index: Index, words: Sequence[str]) -> list[str]:
    """Return the words all of whose pieces articles have."""
    return [word for word in words if all(index.number(gram) is not None for gram in grams(word))]
