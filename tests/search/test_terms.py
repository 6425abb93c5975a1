"""Folding and analysis: what counts as the same text, and what a text is compared by."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.terms import analyse, codes, fold, folding

SENTENCES = [
    "忘记密码怎么办",
    "无法登录服务器，数据库连接超时",
    "软件的默认设置保存在文件夹里",
    "短信验证码收不到，账号被锁定",
    "打印机脱机，鼠标没有反应",
    "用户反馈：应用程序内存不足，请卸载后重新启动",
    "視訊會議沒有聲音",
]


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2twp", "s2hk"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_traditional_text_folds_like_simplified_text(sentence: str, script: str) -> None:
    traditional = opencc.OpenCC(script).convert(sentence)

    assert fold(traditional) == fold(sentence)


def test_every_traditional_character_folds_to_what_it_stands_for() -> None:
    chars = folding().chars

    assert len(chars) > 2500
    assert {fold(char) for char in chars} <= {fold(char) for char in chars.values()}


def test_a_folded_word_is_never_folded_again() -> None:
    words = folding().words

    assert {word: fold(word) for word in words.values()} == {word: word for word in words.values()}


@given(st.text())
def test_folding_is_idempotent_and_never_raises(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_full_width_text_is_the_same_as_half_width(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in text)

    assert analyse(wide) == analyse(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Café Über NAÏVE", "cafe uber naive"),
        ("re\u200bset pass\u00adword", "reset password"),
        ("don’t can't", "dont cant"),
        ("Ёлка", "елка"),
        ("TiKV启动失败", "TiKV 启动失败"),
        ("忘記密碼？", "忘记密码?"),
    ],
)
def test_these_differences_do_not_count(text: str, same: str) -> None:
    assert analyse(text) == analyse(same)


@pytest.mark.parametrize(
    "code", ["0x80070005", "ORA-01555", "v5.2.1", "ERR_CONNECTION_REFUSED", "max_allowed_packet"]
)
def test_a_code_is_one_term_besides_its_pieces(code: str) -> None:
    found = [term.strip() for term in analyse(f"It says {code}, why?")]

    assert code.lower() in found
    assert len(found) > len(analyse("It says, why?")) + 1


def test_a_sentence_joined_by_dots_is_no_code() -> None:
    assert codes("please help...thanks and/or well-known www.example.com") == []


def test_a_typo_costs_a_word_only_some_of_its_terms() -> None:
    right, wrong = set(analyse("received")), set(analyse("receieved"))

    assert len(right & wrong) >= len(right) / 3


def test_words_of_any_alphabet_have_terms() -> None:
    for text in ["надежда", "ελπίδα", "ภาษาไทย", "हिन्दी", "שלום עולם", "한국어", "カタカナ"]:
        assert analyse(text), text
