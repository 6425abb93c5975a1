"""The language of a question, where a knowledge base has several that share an alphabet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb_tools.language import guess, normal
from kb_tools.search.question import Question, words_of_languages
from kb_tools.search.terms import words


def tongue(asked: Question, languages: Sequence[str]) -> str:
    """Return the language of a question, of those that a knowledge base has.

    Chinese is told by its characters; of other languages the one most of whose function words
    it has, the first one where that does not tell.
    """
    guessed = guess(asked.text, languages)
    others = [tag for tag in map(normal, languages) if not tag.startswith("zh")]
    if guessed.startswith("zh") or len(others) < 2:
        return guessed
    said, known = Counter(words(asked.folded)), words_of_languages()

    def heard(tag: str) -> int:
        return sum(said[word] for word in known.get(tag.partition("-")[0], ()))

    return max(others, key=heard)
