"""Amounts are compared as amounts, whatever the unit and the language."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint
from kb_tools.lint.facts import facts
from kb_tools.lint.rule import EXAMPLE_DATE


def stated(text: str) -> list[tuple[str, float]]:
    article = KnowledgeBase.from_texts({"a.md": text}).articles["a.md"]
    return [(fact.dimension, float(fact.amount)) for fact in facts(article)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Within 7 days", [("time", 604_800)]),
        ("一周，即 7 天，也就是 168 小时", [("time", 604_800), ("time", 604_800)]),
        ("1 week, 168-hour", [("time", 604_800), ("time", 604_800)]),
        ("1.5 GB and 1,536 MB", [("size", 1_610_612_736), ("size", 1_610_612_736)]),
        ("至少 85%，3 个月", [("share", 85), ("months", 3)]),
        ("99 元、USD 5, 5 dollars", [("yuan", 99), ("money", 5)]),
        ("version 5.2 days-off 2024-05-01 10.0.0.1 `3 days` 3 daylight", []),
    ],
)
def test_amounts_are_read_with_their_unit(text: str, wanted: list[tuple[str, float]]) -> None:
    assert stated(text) == wanted


def found(chinese: str, english: str) -> list[str]:
    texts = {"zh/a.md": chinese, "en/a.md": english, "zh/b.md": "# 乙\n"}
    kb = KnowledgeBase.from_texts(texts)
    return [d.message.en for d in lint(kb, [*matching(["KB509"])], EXAMPLE_DATE)]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("# 甲\n\n7 天。\n\n## 乙\n\n2 小时。\n", "# A\n\n1 week.\n\n## B\n\n120 minutes.\n"),
        ("# 甲\n\n7 天。\n", "# A\n\nA week.\n"),
        ("# 甲\n\n7 天。\n", "# A\n\n7 GB.\n"),
        ("# 甲\n\n7 天。\n\n## 乙\n\n1 天。\n", "# A\n\n9 days.\n"),
        ("# 甲\n\n1 天、2 天。\n", "# A\n\n3 days, 4 days.\n"),
    ],
)
def test_what_may_be_the_same_is_no_conflict(chinese: str, english: str) -> None:
    assert found(chinese, english) == []


def test_one_amount_against_another_in_the_same_section_is_a_conflict() -> None:
    chinese = "# 甲\n\n7 天。\n\n## 乙\n\n1 天、2 小时。\n"
    english = "# A\n\n7 days.\n\n## B\n\n1 day, 3 hours.\n"
    assert found(chinese, english) == ["'3 hours' here, but '2 小时' in zh/a.md"]
