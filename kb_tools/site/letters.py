"""Under which letter of an A–Z list a title is listed, Chinese titles by their sound."""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterable, Mapping

from kb_tools.search.terms import fold

_STARTS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"), (0xB7A2, "F"),
    (0xB8C1, "G"), (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"), (0xC0AC, "L"), (0xC2E8, "M"),
    (0xC4C3, "N"), (0xC5B6, "O"), (0xC5BE, "P"), (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"),
    (0xCBFA, "T"), (0xCDDA, "W"), (0xCEF4, "X"), (0xD1B9, "Y"), (0xD4D1, "Z"), (0xD7FA, ""),
)  # fmt: skip
"""GB 2312 puts its 3,755 common characters in order of their sound: where each letter starts."""

_CODES = tuple(code for code, _ in _STARTS)


def letter(title: str) -> str:
    """Return the letter of a title, "" for what has none (rare characters, digits, other scripts).

    >>> [letter(t) for t in ("“登录”后空白页", "登錄", "Écran", "2FA", "한국어")]
    ['D', 'D', 'E', '', '']
    """
    first = next((c for c in title if unicodedata.category(c)[0] in "LN"), "")
    plain = unicodedata.normalize("NFKD", fold(first))[:1].upper()
    if plain.isascii():
        return plain if plain.isalpha() else ""
    code = int.from_bytes(plain.encode("gb2312", errors="ignore"), "big")
    place = bisect.bisect_right(_CODES, code) - 1
    return _STARTS[place][1] if place >= 0 else ""


def by_letter(titles: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    """Group (title, address) pairs by letter, A to Z, those without a letter last."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for title, address in sorted(titles, key=lambda pair: _order(pair[0])):
        groups.setdefault(letter(title), []).append((title, address))
    return dict(sorted(groups.items(), key=lambda group: group[0] or "~"))


def _order(title: str) -> tuple[bytes, str]:
    """Sort by sound as far as GB 18030 gives it, then by code points."""
    return title.casefold().encode("gb18030", errors="replace"), title
