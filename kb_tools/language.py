"""Text for people, in the languages that kb_tools speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb_tools.regex import regex

_ALIASES = {
    "zh": "zh",
    "zh-cn": "zh",
    "zh-sg": "zh",
    "zh-my": "zh",
    "zh-hans": "zh",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
}


_CODES = regex(
    "af|am|ar|az|be|bg|bn|bs|ca|cs|cy|da|de|el|en|es|et|eu|fa|fil?|fr|ga|gl|gu|he|h[iruy]|i[dst]"
    "|ja|k[akmno]|ky|l[otv]|m[klnrsy]|n[belno]|pa|pl|ps|pt|ro|ru|s[iklqrvw]|t[aeghlr]|u[krz]|vi"
    "|yue|zh"
)
"""The languages that products are translated into; `br/`, `as/` and `to/` stay folders."""

_TAG = regex(r"([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|hans|hant|[a-z]{2}))*")

_NOT_HAN = bytes({*range(256)} - {*range(0x34, 0xA0), 0xF9, 0xFA})
_WORD = regex(r"[A-Za-z\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f]{2,}")
_SIMPLIFIED = regex(
    "[这为们时国说对会来个过发还进动样现开无问关点经应让实证请帮学选择击录号码网页视设备体电脑线输级"
    "压缩载软单错误启闭]"
)
_KANA = regex("[\u3041-\u30ff]")
_TRADITIONAL = regex(
    "[這為們時國說對會來個過發還進動樣現開無問關點經應讓實證請幫學選擇擊錄號碼網頁視設備體電腦線輸級"
    "壓縮載軟單錯誤啟閉]"
)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English and in simplified Chinese.

    Both are written where the sentence is needed, so that neither can be missing
    and neither can fall behind the other in a catalogue elsewhere.
    """

    en: str
    zh: str

    def format(self, **values: object) -> Text:
        """Fill `{name}` fields in both languages; values are never templates themselves."""
        return Text(self.en.format(**values), self.zh.format(**values))

    def to(self, lang: str) -> str:
        """Return the sentence for a reader of `lang` (any language tag); English if unknown."""
        return self.zh if lang.lower().startswith("zh") else self.en


@lru_cache(1024)
def normal(tag: str) -> str:
    """Return the language tag used inside kb_tools: `zh` (simplified), `zh-Hant`, `en`, `pt-BR` …

    What is no tag, since it has other characters than a tag can have, stays as it is.

    >>> normal("zh_CN.UTF-8"), normal("zh-Hans-CN"), normal("zh_TW"), normal("EN")
    ('zh', 'zh', 'zh-Hant', 'en')
    """
    if not tag.isascii():
        return tag
    parts = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    for length in (len(parts), 2, 1):
        if (known := _ALIASES.get("-".join(parts[:length]))) is not None:
            return known
    return "-".join([parts[0], *(p.upper() if len(p) == 2 else p.title() for p in parts[1:])])


def is_tag(name: str) -> bool:
    """Tell whether a folder's or a file name's part can be a language tag.

    >>> [name for name in ("zh", "zh-Hans", "pt_BR", "faq", "br", "EN") if is_tag(name)]
    ['zh', 'zh-Hans', 'pt_BR']
    """
    match = _TAG.fullmatch(name)
    return match is not None and _CODES.fullmatch(match[1]) is not None


def guess(text: str, languages: Sequence[str] = ()) -> str:
    """Return the language of running text, of those that a knowledge base has, if it says any.

    Chinese is recognised by its share of Han characters (one counts like one word),
    simplified from traditional by the commonest characters that differ, and Japanese by its
    kana. All other languages look alike here: the first of them that the knowledge base has,
    else English.
    """
    if not text.isascii():
        text = " ".join(text.split())  # where markup was, running text is blank
    han = _count_han(text)
    wanted = [normal(tag) for tag in languages]
    chinese = [tag for tag in wanted if tag.startswith("zh")]
    others = [tag for tag in wanted if not tag.startswith("zh")]
    if han == 0 and _WORD.search(text) is None:
        return (wanted or ["en"])[0]
    most = (len(text) - han) // 3 + 1  # words: each has two letters, and something behind it
    if han == 0 or (4 * han <= most and 4 * han <= len(_WORD.findall(text))):
        return (others or ["en"])[0]
    if 2 * len(_KANA.findall(text)) > han:
        return "ja" if "ja" in wanted else (others or ["en"])[0]
    script = _script(text)
    return script if script in chinese or not chinese else chinese[0]


def _count_han(text: str) -> int:
    """Count Han characters by the upper half of their code, which one call does for all."""
    if text.isascii():
        return 0
    return len(text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _NOT_HAN))


def _script(text: str) -> str:
    traditional = len(_TRADITIONAL.findall(text))
    return "zh-Hant" if traditional and traditional > len(_SIMPLIFIED.findall(text)) else "zh"
