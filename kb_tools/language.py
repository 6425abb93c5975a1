"""Text for people, in the languages that kb_tools speaks."""

from __future__ import annotations

from dataclasses import dataclass

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


def normal(tag: str) -> str:
    """Return the language tag used inside kb_tools: `zh` (simplified), `zh-Hant`, `en`, `pt-BR` …

    >>> normal("zh_CN.UTF-8"), normal("zh-Hans-CN"), normal("zh_TW"), normal("EN")
    ('zh', 'zh', 'zh-Hant', 'en')
    """
    parts = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    for length in (len(parts), 2, 1):
        if (known := _ALIASES.get("-".join(parts[:length]))) is not None:
            return known
    return "-".join([parts[0], *(p.upper() if len(p) == 2 else p.title() for p in parts[1:])])
