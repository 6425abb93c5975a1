"""A term base is read with its mistakes named, and used by the linter and by search."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import ConfigError
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE
from kb_tools.search.synonyms import known
from kb_tools.term_base import read, shipped, synonyms
from kb_tools.tickets.asking import own_synonyms

TERMS = """
[[term]]
zh = "提货单"
en = "delivery note"
also.en = ["packing slip"]
forbidden.zh = ["出库单"]
forbidden.en = ["delivery slip"]

[[term]]
en = "AcmePay"
case = true
"""


def test_every_shipped_term_has_both_languages_and_no_word_twice() -> None:
    words = [(lang, word) for term in shipped() for lang, word in term.word.items()]
    assert len(words) == len(set(words))
    assert len(shipped()) >= 30
    for term in shipped():
        assert set(term.word) == {"zh", "en"}
        assert set(term.definition) in (set(), {"zh", "en"})
        assert not term.forbidden


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("[[term]\n", "not valid TOML", None),
        ('\n[[term]]\nzn = "登录"\n', "unknown key 'zn'; did you mean 'zh'?", 2),
        ('[[term]]\nalso.en = ["log in"]\n', "a term needs its word", 1),
        ('[[term]]\nen = ""\n', "a term needs its word", 1),
        ('[[term]]\nen = "a"\nalso = ["b"]\n', "'also' is by language", 1),
        ('[[term]]\nen = "a"\nalso.xx = ["b"]\n', "'also' is by language", 1),
        ('[[term]]\nen = "a"\nforbidden.zh = ["b"]\n', "say what to write instead", 1),
        ('terms = "a"\n', "no 'terms'", None),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, message: str, line: int | None) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text, "kb-terms.toml")
    assert message in caught.value.message.en
    assert (caught.value.path, caught.value.line) == ("kb-terms.toml", line)


def base(folder: Path) -> KnowledgeBase:
    for path, text in {
        "kb-terms.toml": TERMS,
        "docs/zh/a.md": "# 收货\n\n核对出库单，用 acmepay 付款。delivery slip。\n",
        "docs/en/a.md": "# Receive\n\nCheck the delivery slip; pay with Acmepay. 出库单\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return KnowledgeBase.load(Config(root=folder))


def test_forbidden_words_are_replaced_in_articles_of_their_language(tmp_path: Path) -> None:
    rules = [*matching(["KB501"])]
    kb = base(tmp_path)
    assert len([*lint(kb, rules, EXAMPLE_DATE)]) == 4
    texts = mend(kb, rules, EXAMPLE_DATE).texts
    assert texts["zh/a.md"] == "# 收货\n\n核对提货单，用 AcmePay 付款。delivery slip。\n"
    assert texts["en/a.md"] == "# Receive\n\nCheck the delivery note; pay with AcmePay. 出库单\n"


def test_an_edit_of_the_term_base_counts_at_once(tmp_path: Path) -> None:
    kb = base(tmp_path)
    changed = kb.with_texts(
        {"../kb-terms.toml": '[[term]]\nen = "check"\nforbidden.en = ["pay"]\n'}
    )
    assert [d.message.en for d in lint(changed, [*matching(["KB501"])], EXAMPLE_DATE)] == [
        "write 'check', not 'pay'"
    ]


def test_a_question_in_any_word_finds_the_others(tmp_path: Path) -> None:
    base(tmp_path)
    lines = own_synonyms(Config(root=tmp_path))
    assert lines == ("提货单, 出库单, delivery note, packing slip, delivery slip",)
    others = dict.fromkeys(other for _, other in known(lines).in_text("出库单在哪里"))
    assert "delivery note" in others
    assert "提货单" in others


def test_one_word_alone_is_no_line_of_synonyms() -> None:
    assert [*synonyms(read('[[term]]\nen = "a, b"\n[[term]]\nen = "c"\n', "t"))] == []
