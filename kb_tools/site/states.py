"""How far a known issue has got (`state`), in the language of the page that says it."""

from __future__ import annotations

import re
from typing import NamedTuple


class State(NamedTuple):
    """One state in English, simplified and traditional Chinese."""

    en: str
    zh: str
    traditional: str

    def to(self, lang: str) -> str:
        """Return the state in a page's language; English for any that is not Chinese."""
        if lang == "zh-Hant":
            return self.traditional
        return self.zh if lang.partition("-")[0] == "zh" else self.en


USUAL = (
    State("investigating", "正在调查", "正在調查"),
    State("identified", "已找到原因", "已找到原因"),
    State("in progress", "正在处理", "正在處理"),
    State("open", "未解决", "未解決"),
    State("monitoring", "观察中", "觀察中"),
    State("fixed", "已修复", "已修復"),
    State("resolved", "已解决", "已解決"),
    State("closed", "已关闭", "已關閉"),
)
FIXED_IN = State("fixed in {version}", "已在 {version} 修复", "已在 {version} 修復")

_KNOWN = {name: state for state in USUAL for name in state}
_FIXED_IN = re.compile(r"fixed in (\S+)|已在 ?(\S+?) ?修[复復]", re.IGNORECASE)


def spoken(written: str, lang: str) -> str:
    """Return a state as a page in `lang` says it; the writer's own words where they are others.

    >>> spoken("Fixed", "zh"), spoken("fixed in 5.2", "zh-Hant"), spoken("已修复", "en")
    ('已修复', '已在 5.2 修復', 'fixed')
    >>> spoken("等待供应商", "zh"), spoken("Fixed", "en")
    ('等待供应商', 'Fixed')
    """
    known, version = _KNOWN.get(written.lower()), _FIXED_IN.fullmatch(written)
    said = known.to(lang) if known else ""
    if version:
        said = FIXED_IN.to(lang).format(version=version[1] or version[2])
    return written if said.lower() == written.lower() else said or written
