"""What the browser has to know of words: other ways of saying it, and words that say little."""

from __future__ import annotations

from collections.abc import Sequence

from kb_tools.search.question import function_words
from kb_tools.search.synonyms import Group


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
