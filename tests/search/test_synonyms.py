"""Synonyms: other wordings and other languages lead to the same article."""

from __future__ import annotations

import pytest

from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.suggest import Answer, suggest
from kb_tools.search.synonyms import NONE, known, shipped, synonyms
from kb_tools.search.terms import fold


def base(*titles: tuple[str, str]) -> Index:
    return Index(
        build(Document(title, f"{lang}/{title}.md", lang, title, "") for lang, title in titles)
    )


def ask(index: Index, text: str, own: tuple[str, ...] = (), **wish: object) -> Answer:
    return suggest(index, question(text, (), known(own)), Wish(**wish))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "lang", "title"),
    [
        ("账号登不上去", "en", "You cannot sign in"),
        ("忘記密碼", "en", "Reset your password"),
        ("my payment failed", "zh", "支付失败怎么办"),
    ],
)
def test_a_question_finds_an_article_of_another_language(asked: str, lang: str, title: str) -> None:
    index = base((lang, title), (lang, "Opening hours" if lang == "en" else "营业时间"))
    answer = ask(index, asked)

    assert [one.title for one in answer.suggestions][:1] == [title]
    assert answer.note is not None


def test_how_alone_is_no_question_in_another_language() -> None:
    others = ("Known issues", "Reset your password", "Blank page", "Export garbled", "Contact us")
    index = base(("en", "How-to"), *(("en", title) for title in others))

    assert ask(index, "发货要多久").suggestions == ()


def test_what_synonyms_cannot_say_of_a_question_makes_an_answer_abroad_less_sure() -> None:
    index = base(("en", "Refund not received"), ("en", "Change the delivery address"))

    whole, part = ask(index, "怎么退款"), ask(index, "花呗分期的手续费退款时也会返还吗")
    assert [one.title for one in whole.suggestions] == ["Refund not received"]
    assert part.suggestions == ()


def test_function_words_still_tell_what_they_tell_in_a_phrase() -> None:
    index = base(("en", "Cannot log in"), ("en", "Refund not received"), ("en", "Dark theme"))

    assert [one.title for one in ask(index, "登录不了").suggestions][:1] == ["Cannot log in"]


def test_a_knowledge_base_adds_its_own() -> None:
    index = base(("en", "Pair the gizmo"), ("en", "Charge the lamp"))

    assert ask(index, "连接小玩意").suggestions == ()
    found = ask(index, "连接小玩意", ("小玩意, gizmo",)).suggestions
    assert [one.title for one in found] == ["Pair the gizmo"]


def test_words_of_an_alphabet_are_taken_whole() -> None:
    own = synonyms(["art, picture"])

    assert list(own.in_text("a cartoon")) == []
    assert list(own.in_text("an art print")) == [("art", "picture")]


@pytest.mark.parametrize("lines", [[], ["# nothing"], ["", "  "]])
def test_no_groups_are_no_synonyms(lines: list[str]) -> None:
    assert synonyms(lines) == NONE


def test_the_shipped_groups_are_well_formed() -> None:
    groups = [line for line in shipped() if line and not line.startswith("#")]

    assert len(groups) > 60
    for line in groups:
        members = [fold(member.strip()) for member in line.split(",")]
        assert len(members) == len(set(members)) > 1, line
        assert all(members), line


def test_a_phrase_keeps_its_near_ones_beside_the_same_phrase_in_another_script() -> None:
    told = {*synonyms(["登录, login, sign in"]).in_text("登录 login")}
    assert told == {("登录", "sign in"), ("login", "sign in")}
