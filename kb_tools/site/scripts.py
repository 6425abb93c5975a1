"""Scripts of the package as they are sent: what only explains them stays here."""

from __future__ import annotations

import re
from importlib import resources

_REMARK = re.compile(r"^\s*(//.*|/\*\*.*\*/)?\n|^\s*(/\*\*| \*).*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)


def script(*path: str) -> str:
    """Return a script of `kb_tools/site/` without remarks of their own lines and indentation."""
    text = resources.files("kb_tools.site").joinpath(*path).read_text("utf-8")
    return _INDENT.sub("", _REMARK.sub("", text))
