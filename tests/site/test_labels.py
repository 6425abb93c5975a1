from __future__ import annotations

import string

from kb_tools.search.terms import fold
from kb_tools.site.labels import KINDS, LABELS, TRADITIONAL, kind, label, language_name


def _fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_traditional_readers_miss_nothing() -> None:
    assert set(TRADITIONAL) == {*LABELS, *KINDS}
    for name, text in LABELS.items():
        assert _fields(text.en) == _fields(text.zh) == _fields(TRADITIONAL[name]), name


def test_traditional_words_are_in_traditional_characters() -> None:
    assert label("home", "zh-Hant") == "首頁"
    assert kind("howto", "zh-Hant") == "操作指南"
    changed = [text for text in TRADITIONAL.values() if fold(text) != text]
    assert len(changed) > 25


def test_other_readers_get_english() -> None:
    assert label("home", "fr") == "Home"
    assert kind("faq", "fr") == "Question"
    assert kind("recipe", "fr") == ""


def test_languages_name_themselves() -> None:
    assert language_name("zh-Hant") == "繁體中文"
    assert language_name("pt-BR") == "Português"
    assert language_name("tlh") == "tlh"
