from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.document import Document
from kb_tools.search.findable import (
    all_questions,
    other_script,
    questions,
    verdict,
    with_typo,
)
from kb_tools.search.terms import analyse, fold


def doc(name: str, title: str, **more: Any) -> Document:
    return Document(name, f"zh/{name}.md", "zh", title, f"zh/{name}/", **more)


LOGIN = doc("login", "无法登录账户", wordings=("密码忘了",), errors=("ERR_LOGIN_42",))


def test_title_wordings_and_errors_are_asked_plainly_and_mangled() -> None:
    asked = [(q.source, q.change, q.text) for q in questions(LOGIN)]
    assert asked == [
        ("title", "", "无法登录账户"),
        ("title", "script", "無法登錄賬戶"),
        ("title", "typo", "无法登账户"),
        ("wording", "", "密码忘了"),
        ("wording", "script", "密碼忘了"),
        ("error", "", "ERR_LOGIN_42"),
    ]


def test_a_title_without_any_letter_is_not_asked() -> None:
    assert list(questions(doc("odd", "?!"))) == []


def test_a_code_is_asked_unless_more_articles_name_it_than_can_be_first() -> None:
    both = [doc("a", "甲", errors=("E-1", "E-2")), doc("a", "A", errors=("E-1",))]
    others = [doc(name, name, errors=("E-2",)) for name in "bcd"]
    asked = [one.text for one in all_questions([*both, *others]) if one.source == "error"]

    assert asked == ["E-1", "E-1"]


def test_a_keyword_of_more_articles_than_can_be_first_is_not_asked() -> None:
    many = [doc(f"a{n}", "Same", wordings=("help" if n % 2 else "Help", "b")) for n in range(4)]
    few = [doc(f"b{n}", "Start", wordings=("Begin",)) for n in range(3)]

    asked = {(one.source, one.text) for one in all_questions([*many, *few]) if not one.change}

    assert asked == {("title", "Same"), ("title", "Start"), ("wording", "Begin")}


def test_traditional_becomes_simplified_too() -> None:
    assert other_script("無法登錄") == "无法登录"
    assert other_script("no Chinese") == "no Chinese"


@pytest.mark.parametrize("text", ["KB301", "lint", "登录", "0x80070005"])
def test_short_words_and_codes_get_no_typo(text: str) -> None:
    assert with_typo(text) == text


def test_a_typo_is_one_slip_in_the_longest_word_and_always_the_same() -> None:
    wrong = with_typo("Reset the password")
    assert wrong == with_typo("Reset the password") != "Reset the password"
    assert sorted(wrong) == sorted("Reset the password")
    assert wrong.startswith("Reset the p")


@given(st.text(st.characters(exclude_categories=("C",))))
def test_any_text_can_be_mangled(text: str) -> None:
    assert abs(len(with_typo(text)) - len(text)) <= 1
    assert len(other_script(text)) == len(text)


@given(st.text(alphabet="无法登录账户密码验证收到回复工单"))
def test_the_other_script_asks_the_same(text: str) -> None:
    assert fold(other_script(text)) == fold(text)
    assert analyse(other_script(text)) == analyse(text)


def test_an_article_below_the_first_three_is_missed_and_the_message_says_what_came_before() -> None:
    question = next(questions(LOGIN))
    others = [doc(name, name) for name in "abc"]
    assert verdict(question, [others[0], others[1], LOGIN]) is None
    miss = verdict(question, [*others, LOGIN])
    assert miss is not None
    assert "无法登录账户" in miss.message.en
    assert "zh/a.md, zh/b.md, zh/c.md" in miss.message.zh
    nothing = verdict(question, [])
    assert nothing is not None
    assert "nothing was found" in nothing.message.en


def test_the_same_article_in_another_language_counts() -> None:
    question = next(questions(LOGIN))
    english = Document("login", "en/login.md", "en", "Cannot log in", "en/login/")
    assert verdict(question, [english]) is None
