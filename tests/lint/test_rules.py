"""Every rule's words and examples hold; the examples are the rule's tests."""

from __future__ import annotations

import re

import pytest

from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.examples import faults
from kb_tools.lint.page import UNMEASURED, page, precisions
from kb_tools.lint.rule import Rule


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_finds_and_mends_what_its_examples_say(rule: Rule) -> None:
    assert list(faults(rule)) == []


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_code_and_name_come_from_the_file(rule: Rule) -> None:
    assert re.fullmatch(r"KB\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.module.endswith(f".{rule.code.lower()}_{rule.name.replace('-', '_')}")


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_page_explains_the_rule_in_both_languages(rule: Rule) -> None:
    english, chinese = page(rule, "en"), page(rule, "zh")
    assert english.startswith(f"# {rule.code} {rule.name}\n\n{rule.summary.en}\n")
    assert rule.summary.zh in chinese
    assert rule.bad[0].message in english
    assert rule.bad[0].message not in chinese
    assert "## Bad" in english
    assert "## 有问题的写法" in chinese
    assert ("## Fixed" in english) == (rule.fix != "none")


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_on_by_default_was_right_in_nine_of_ten_findings(rule: Rule) -> None:
    known = precisions().get(rule.code)
    assert (known is None) == (rule.code in UNMEASURED), "read a sample, or say why there is none"
    if known is not None and rule.default and known.read:
        assert known.share >= 0.9
