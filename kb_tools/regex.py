"""Regular expressions that are compiled when they are first asked something.

A command needs few of all that its modules hold: to compile them all at the import took a
tenth of a check after an edit.
"""

from __future__ import annotations

import re
from typing import Any, cast

_QUESTIONS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern that `re.compile` would; a fault in it shows when it is first used."""
    return cast("re.Pattern[str]", Late(source, flags))


class Late:
    """A pattern that is not compiled yet; from the first question on it answers as quickly."""

    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        self.__dict__.update({question: getattr(compiled, question) for question in _QUESTIONS})
        return getattr(compiled, name)
