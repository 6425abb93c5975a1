from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.article import Article, Code, Span
from kb_tools.audience import internal_spans, without_internal


def article(text: str, code: tuple[Span, ...] = ()) -> Article:
    blocks = tuple(Code(span, span, "fenced") for span in code)
    return Article("a.md", "a", "en", "faq", "A", text, (), {}, {}, code=blocks)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("a\n\n<!-- internal -->\nsecret\n<!-- /internal -->\n\nb\n", "a\n\n\n\nb\n"),
        ("a <!--internal-->secret<!--/internal--> b", "a  b"),
        ("a\n\n<!-- internal -->\nsecret, never closed\n", "a\n\n"),
        ('a\n\n!!! internal "Note"\n    secret\n\n    secret\n\nb\n', "a\n\n\nb\n"),
        ("a\n\n??? note internal\n    secret\nb\n", "a\n\nb\n"),
        ("1. step\n\n    !!! internal\n        secret\n\n    more\n", "1. step\n\n\n    more\n"),
        ("a\n\n!!! internal\n    secret", "a\n\n"),
        ("an internal matter\n<!-- /internal -->", "an internal matter\n<!-- /internal -->"),
        ("!!! note\n    internal: a word\n", "!!! note\n    internal: a word\n"),
    ],
)
def test_internal_blocks_are_cut_and_nothing_else(text: str, public: str) -> None:
    assert without_internal(article(text)) == public


def test_marks_in_code_are_examples() -> None:
    text = "```\n<!-- internal -->\n```\nstays\n"
    assert without_internal(article(text, (Span(0, 26),))) == text


def test_marks_inside_one_another_are_one_block() -> None:
    text = "!!! internal\n    <!-- internal -->\n    x\n    <!-- /internal -->\n\nb"
    assert len(internal_spans(article(text))) == 1


@given(st.text(alphabet="ab \n!<>-/internal", max_size=80))
def test_no_text_stops_it_and_spans_are_ordered_and_apart(text: str) -> None:
    spans = internal_spans(article(text + "<!-- internal -->x<!-- /internal -->" + text))
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= span.start < span.end for span in spans)
