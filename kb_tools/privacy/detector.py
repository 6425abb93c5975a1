"""One kind of sensitive value in a text: a pattern, and a check where the shape is not enough."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from kb_tools.regex import regex

Kind = Literal[
    "secret", "email", "id", "card", "phone", "account", "plate", "ip", "order", "address", "name"
]


class Detector(NamedTuple):
    """How a kind of value looks.

    One of the literals of `gate` is in every text that has one (none: always look). The value is
    the pattern's group, if it has one, and `holds` decides whether it is what it looks like.
    """

    kind: Kind
    gate: tuple[str, ...]
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]


BEFORE = r"(?<![\w.-])"
AFTER = r"(?![\w-]|\.\d)"
"""Around a number: it is not a part of a longer one, nor of a word."""
IS = r"\s*(?:(?:是|为|為|\bis\b)\s*)?(?:[:：#]\s*)?"
"""Each gap can be taken in one way only: else a line of spaces is one without an end."""


def detector(
    kind: Kind, gate: str, pattern: str, holds: Callable[[str], bool] = lambda _: True
) -> Detector:
    """Build a detector; `gate` lists literals, one of which must be there ("" = always look).

    Where the pattern has a group, the group is the value; spaces in it count.
    """
    return Detector(kind, tuple(gate.split()), regex(pattern), holds)
