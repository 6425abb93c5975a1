"""The quick look for phrases opens wherever a slow search finds one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.article import Article
from kb_tools.lint.fact import fact
from kb_tools.lint.gate import gate
from kb_tools.lint.vocabulary import folded, vocabulary, words
from kb_tools.markdown import parse

PHRASES = ("to be written", "on-call", "your fault", "待补充", "显然")


def test_the_words_of_a_text_are_its_runs_of_latin_letters_and_digits() -> None:
    assert [*words("Sign in (v2): 点击 Sign_in")] == [b"sign", b"in", b"v2", b"sign", b"in"]
    assert vocabulary("The the THE") == {b"the"}


def test_blank_text_is_folded() -> None:
    assert folded("  显然  \n\n  是\t的 ") == "显然 是 的"


@pytest.mark.parametrize(
    ("prose", "opens"),
    [
        ("It is To Be\nWritten soon.", True),
        ("(on-call)", True),
        ("It was written to be read.", True),  # its words are there: the pattern decides
        ("unto be", False),
        ("他说，显然是的", True),
        ("显 然", False),
        ("café", False),
    ],
)
def test_a_gate_opens_where_a_phrase_may_be(prose: str, opens: bool) -> None:
    assert gate(PHRASES).opens(prose) is opens


@given(st.lists(st.sampled_from([*PHRASES, "to", "be", "-", " ", "\n", "，", "x"]), max_size=12))
def test_a_gate_never_hides_a_phrase(parts: list[str]) -> None:
    prose = "".join(parts)
    whole = "|".join(rf"\b{p}\b" if p.isascii() else p for p in PHRASES)
    if re.search(whole, prose, re.IGNORECASE):
        assert gate(PHRASES).opens(prose)


def test_a_fact_is_worked_out_once_for_each_article() -> None:
    asked = []

    @fact
    def length(article: Article) -> int:
        asked.append(article.path)
        return len(article.text)

    one, other = parse("# A\n", "a.md"), parse("# Other\n", "b.md")
    assert [length(one), length(other), length(one)] == [4, 8, 4]
    assert asked == ["a.md", "b.md"]
