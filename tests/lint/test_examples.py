"""`faults` itself sees what is wrong with a rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.examples import faults
from kb_tools.lint.rule import Bad, Rule, replacing

ZH = "有错字。\n\n读者会困惑。"
MESSAGE = Text("write 'right'", "应写作“right”")


@pytest.fixture
def module() -> Iterator[ModuleType]:
    made = ModuleType("kb998_word_wrong", "A wrong word.\n\nReaders are puzzled.")
    sys.modules[made.__name__] = made
    yield made
    del sys.modules[made.__name__]


def rule(module: ModuleType, message: Text = MESSAGE, **given: Any) -> Rule:
    words: dict[str, Any] = {"severity": "error", "zh": ZH, "good": ["right\n"], **given}
    made = Rule(module.__name__, **words)

    @made
    def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
        start = article.text.find("wrong")
        if start >= 0:
            span = Span(start, start + 5)
            yield made.at(article, span, message, replacing(article, span, "right", message))

    return made


def test_a_rule_whose_examples_hold_has_no_fault(module: ModuleType) -> None:
    assert not list(faults(rule(module, bad=[Bad("wrong\n", "write 'right'", "right\n")])))


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (Bad("right\n", "write 'right'", "right\n"), "says [] instead of"),
        (Bad("wrong\n", "other", "right\n"), "says [\"write 'right'\"] instead of ['other']"),
        (Bad("wrong\n", "write 'right'"), "has a fix that is not shown"),
        (Bad("wrong\n", "write 'right'", "left\n"), "mends into"),
        (Bad("wrong\n", "write 'right'", "right\n", safe=False), "has a fix with safe=True"),
    ],
)
def test_an_example_that_does_not_hold_is_a_fault(module: ModuleType, bad: Bad, fault: str) -> None:
    assert any(fault in found for found in faults(rule(module, bad=[bad])))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"zh": "有错字。"}, "`zh` must be"),
        ({"bad": []}, "there is no bad example"),
        ({"good": ["wrong\n"]}, "finds in a good example"),
        ({"message": Text("write 'right'", "write 'right'")}, "has no Chinese message"),
    ],
)
def test_missing_words_are_a_fault(module: ModuleType, given: dict[str, Any], fault: str) -> None:
    words = {"bad": [Bad("wrong\n", "write 'right'", "right\n")], **given}
    assert any(fault in found for found in faults(rule(module, **words)))


def test_a_rule_without_docstring_is_a_fault(module: ModuleType) -> None:
    module.__doc__ = None
    made = rule(module, bad=[Bad("wrong\n", "write 'right'", "right\n")])
    assert any("docstring" in found for found in faults(made))
