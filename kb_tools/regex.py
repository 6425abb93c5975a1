"""Regular expressions that are compiled when they are first asked something.

A command needs few of all that its modules hold: to compile them all at the import took a
tenth of a check after an edit.
"""

from __future__ import annotations

import re
from typing import Any, cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern that `re.compile` would; a fault in it shows when it is first used."""
    return cast("re.Pattern[str]", Late(source, flags))


class _Asked:
    """What a pattern is asked: the first time it is compiled, and has the answer itself then.

    A `__getattr__` would be shorter, but slow down every later question, too.
    """

    def __set_name__(self, _owner: type[Late], name: str) -> None:
        self._name = name

    def __get__(self, late: Late, _owner: type[Late]) -> Any:  # noqa: ANN401 - as `re` has it
        answer = getattr(re.compile(*late.given), self._name)
        late.__dict__[self._name] = answer
        return answer


class Late:
    """A pattern that is not compiled yet."""

    def __init__(self, source: str, flags: int) -> None:
        self.given = source, flags

    search, match, fullmatch, finditer = _Asked(), _Asked(), _Asked(), _Asked()
    findall, sub, subn, split = _Asked(), _Asked(), _Asked(), _Asked()
    pattern, flags, groups, groupindex = _Asked(), _Asked(), _Asked(), _Asked()
