"""Slips of the pen: what is put right, and what is left alone."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.spelling import correction, respelt
from kb_tools.search.suggest import suggest

TEXTS = {
    "refund": "A refund is received within five working days",
    "password": "Choose another password for your account",
    "parcel": "Track a parcel that has not arrived",
    "russian": "Как вернуть деньги за заказ",
}
INDEX = Index(
    build(Document(k, f"{k}.md", "en", t, "", parts=(Part("", "", t),)) for k, t in TEXTS.items())
)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("recieved", "received"),
        ("refnd", "refund"),
        ("refuund", "refund"),
        ("pasdword", "password"),
        ("xassword", "password"),
        ("assword", "password"),
        ("accoutn", "account"),
        ("parcwl", "parcel"),
        ("деньгм", "деньги"),
        ("becuase", "because"),
    ],
)
def test_one_slip_is_put_right(slip: str, meant: str) -> None:
    assert correction(INDEX, slip) == meant


@pytest.mark.parametrize(
    "word",
    ["received", "place", "lack", "hotel", "elephants", "0x80070005", "refund2", "", "忘记密码"],
)
def test_what_is_no_slip_of_a_known_word_is_left_alone(word: str) -> None:
    assert correction(INDEX, word) == ""


@given(st.text(alphabet=string.ascii_lowercase + "éжא", max_size=30))
def test_a_correction_is_one_slip_away(word: str) -> None:
    from rapidfuzz.distance import OSA

    meant = correction(INDEX, word)

    assert not meant or OSA.distance(word, meant) == 1


@given(st.text(max_size=60))
def test_a_question_without_slips_stays_the_very_same(text: str) -> None:
    asked = question(text)
    found = respelt(INDEX, asked)

    assert found is asked if not found.slips else found.text == asked.text


def test_the_reason_says_how_a_word_was_read() -> None:
    first = suggest(INDEX, question("my refnd was not recieved")).suggestions[0]
    said = {reason.stage: reason.detail.en for reason in first.reasons}

    assert first.id == "refund"
    assert said["spelling"] == "read as received (recieved) · refund (refnd)"
    assert "received" in said["terms"]


def test_a_slip_costs_no_hit() -> None:
    right = suggest(INDEX, question("track my parcel")).suggestions
    wrong = suggest(INDEX, question("trakc my parcle")).suggestions

    assert [one.id for one in wrong] == [one.id for one in right] == ["parcel"]
