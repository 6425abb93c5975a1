"""What KB903 mends is nested by Python-Markdown as CommonMark nests it, and stays mended."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE
from kb_tools.markdown import render
from kb_tools.site_facts import SiteFacts

RULES = [*matching(["KB903"])]


def base(text: str) -> KnowledgeBase:
    return KnowledgeBase.from_texts({"a.md": text}, facts=SiteFacts(known=True))


def mended(text: str) -> str:
    return mend(base(text), RULES, EXAMPLE_DATE).texts.get("a.md", text)


def shape(text: str) -> str:
    """Return the lists of the rendered page, without words."""
    return "".join(re.findall(r"</?(?:ol|ul|li|pre|blockquote)\b", render(text)))


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("- a\n  - b\n    - c\n- d\n", "- a\n    - b\n        - c\n- d\n"),
        ("1. a\n\n   ```sh\n   b\n   ```\n\n2. c\n", "1. a\n\n    ```sh\n    b\n    ```\n\n2. c\n"),
        ("1. a\n   - b\n\n     c\n2. d\n", "1. a\n    - b\n\n        c\n2. d\n"),
        ("- a\n\n  > b\n\n- c\n", "- a\n\n    > b\n\n- c\n"),
        ("10. a\n\n    b\n11. c\n\n    d\n", "10. a\n\n    b\n11. c\n\n    d\n"),
    ],
)
def test_the_site_nests_what_the_editor_nests(text: str, same_as: str) -> None:
    assert mended(text) == same_as


def test_steps_are_counted_on_after_a_command_between_them() -> None:
    text = "1. a\n\n   ```sh\n   b\n   ```\n\n2. c\n"
    assert shape(text).count("<ol") == 2
    assert shape(mended(text)).count("<ol") == 1


@pytest.mark.parametrize(
    "text",
    [
        "---\na:\n- b\n  - c\n---\n\nText\n",
        "Text\n- a\n  b\n",
        "```\n- a\n  - b\n```\n",
        "- a\n  b\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not [*lint(base(text), RULES, EXAMPLE_DATE)]


LINES = st.sampled_from(
    ["- a", "  - b", "    - c", "   1. d", "", "  text", "    text", "```", "x"]
)


@given(st.lists(LINES, max_size=12))
def test_mending_twice_changes_nothing_and_only_spaces_change(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    once = mended(text)
    assert [line.lstrip(" ") for line in once.split("\n")] == [
        line.lstrip(" ") for line in text.split("\n")
    ]
    assert mended(once) == once
