"""Error messages as tickets: those that a knowledge base quotes, and those of other products.

A ticket is often nothing but a message. One that an article quotes, with another number, path or
name in it, is answered by that article; one that another product prints is answered by none. They
are taken from the articles of the bases in KB_DATA: what tells of an error and stands in quotation
marks, in code or in a block of it. `bench.fit` fits the scores to them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb_tools import config
from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.search.document import Document, documents
from kb_tools.search.labelled import Labelled, Query
from kb_tools.search.messages import messages
from kb_tools.search.terms import fold

MOST = 120
"""Messages of a base that are asked of it, and of others."""
FEWEST = 40
"""Messages with which a base is a set of its own."""
LONGEST = 200
"""Characters of a message."""
SAME = {"magento": "adobe"}
"""Bases about the product of another, by the first words of their names."""

_SAID = re.compile(r'`([^`\n]+)`|"([^"\n]+)"|“([^”\n]+)”|「([^」\n]+)」')
_BLOCK = re.compile(r"^ *(```|~~~).*?\n(.*?)^ *\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(
    r"\s*(?:[$#>|<{}@]|//|--|mysql>|(?:if|for|func|public|return|echo|select|insert)\b)"
    r"|.* (?:= |--?\w)|.*[;{}]\s*$|.*\w\([^()]*\w\("
    r"|[^ \u3400-\u9fff]* ?[^ \u3400-\u9fff]*$",
    re.IGNORECASE,
)
"""What is a command or a program rather than a message, or no more than two words."""
_OWN = re.compile(r"(?<!ERROR )(?<!rror )(?<!ode )(?<!ode=)\d+|[\w.-]*(?:[/_]|[a-z][A-Z])[\w./-]*")
"""What differs from one time that a message is printed to another: numbers, paths, identifiers."""


class Base(NamedTuple):
    """A base's documents, and its messages with the ids of the articles that quote them."""

    documents: tuple[Document, ...]
    quoted: dict[str, frozenset[str]]


def product(name: str) -> str:
    """Return what sets and bases about one product have in common."""
    parts = name.replace("-", "_").split("_")
    first = parts[1] if parts[0] in ("anchors", "errors") else parts[0]
    return SAME.get(first, first)


def bases(root: Path) -> dict[str, Base]:
    """Return the knowledge bases below a folder."""
    return {folder.name: _base(folder) for folder in sorted(root.iterdir())}


def sets(known: dict[str, Base]) -> dict[str, Labelled]:
    """Return, of each base with messages enough, its own as questions and those of others."""
    return {
        (name := f"errors_{base}"): Labelled(name, those, (*own, *strangers(name, known, MOST)))
        for base, (those, quoted) in known.items()
        if len(own := _some(_asked("own", quoted), MOST)) >= FEWEST
    }


def strangers(name: str, known: dict[str, Base], count: int) -> list[Query]:
    """Return messages of the bases about other products than this set's: nothing fits them."""
    asked = [
        query
        for base, (_, quoted) in known.items()
        if product(base) != product(name)
        for query in _asked(f"message-{base}", dict.fromkeys(quoted, frozenset[str]()))
    ]
    return _some(asked, count)


def _some(queries: list[Query], count: int) -> list[Query]:
    return random.Random(2).sample(queries, min(count, len(queries)))


def _asked(name: str, quoted: dict[str, frozenset[str]]) -> list[Query]:
    return [
        Query(f"{name}-{number}", changed(message, random.Random(number)), "", answers)
        for number, (message, answers) in enumerate(sorted(quoted.items()))
    ]


def _base(folder: Path) -> Base:
    kb = KnowledgeBase.load(config.load(folder))
    those = tuple(documents(kb))
    quoted: defaultdict[str, set[str]] = defaultdict(set)
    for document in those:
        for message in told(kb.articles[document.path]):
            quoted[message].add(document.id)
    return Base(those, {message: frozenset(ids) for message, ids in quoted.items()})


def told(article: Article) -> Iterator[str]:
    """Yield the error messages that an article quotes."""
    text = "\n".join(section.body.of(article.text) for section in article.sections)
    for match in _BLOCK.finditer(text):
        yield from filter(_is_message, map(str.strip, match[2].splitlines()))
    for match in _SAID.finditer(_BLOCK.sub("", text)):
        said = next(filter(None, match.groups())).strip()
        if _is_message(said):
            yield said


def _is_message(line: str) -> bool:
    return len(line) <= LONGEST and bool(messages(fold(line))) and not _CODE.match(line)


def changed(message: str, chance: random.Random) -> str:
    """Return a message as it is elsewhere: one of its numbers, paths or names is another."""
    found = list(_OWN.finditer(message))
    if not found:
        return message
    match = chance.choice(found)
    other = "".join(_other(char, chance) for char in match[0])
    return message[: match.start()] + other + message[match.end() :]


def _other(char: str, chance: random.Random) -> str:
    if char.isdigit():
        return chance.choice("0123456789")
    return chance.choice("abcdefghijklmnopqrstuvwxyz") if char.isalpha() else char
