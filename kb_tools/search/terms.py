"""Text into the terms that articles and questions are compared by.

The same steps run in the browser, so they are few and exact:

1. `fold`: NFKC, lower case; accents, vowel points and invisible characters go; traditional
   characters become simplified by a table, then Taiwan's words become the mainland's
   (leftmost, longest first).
2. Codes (`0x80070005`, `ORA-01555`, `v5.2.1`, `ERR_CONNECTION_REFUSED`) are kept whole, besides
   what steps 3 and 4 make of them.
3. A run of Chinese, Japanese or Korean characters gives every character and every pair.
4. A word of any other script is set between spaces and gives its 4-grams; one that is no longer
   than that, and one of digits, stays whole; one with a digit in it is also kept whole.

No stemmer, no stop list and no dictionary: rarity weighs the terms, and a typo costs a word
only some of its 4-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, groupby
from types import MappingProxyType
from typing import Any, NamedTuple

GRAM = 4
"""Length of the pieces of a word."""
CODE_LIMIT = 64
"""Codes longer than this (base64, hashes, URLs) are not kept whole."""

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
# Indic, Thai, Lao and Tibetan vowel signs are no letters to `\w`, yet they are inside words.
_LETTER = r"(?:[^\W_]|[\u0900-\u0fff])"
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_GONE = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u00ad\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHE = re.compile(r"(?<=[a-z])['\u2019](?=(?:t|s|re|ve|ll|d|m)\b)")
_WORD = re.compile(f"{_LETTER}+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_OTHER_LETTER = re.compile(r"[^\W_0-9a-z]|[\u0900-\u0fff]")
_IDEOGRAPHS = re.compile(rf"[{CJK}]+")
_RUN_OF_IDEOGRAPHS = re.compile(f"({_IDEOGRAPHS.pattern})")
_CODE = re.compile(r"(?<![a-z0-9])[a-z0-9]+(?:[-_.:/]+[a-z0-9]+)+(?![a-z0-9])")
_MIXED = re.compile(r"[_0-9]")
_DIGIT = re.compile(r"[0-9]")
_COMPOSED = re.compile(r"[\u00c0-\u1fff\ufb00-\ufdff]")


class Folding(NamedTuple):
    """The tables of `fold`: single characters, and words in characters already folded."""

    chars: Mapping[str, str]
    words: Mapping[str, str]


@cache
def folding() -> Folding:
    """Return the tables that `fold` uses; the browser's copy is written from them."""
    return Folding(MappingProxyType(_simplified()), MappingProxyType(_mainland()))


def _simplified() -> dict[str, str]:
    import opencc

    chars = [
        chr(code)
        for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000))
        for code in range(start, end)
    ]
    folded = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    table = {a: b for a, b in zip(chars, folded, strict=True) if a != b and b <= "\uffff"}
    return {a: table.get(b, b) for a, b in table.items()}


def _mainland() -> dict[str, str]:
    lines = resources.files("kb_tools.search").joinpath("taiwan.txt").read_text("utf-8")
    pairs = [line.split() for line in lines.splitlines() if not line.startswith("#")]
    return {there: here.lower() for there, here in pairs}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(folding().chars)}]")


@cache
def _taiwanese() -> re.Pattern[str]:
    """Match every word of the table, the longest first; by first character, to fail fast."""
    words = sorted(folding().words, key=lambda word: (word[0], -len(word), word))
    groups = groupby(words, key=lambda word: word[0])
    return re.compile("|".join(f"{a}(?:{'|'.join(w[1:] for w in ws)})" for a, ws in groups))


def fold(text: str) -> str:
    """Return `text` as it is compared: without case, width, accents and script variants.

    >>> fold("ＦＵＬＬ－width Café: 忘記密碼，無法登入")
    'full-width cafe: 忘记密码,无法登录'
    """
    if text.isascii():
        return text.lower()
    text = _compatible(text).lower()
    if _COMPOSED.search(text):
        text = unicodedata.normalize("NFC", _GONE.sub("", unicodedata.normalize("NFD", text)))
    else:
        text = _GONE.sub("", text)
    return _one_script(text) if _HAN.search(text) else text


def traditional(text: str) -> str:
    """Return simplified Chinese in the characters that Taiwan uses.

    >>> traditional("忘记密码，无法登录")
    '忘記密碼，無法登錄'
    """
    return str(_to_taiwan().convert(text))


@cache
def _to_taiwan() -> Any:  # noqa: ANN401 - OpenCC has no types
    import opencc

    return opencc.OpenCC("s2tw")


def _compatible(text: str) -> str:
    """Return `text` in NFKC; wide punctuation is replaced first, for it is often all there is."""
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


_PUNCTUATION = tuple(
    (char, unicodedata.normalize("NFKC", char)) for char in "，：；！？（）／…　\xa0"
)


def _one_script(text: str) -> str:
    chars, words = folding()
    text = _traditional().sub(lambda match: chars[match[0]], text)
    return _taiwanese().sub(lambda match: words[match[0]], text)


def analyse(text: str) -> list[str]:
    """Return the terms of `text`, repeated ones repeated: codes, words, characters, pairs.

    >>> analyse("登不上 app")
    [' app', 'app ', '登', '不', '上', '登不', '不上']
    >>> analyse("E-42")
    ['e-42', ' e ', ' 42 ']
    """
    return terms(fold(text))


def terms(folded: str) -> list[str]:
    """Return the terms of a text that `fold` returned."""
    rest = _alphabetic(folded)
    found = codes(rest)
    found += chain.from_iterable(map(grams, words(rest)))
    if not folded.isascii():
        joined = "\n".join(ideographs(folded))
        found += joined.replace("\n", "")
        found += filter(str.isprintable, map(str.__add__, joined, joined[1:]))
    return found


def _alphabetic(folded: str) -> str:
    return folded if folded.isascii() else " ".join(_IDEOGRAPHS.split(folded))


def words(folded: str) -> list[str]:
    """Return the words of all scripts that are not Chinese, Japanese or Korean."""
    rest = _alphabetic(folded)
    if "'" in rest or "\u2019" in rest:
        rest = _APOSTROPHE.sub("", rest)
    # Most texts have no letter but those of ASCII, which are found in a third of the time.
    return (_WORD if _OTHER_LETTER.search(rest) else _ASCII_WORD).findall(rest)


def scripts(folded: str) -> tuple[str, str]:
    """Return the text without its runs of Chinese, Japanese and Korean, and these by line."""
    if folded.isascii():
        return folded, ""
    cut = _RUN_OF_IDEOGRAPHS.split(folded)
    return " ".join(cut[::2]), "\n".join(cut[1::2])


def ideographs(folded: str) -> list[str]:
    """Return the runs of Chinese, Japanese and Korean characters."""
    return _IDEOGRAPHS.findall(folded)


def codes(folded: str) -> list[str]:
    """Return the error codes, versions, paths and identifiers of a folded text, whole."""
    return [code for code in _CODE.findall(folded) if is_code(code)]


def is_code(term: str) -> bool:
    """Say whether a joined-up term is a code: with a digit or an underscore, and not too long."""
    return len(term) <= CODE_LIMIT and _MIXED.search(term) is not None


@lru_cache(maxsize=1 << 16)
def grams(word: str) -> tuple[str, ...]:
    """Return the pieces of one folded word of an alphabet."""
    padded = f" {word} "
    if len(padded) <= GRAM or word.isdecimal():
        return (padded,)
    pieces = [padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1)]
    if _DIGIT.search(word):
        pieces.append(padded)
    return tuple(pieces)
