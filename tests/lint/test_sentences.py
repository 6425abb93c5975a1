"""Sentences end where a reader would say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.sentences import sentences


def found(text: str, least: int = 1) -> list[str]:
    article = KnowledgeBase.from_texts({"a.md": text}).articles["a.md"]
    return [" ".join(span.of(article.prose).split()) for span in sentences(article, least)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two (see 2.5)! Three\n", ["One.", "Two (see 2.5)!", "Three"]),
        ("先打开。再点击；完成\n", ["先打开。", "再点击；", "完成"]),
        ("One that\ngoes on.\n\nTwo\n", ["One that goes on.", "Two"]),
        ("- One\n- Two\n  goes on\n\n1. Three\n", ["One", "Two goes on", "Three"]),
        ("# Head\n\nText\n\n| A | B |\n|---|---|\n| c | d |\n", ["Text"]),
        ("Text\n\nA | B\n----|---\nlong. words | d\n\nEnd\n", ["Text", "End"]),
        ("- [A link](a.md): What it is.\n", ["A link :", "What it is."]),
        ("Run `a. b. c` now.\n\n```\nno. text.\n```\n", ["Run now."]),
    ],
)
def test_sentences_end_at_marks_paragraphs_and_items(text: str, wanted: list[str]) -> None:
    assert [piece.removeprefix("# ") for piece in found(text) if "Head" not in piece] == wanted


@given(st.text("ab.。 \n-|#*", max_size=60), st.integers(1, 8))
def test_no_sentence_is_shorter_than_asked_for_or_outside_the_text(text: str, least: int) -> None:
    article = KnowledgeBase.from_texts({"a.md": text}).articles["a.md"]
    ends = [0]
    for span in sentences(article, least):
        assert span.end - span.start >= least
        assert ends[-1] <= span.start < span.end <= len(article.text)
        ends.append(span.end)
