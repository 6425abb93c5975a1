"""YAML's own messages are put into words that a writer can act on."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("title: a: b", "there is a ': ' inside a value"),
        ("title: 'a", "a quotation mark is not closed"),
        ("title: a\nfoo\nbar: 1", "a line has no colon"),
        ("title: [a, b", "a bracket is not closed"),
        ("title: @x", "a value begins with a sign of YAML's own"),
        ("zh:\n\ttitle: x", "a line is indented with a tab"),
        ("zh: x\n\ttitle: x", "a line is indented with a tab"),
        ("title: *x", "a value begins with '*'"),
        ("title: {{ x }}", "a value begins with '{'"),
        ("title: 'it's'", "there is text behind a closing quotation mark"),
        ("reviewed: 2026-13-01", "there is no such day"),
    ],
)
def test_a_common_slip_is_explained(yaml: str, said: str) -> None:
    rule = next(rule for rule in catalogue() if rule.code == "KB101")
    kb = KnowledgeBase.from_texts({"a.md": f"---\n{yaml}\n---\n\n# A\n"})
    (found,) = lint(kb, [rule], EXAMPLE_DATE)
    assert said in found.message.en
    assert found.message.zh.startswith("front matter 不是有效的 YAML：")
    assert not found.message.zh.isascii()
