"""What the browser has to know of words: how they are spelt, other ways of saying it, fillers.

A word stands under how it begins and under how it ends, so that a misspelt one is found by the
end that is right; with it, how many articles have it, 0 for a function word. The browser's half
is `spelling.js`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from kb_tools.search.index import Index
from kb_tools.search.question import function_words
from kb_tools.search.spelling import LONGEST, SHORTEST
from kb_tools.search.synonyms import Group
from kb_tools.search.terms import words

ENDS = 3
"""Letters at an end of a long word by which it is found; of a shorter word, fewer than half."""


def files(groups: Sequence[Group]) -> dict[str, object]:
    """Return the files by name; each is read only for a question that needs it.

    `alike/latin` and `alike/other` hold the same groups, the phrases of alphabets in the one,
    all others in the other; `fillers` are the function words.
    """
    latin = [",".join(filter(str.isascii, group)) for group in groups]
    other = [",".join(phrase for phrase in group if not phrase.isascii()) for group in groups]
    listed, chinese = function_words()
    small = " ".join(sorted(listed - set(chinese.pattern.split("|"))))
    return {"alike/latin": latin, "alike/other": other, "fillers": [small, chinese.pattern]}


def spelt(index: Index) -> dict[str, str]:
    """Return, for each end that words have, what comes before or after it, and in how many."""
    found = defaultdict[str, list[str]](list)
    for word, articles in sorted(spelt_words(index).items()):
        size = min(ENDS, (len(word) - 1) // 2)
        found[f"{word[:size]}-"].append(f"{word[size:]}{articles}")
        found[f"-{word[-size:]}"].append(f"{word[:-size]}{articles}")
    return {key: " ".join(entries) for key, entries in found.items()}


def spelt_words(index: Index) -> dict[str, int]:
    """Return the words that a misspelt one may mean, with how many articles have each, or 0."""
    found: Counter[str] = Counter()
    for number in range(index.documents):
        found.update(set(chain.from_iterable(map(words, _texts(index, number)))))
    small = dict.fromkeys(function_words()[0], 0)
    return {word: times for word, times in {**found, **small}.items() if _may_be_meant(word)}


def _texts(index: Index, number: int) -> Iterator[str]:
    """Yield the folded texts of an article."""
    yield from index.folded(number)
    yield str(index.blob("summary", number), "utf-8", "surrogatepass")
    yield from index.parts(number)


def _may_be_meant(word: str) -> bool:
    return SHORTEST - 1 <= len(word) <= LONGEST + 1 and word.isalpha()
