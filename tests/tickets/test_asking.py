"""What comes of tickets that are no questions, and what must make no difference to an answer."""

from __future__ import annotations

import itertools

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.language import guess
from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Wish, find
from kb_tools.search.index import Index
from kb_tools.search.suggest import NOTHING_ASKED, NOTHING_FITS, Answer, suggest
from kb_tools.tickets.asking import asking


def article(key: str, lang: str, title: str, text: str) -> Document:
    return Document(key, f"{lang}/{key}.md", lang, title, key, parts=(Part("", title, text),))


BASE = (
    article("login", "zh", "无法登录怎么办", "先检查网络，再重置密码。收不到验证码时等一分钟。"),
    article("refund", "zh", "退款多久到账", "退款在五个工作日内退回原来的账户。"),
    article("update", "en", "Update fails with 0x80070005", "Access was denied. Restart it."),
    article("parcel", "en", "Track your parcel", "Open the order and choose Track."),
)
INDEX = Index(build(BASE))
TRADITIONAL = opencc.OpenCC("s2t")
UNRELATED = article("zebra", "en", "Zebras", "Hay.")
WORDS = st.sampled_from(
    [
        "登录",
        "密码",
        "验证码",
        "退款",
        "账户",
        "忘记",
        "软件",
        "network",
        "parcel",
        "track",
        "0x80070005",
        "retsart",
        "，",
        " ",
        "!",
        "怎么办",
        "order",
    ]
)
QUESTIONS = st.lists(WORDS, min_size=1, max_size=8).map("".join)


def answer(text: str, index: Index = INDEX, threshold: float = 0.0) -> Answer:
    return suggest(index, asking(text), Wish(threshold=threshold))


def scored(text: str, index: Index = INDEX) -> list[tuple[str, float]]:
    return [(one.id, one.score) for one in answer(text, index).suggestions]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "-- \nJohn Smith\nACME Inc.",
        "<img src='cid:1.png'>",
        "😀👍🏽❤️",
        "\x00\x07\x1b\x9b",
        "\u202e\u200f\u2067",
        "？？？！！",
        "\ufffd\ufffd",
        "data:image/png;base64," + "iVBORw0KGgo" * 900_000,
    ],
    ids=[
        "empty",
        "blank",
        "signature",
        "image",
        "emoji",
        "control",
        "direction",
        "marks",
        "not-utf-8",
        "base64",
    ],
)
def test_a_ticket_that_asks_nothing_is_told_so(text: str) -> None:
    found = answer(text, threshold=0.35)

    assert found.suggestions == ()
    assert found.note in (NOTHING_ASKED, NOTHING_FITS)


def test_a_language_that_no_article_has_finds_none() -> None:
    found = answer("როგორ აღვადგინო პაროლი", threshold=0.35)

    assert (found.suggestions, found.note) == ((), NOTHING_FITS)


def test_a_short_number_counts_more_than_a_piece_of_a_word() -> None:
    said = asking("it said 503 for 2 days").weights

    assert said[" 503 "] == 1.5
    assert said[" 2 "] == said["said"] == 1


def test_an_order_number_counts_no_more_than_a_piece_of_a_word() -> None:
    assert asking("order 15487").weights[" 15487 "] == 1


def test_control_characters_and_direction_marks_between_words_make_no_difference() -> None:
    assert scored("track\u200f my\x07 \u202eparcel") == scored("track my parcel")


@settings(max_examples=60)
@given(QUESTIONS)
def test_script_and_width_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)

    assert scored(wide) == scored(text)
    assert scored(TRADITIONAL.convert(text)) == scored(text)


@settings(max_examples=20)
@given(QUESTIONS)
def test_the_order_of_articles_makes_no_difference(text: str) -> None:
    expected = scored(text)

    for order in itertools.islice(itertools.permutations(BASE), 0, 24, 7):
        assert scored(text, Index(build(order))) == expected


@settings(max_examples=40)
@given(QUESTIONS)
def test_an_unrelated_article_takes_no_candidate_of_a_language_away(text: str) -> None:
    """Which language answers is another matter: it goes by how well each does."""
    more = Index(build((*BASE, UNRELATED)))
    wish = Wish(lang=guess(text, INDEX.languages))
    ids = [
        {index.record(hit.document).id for hit in find(index, asking(text), wish).hits}
        for index in (INDEX, more)
    ]

    assert ids[0] <= ids[1]
