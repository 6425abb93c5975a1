"""Error messages: found word for word wherever they stand, and in nothing else's place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.build import build
from kb_tools.search.confidence import DEFAULT
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Findings, Wish, find
from kb_tools.search.index import Index
from kb_tools.search.messages import messages, nothing_else, verbatim
from kb_tools.search.question import question
from kb_tools.search.suggest import suggest
from kb_tools.search.terms import fold

FILLER = "The cluster stores regions on several stores and keeps them available. " * 40
MESSAGE = "Region is unavailable"


def article(name: str, title: str, *texts: str) -> Document:
    parts = tuple(Part(f"s{n}", f"Part {n}", text) for n, text in enumerate(texts))
    return Document(name, f"{name}.md", "en", title, f"{name}/", parts=parts)


BASE = (
    article("map", "Troubleshooting map", FILLER, f"Error 9005: {MESSAGE}. Restart it.", FILLER),
    article("split", "Split a region", "A large region is split. 9005 of them are no error."),
    article("stores", "Stores of a cluster", "Stores may be unavailable: an error of the region."),
    *(article(f"other{n}", f"Chapter {n}", f"Nothing about it, part {n}.") for n in range(8)),
)


def found(text: str, wish: Wish = Wish()) -> Findings:
    return find(Index(build(BASE)), question(text), wish)


def first(text: str) -> str:
    index = Index(build(BASE))
    return index.record(find(index, question(text)).hits[0].document).id


def test_the_article_that_has_a_message_word_for_word_comes_first() -> None:
    assert first(f"Error 9005: {MESSAGE}") == "map"
    assert first(f"Since the upgrade it stopped. We only get `Error: {MESSAGE}`. Help?") == "map"


def test_the_same_words_in_another_order_are_no_message_of_an_article() -> None:
    plain = found("error: is region the unavailable")

    assert [hit.verbatim for hit in plain.hits] == [0.0] * len(plain.hits)


def test_a_question_that_is_no_error_message_is_ranked_by_its_terms_alone() -> None:
    assert not messages(fold("Where are regions stored? They are on several stores."))
    assert {hit.verbatim for hit in found("split a region").hits} == {0.0}


def test_only_the_sentence_that_may_be_a_message_is_looked_for() -> None:
    said = fold("I upgraded yesterday. Write failed: disk is full\nWhat now?")

    (message,) = messages(said)

    assert said[message[0].start : message[-1].end] == "write failed: disk is full"


def test_a_message_in_chinese_is_found_too() -> None:
    said = fold("昨天升级以后提示“写入失败，磁盘空间不足”，怎么办")
    found = messages(said)

    assert verbatim(fold("若日志中有写入失败，磁盘空间不足，请清理。"), said, found) == 1.0
    assert verbatim(fold("磁盘写入的空间足够，不会失败"), said, found) == 0.0


def test_the_reason_quotes_what_stands_there_word_for_word() -> None:
    best = suggest(Index(build(BASE)), question(f"Error 9005: {MESSAGE}")).suggestions[0]

    quoted = [str(reason.detail) for reason in best.reasons if reason.stage == "verbatim"]

    assert len(quoted) == 1
    assert "error 9005: region is unavailable" in quoted[0]


def test_an_article_that_has_it_word_for_word_is_trusted_more() -> None:
    said, turned = f"Error 9005: {MESSAGE}", "Error 9005: unavailable the region is"

    assert found(said).fits > found(turned).fits


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_says_more_of_a_question_than_all_of_it(text: str, asked: str) -> None:
    folded = fold(f"error: {asked}")

    assert 0.0 <= verbatim(fold(text), folded, messages(folded)) <= 1.0
    if pieces := messages(folded):
        assert verbatim(folded, folded, pieces) in (0.0, 1.0)


SHOP = (
    article("refused", "Card refused", "A card is refused when it is not activated yet."),
    article("server", "Export", "It ends with: could not write file 17 to disk: quota exceeded."),
    *(article(f"shop{n}", f"Parcel {n}", f"Parcels and their ways, part {n}.") for n in range(12)),
    Document(
        "pay", "pay.md", "zh", "支付失败", "pay/", parts=(Part("", "", "余额不足时支付失败。"),)
    ),
)
STRANGERS = (
    "psql: could not connect to server: Connection refused",
    "ssh: connect to host 10.0.0.7 port 22: Connection refused",
    "支付网关失败：节点心跳超时",
)


@pytest.mark.parametrize("message", STRANGERS)
def test_a_ticket_that_is_nothing_but_another_products_message_is_refused(message: str) -> None:
    asked, index = question(message), Index(build(SHOP))

    assert suggest(index, asked).suggestions == ()
    assert find(index, asked, Wish(fit=replace(DEFAULT, messages={}))).fits >= Wish().threshold


def test_a_message_that_an_article_quotes_is_answered_whatever_number_is_in_it() -> None:
    answer = suggest(
        Index(build(SHOP)), question("could not write file 903 to disk: quota exceeded")
    )

    assert answer.suggestions[0].id == "server"
    assert answer.suggestions[0].score > 0.6


@pytest.mark.parametrize(
    "asked",
    [
        "Why is my card refused? It cannot be used",
        "我的支付失败了，无法下单怎么办",
        "login failed",
        "登录验证码收不到 connection refused by remote host",
    ],
)
def test_who_asks_or_says_little_is_no_program(asked: str) -> None:
    assert nothing_else(fold(asked)) == 0.0
    assert nothing_else(fold(STRANGERS[0])) == 1.0
