"""Messages are taken as their schemas say, and nobody's data with them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.feedback.event import Event
from kb_tools.feedback.message import MessageError, events

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2
PRIVATE = "我叫张伟，手机 13800138000，a.b@example.com，密码是 hunter22x"


def message(kind: str, **fields: Any) -> dict[str, Any]:
    return {"version": 1, "kind": kind, "token": TOKEN, "lang": "zh", **fields}


BOOK = {"title": "乙", "url": "zh/b/"}
MESSAGES = {
    "rating": message("rating", article="KB-1", url="zh/a/", helpful=False, reason="unclear",
                      comment=PRIVATE),
    "solved": message("solved", url="zh/a/", place=2, text=PRIVATE),
    "search": message("search", text=PRIVATE, place="search"),
    "question": message("question", text=PRIVATE, reply_to="zhang@example.com",
                        suggested=[{"title": "甲", "url": "zh/a/"}, BOOK], opened=[BOOK] * 2),
    "opened": message("opened", article="KB-1", rank=1, score=0.5, place="agent"),
    "linked": message("linked", article="KB-1", requester="zendesk:7"),
    "gap": message("gap", text=PRIVATE, place="agent"),
}  # fmt: skip


def made(data: object) -> tuple[Event, ...]:
    return events(data, NOW, lambda name: f"<{name}>" if name else "", lambda url: f"id of {url}")


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_kind_becomes_an_event_without_personal_data(kind: str) -> None:
    found = made(MESSAGES[kind])

    assert found[0].kind == kind
    assert (found[0].token, found[0].lang, found[0].time) == (TOKEN, "zh", NOW)
    for secret in ("张伟", "13800138000", "a.b@example.com", "hunter22x"):
        assert secret not in str(found)


def test_a_rating_keeps_what_was_said_of_the_article() -> None:
    (rating,) = made(MESSAGES["rating"])

    assert (rating.article, rating.helpful, rating.reason) == ("KB-1", False, "unclear")
    assert rating.text.startswith("我叫[name-1]")


def test_an_article_known_by_its_address_only_gets_its_id() -> None:
    (solved,) = made(MESSAGES["solved"])

    assert (solved.article, solved.rank, solved.place) == ("id of zh/a/", 2, "ask")


def test_a_question_tells_what_was_suggested_and_opened_and_where_to_answer() -> None:
    question, *seen = made(MESSAGES["question"])

    assert question.contact == "zhang@example.com"
    assert [(e.kind, e.url, e.rank) for e in seen] == [
        ("shown", "zh/a/", 1), ("shown", "zh/b/", 2), ("opened", "zh/b/", 2)]  # fmt: skip
    assert {e.subject for e in (question, *seen)} == {"<zhang@example.com>"}


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", {}, {"kind": []}, {"kind": "nothing"},
        {**MESSAGES["rating"], "version": 2},
        {**MESSAGES["rating"], "token": "' OR 1=1 --"},
        {**MESSAGES["rating"], "helpful": "yes"},
        {**MESSAGES["rating"], "helpful": True},
        {**MESSAGES["rating"], "comment": "x" * 2001},
        {**MESSAGES["rating"], "extra": 1},
        {**MESSAGES["question"], "reply_to": "nobody"},
        {**MESSAGES["solved"], "place": 10**30},
        {**MESSAGES["gap"], "text": ""},
    ],
)  # fmt: skip
def test_what_no_schema_allows_is_refused_with_the_field(data: object) -> None:
    with pytest.raises(MessageError) as caught:
        made(data)

    assert len(str(caught.value)) < 400
    assert caught.value.message.zh


WORDS = st.sampled_from([*MESSAGES, "kind", "text", "version", "token"]) | st.text()
DATA = st.recursive(
    st.none() | st.booleans() | st.floats() | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
)


@settings(max_examples=40)
@given(DATA, st.sampled_from(sorted(MESSAGES)))
def test_no_data_does_more_than_be_refused(data: object, kind: str) -> None:
    for each in (data, {"kind": kind, "text": data}, {**MESSAGES[kind], "token": data}):
        try:
            found = made(each)
        except MessageError as error:
            assert error.message.zh
        else:
            assert {one.time for one in found} == {NOW}
