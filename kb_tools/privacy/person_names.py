"""Names of people in tickets: where a greeting, a closing, a title or the sentence shows one.

Given names that many have help where nothing else does (person_names.toml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from kb_tools.article import Span
from kb_tools.privacy import chinese_names
from kb_tools.privacy.name_lists import Place, listed, place


def find(text: str) -> Iterator[Span]:
    """Yield the names in a text, by the kind of place; some may overlap."""
    lower = text.lower()
    for gate, pattern, holds in _western() if text.isascii() else _places():
        if not gate or any(word in lower for word in gate):
            for match in pattern.finditer(text):
                group = match.lastindex or 0
                if holds(match[group]):
                    yield Span(*match.span(group))


def _person(value: str) -> bool:
    """Tell whether words in title case may be a name: no greeting, no team, no product."""
    words = value.lower().replace("-", " ").split()
    return words[0].rstrip(".") not in listed("no_names") and listed("things").isdisjoint(words)


def _known(value: str) -> bool:
    """Tell whether a name begins with a given name that many have."""
    return value.split()[0] in listed("given") and _person(value)


def _likely(value: str) -> bool:
    """Tell whether a name has two words, or is one that many have."""
    return (" " in value or value in listed("given")) and _person(value)


_WORD = r"[A-ZÀ-Þ](?:['’][A-Z])?[a-zß-ÿ]+(?:-[A-Z][a-zß-ÿ]+)?"
_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: (?:{_WORD}|[A-Z]\.?))?(?: {_WORD})?"
_FULL_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: [A-Z]\.?)?(?: {_WORD}){{1,2}}"
_HELLO = r"(?i:hi|hello|hey|good (?:morning|afternoon|evening))"
_END = r"[.,*]?\s*(?=\Z|\[\w|\(?\+?\d{3}[-. )]{1,2}\d{3}|[\w.+-]{1,64}@)"
_CLOSING = (
    r"(?i:(?:with +)?(?:kind|best|warm|kindest|many thanks and) +(?:regards|wishes)|regards|rgds"
    r"|sincerely(?: yours)?|respectfully|gratefully|yours(?: \w+)?|cheers|blessings"
    r"|best(?=[,.!\n])|love(?: from)?|(?:many )?thanks?(?: you)?"
    r"(?: (?:kindly|again|so much|very much|in advance|a lot|and regards"
    r"|for [\w ]{3,30}(?=[,.!\n])))?)"
)
_ROADS = "(?:Street|Road|Avenue|Hospital|University|School|Syndrome|Disease)"
_KIN = (
    r"(?i:brother|sister|mother|father|mom|mum|dad|wife|husband|son|daughter|cousin|uncle|aunt"
    r"|nephew|niece|baby|boss|colleague|coworker|friend|doctor|assistant)(?i:[ -]in[ -]law)?"
)


def _place(gate: str, pattern: str, holds: Callable[[str], bool] = _person) -> Place:
    return place(gate, pattern, holds)


@cache
def _western() -> tuple[Place, ...]:
    return (*_english(), *chinese_names.romanised())


@cache
def _places() -> tuple[Place, ...]:
    return (*_western(), *chinese_names.places())


def _english() -> Iterator[Place]:
    yield _place(
        "dear hi hello hey good name",
        rf"(?:\b[Dd]ear |\b(?i:name(?:'s| is)):?\s+|^{_HELLO} )({_NAME})(?=[,.!:\s]|$)",
    )
    yield _place(
        "name",
        rf"^[ \t]*(?i:(?:my|full|first|last|contact|customer|caller) )?[Nn]ame ?: *({_NAME})",
        _likely,
    )
    yield _place("hi hello hey good", rf"^{_HELLO}, ({_NAME})(?=[,.!:]|$)")
    yield _place(
        "dr mr ms prof",
        rf"\b(?:Dr|Mr|Mrs|Ms|Prof)\.? ?({_NAME})(?![a-z])",
    )
    yield _place(
        "am i'm this",
        rf"\b(?i:i am|i'm|this is) ({_FULL_NAME}|"
        rf"{_WORD}(?=,? (?:[Ff]rom|here|again|calling|writing)\b))",
    )
    yield _place(
        "regards rgds sincere thank cheers best yours wishes respect grateful blessings love",
        rf"\b{_CLOSING}[,.!/ \t-]*(?:\n[ \t*]*){{0,3}}(?!{_CLOSING}\b)({_NAME})"
        r"(?=[.,*]?[ \t]*(?:$|[\[(+*\d|]))",
    )
    yield _place(
        "", rf"(?:[.?!](?:\s+|\s*[~–—-]\s*)|\n[ \t*~–—-]*)(?:From:? )?({_NAME}){_END}", _likely
    )
    yield _place("", rf",\s+({_NAME}){_END}", _known)
    yield _place("", rf"^[ \t*]*({_NAME})[ \t*]*$", _known)
    yield _place("", rf"\b({_WORD} (?:[A-Z]\.? )?{_WORD})\b(?! {_ROADS})", _known)
    yield _place(
        "my his her our named behalf",
        rf"\b(?:(?i:my|his|her|our) {_KIN}(?:,? (?:named |is |\( ?)?|'s ?\( ?)"
        rf"|(?i:named |behalf of ))({_NAME})(?![a-z])",
    )
    yield _place("", rf"({_FULL_NAME}),? (?:M\.?D|R\.?N|Ph\.?D|Esq|Jr|Sr|Ms|Mr|Mrs)\b")
    yield _place(
        "contact attn c/o spoke talked met",
        rf"\b(?i:contact|attn:?|c/o|(?:spoke|talked|met) (?:to|with)|met) ({_NAME})",
        _known,
    )
