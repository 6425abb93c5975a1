"""Ways of saying the same: groups of phrases, our own and a knowledge base's.

One line a group, members separated by commas (Chinese ones too), `#` begins a comment. The
languages of a line's members may differ: so a Chinese question finds an English article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from kb_tools.search.terms import fold

_COMMA = re.compile(r"\s*[,，、]\s*")
_ALPHABETIC = re.compile("[a-z0-9]")

Group = tuple[str, ...]
"""Folded phrases that say the same."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Folded phrases, each with the others of its groups, and what finds them in a text."""

    others: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    def in_text(self, folded: str) -> Iterator[tuple[str, str]]:
        """Yield (phrase in a folded text, another way of saying it), each other one once.

        One that says a phrase in its own script and another phrase in a foreign one is yielded
        for both: the two are not used alike.
        """
        said = dict.fromkeys(match[0] for match in self.pattern.finditer(folded))
        seen = set[tuple[str, bool]]()
        for phrase in said:
            for other in self.others[phrase]:
                told = other, phrase.isascii() == other.isascii()
                if other not in said and told not in seen:
                    seen.add(told)
                    yield phrase, other

    def unsaid(self, folded: str) -> str:
        """Return a folded text without the phrases that can be said in another script."""

        def left(match: re.Match[str]) -> str:
            phrase = match[0]
            abroad = any(phrase.isascii() != other.isascii() for other in self.others[phrase])
            return " " if abroad else phrase

        return self.pattern.sub(left, folded)


NONE = Synonyms({}, re.compile(r"(?!)"))


def groups(lines: Iterable[str]) -> list[Group]:
    """Return the groups of a file's lines, folded."""
    told = (line.partition("#")[0].strip() for line in lines)
    return [tuple(fold(phrase) for phrase in _COMMA.split(line) if phrase) for line in told if line]


def synonyms(lines: Iterable[str]) -> Synonyms:
    """Return the synonyms of a file's lines."""
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in groups(lines):
        for phrase in group:
            others[phrase].update((other, None) for other in group if other != phrase)
    if not others:
        return NONE
    return Synonyms({phrase: tuple(found) for phrase, found in others.items()}, _finder(others))


def _finder(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the longest phrase at each place; words of an alphabet are taken whole.

    Phrases are grouped by how they begin, so that most places are left after one comparison:
    inside a word of an alphabet, and at a character that none begins with.
    """
    ordered = sorted(phrases, key=lambda phrase: (phrase[:1], -len(phrase), phrase))
    groups = {
        first: f"{re.escape(first)}(?:{'|'.join(map(_rest, found))})"
        for first, found in groupby(ordered, key=lambda phrase: phrase[:1])
    }
    in_words = [found for first, found in groups.items() if _ALPHABETIC.match(first)]
    others = {first: found for first, found in groups.items() if not _ALPHABETIC.match(first)}
    begins = "".join(map(re.escape, others))
    parts = [
        *([f"(?<![a-z0-9])(?:{'|'.join(in_words)})"] if in_words else []),
        *([f"(?=[{begins}])(?:{'|'.join(others.values())})"] if others else []),
    ]
    return re.compile("|".join(parts))


def _rest(phrase: str) -> str:
    end = r"(?![a-z0-9])" if phrase[-1].isascii() else ""
    return re.escape(phrase[1:]) + end


@cache
def shipped() -> tuple[str, ...]:
    """Return the lines that come with kb_tools."""
    file = resources.files("kb_tools.search").joinpath("synonyms.txt")
    return tuple(file.read_text("utf-8").splitlines())


@cache
def known(own: tuple[str, ...] = ()) -> Synonyms:
    """Return the shipped synonyms together with a knowledge base's own lines."""
    return synonyms((*shipped(), *own))
