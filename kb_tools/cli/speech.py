"""In which language the command line speaks."""

from __future__ import annotations

import os
from functools import cache


@cache
def reader_lang() -> str:
    """Return the reader's language: `KB_LANG`, else the locale's, else English."""
    for name in ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return _system_lang() if os.name == "nt" else "en"


def _system_lang() -> str:
    """Return what Windows is set to; it has no such variables."""
    import locale

    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def say(en: str, zh: str) -> str:
    """Return the sentence in the reader's language."""
    return zh if reader_lang() == "zh" else en
