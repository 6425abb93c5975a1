"""How keys that open something look: secret_shapes.toml, for the linter and for tickets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb_tools.language import Text
from kb_tools.regex import regex


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of key; where the pattern has a group `value`, that is the key."""

    name: Text
    pattern: re.Pattern[str]
    literal: str = ""
    """What every key of this kind holds; looked for first where the pattern is slow to."""


@cache
def shapes() -> tuple[Shape, ...]:
    """Return every known shape."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    rows = table["shape"]
    return tuple(
        Shape(Text(row["name"], row["zh"]), regex(row["pattern"]), row.get("literal", ""))
        for row in rows
    )
